import { AbortError, EditRewardError, messageOf } from '../core/errors.ts';
import type { ChosenFiles } from '../rpc/modelStoreApi.ts';

/** A model could not be written to the folder that the user chose. */
export class ExportError extends EditRewardError {
  override readonly name = 'ExportError';
}

export interface ExportOptions {
  readonly signal: AbortSignal;
  readonly onBytes: (writtenBytes: number) => void;
}

/**
 * Copies files into a folder. A file appears there only when it is whole; the manifest comes last, so that half a copy is
 * not taken for a model. Throws {@link ExportError}.
 */
export async function exportModel(
  files: ChosenFiles,
  folder: FileSystemDirectoryHandle,
  { signal, onBytes }: ExportOptions,
): Promise<void> {
  let writtenBytes = 0;
  const count = (chunk: Uint8Array) => onBytes((writtenBytes += chunk.byteLength));
  for (const { path, file } of files) {
    try {
      const target = await createFile(folder, path);
      await file.stream().pipeThrough(countChunks(count)).pipeTo(target, { signal });
    } catch (cause) {
      if (signal.aborted) throw new AbortError();
      throw new ExportError(
        `${path} could not be written to ${folder.name} (${messageOf(cause)}). Check that there is space on the disk and that ` +
          'the folder may be written to, and export again.',
        { file: path, cause },
      );
    }
  }
}

function countChunks(onChunk: (chunk: Uint8Array) => void) {
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      onChunk(chunk);
      controller.enqueue(chunk);
    },
  });
}

async function createFile(folder: FileSystemDirectoryHandle, path: string): Promise<FileSystemWritableFileStream> {
  const names = path.split('/');
  const name = names.pop() ?? path;
  let parent = folder;
  for (const part of names) parent = await parent.getDirectoryHandle(part, { create: true });
  const handle = await parent.getFileHandle(name, { create: true });
  return handle.createWritable();
}
