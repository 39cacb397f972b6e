import { AbortError, EditRewardError, messageOf, throwIfAborted } from '../core/errors.ts';
import type { ChosenFiles } from '../core/modelPackage/modelLocation.ts';

/** A model could not be written to the folder that the user chose. */
export class ExportError extends EditRewardError {
  override readonly name = 'ExportError';
}

export interface ExportOptions {
  readonly signal: AbortSignal;
  readonly onBytes: (writtenBytes: number) => void;
}

/**
 * Copies files into a folder. A file appears there only when it is whole. The manifest comes last, so half a copy is
 * not taken for a model. Throws {@link ExportError}.
 */
export async function exportModel(
  files: ChosenFiles,
  folder: FileSystemDirectoryHandle,
  { signal, onBytes }: ExportOptions,
): Promise<void> {
  let writtenBytes = 0;
  const count = (byteLength: number) => onBytes((writtenBytes += byteLength));
  for (const { path, file } of files) {
    try {
      await writeFile(await createFile(folder, path), file, count, signal);
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

/** Bytes that are handed to the browser at a time: it tells nothing of its progress. */
const PIECE_BYTES = 8 * 1024 * 1024;

async function writeFile(
  target: FileSystemWritableFileStream,
  file: File,
  onBytes: (byteLength: number) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (let offset = 0; offset < file.size; offset += PIECE_BYTES) {
      throwIfAborted(signal);
      const piece = file.slice(offset, offset + PIECE_BYTES);
      await target.write(piece);
      onBytes(piece.size);
    }
    await target.close();
  } catch (error) {
    await target.abort();
    throw error;
  }
}

async function createFile(folder: FileSystemDirectoryHandle, path: string): Promise<FileSystemWritableFileStream> {
  const names = path.split('/');
  const name = names.pop() ?? path;
  let parent = folder;
  for (const part of names) parent = await parent.getDirectoryHandle(part, { create: true });
  const handle = await parent.getFileHandle(name, { create: true });
  return handle.createWritable();
}
