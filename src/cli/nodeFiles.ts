/** Folders on disk behind the reading and writing interfaces. */
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import type { ByteSink, ByteSource, FileFolder, InspectHooks, SinkFolder, WrittenFile } from '../core/bytes/bytes.ts';
import { readPieces } from '../core/bytes/readPieces.ts';
import { EditRewardError, messageOf } from '../core/errors.ts';
import { makeFolder } from './makeFolder.ts';

/** A folder or file on disk is missing, or cannot be read or written. */
export class DiskError extends EditRewardError {
  override readonly name = 'DiskError';
}

/** Node reads and writes at most 2 GiB - 1 a call; smaller calls cost no time. */
const MAX_CALL_BYTES = 2 ** 28;

/** Files being written carry this ending until they are whole. */
export const PARTIAL_ENDING = '.partial';

/**
 * The folder at `path`. Files are opened for each read and closed after it: nothing says when a source is no longer
 * used, and opening costs microseconds. Opening throws {@link DiskError} when the folder is missing or the path leaves
 * it.
 */
export function directoryFolder(path: string): FileFolder {
  return {
    name: path,
    async open(file) {
      const location = locate(path, file);
      const found = await statOrUndefined(location);
      if (found?.isFile() === true) return fileSource(file, location, found);
      await requireDirectory(path);
      return undefined;
    },
  };
}

/** Writes under `path`, making folders as needed; to reading a folder that is missing is an empty one. */
export function directorySink(path: string): SinkFolder {
  return {
    name: path,
    async open(file) {
      const location = locate(path, file);
      const found = await statOrUndefined(location);
      return found?.isFile() === true ? fileSource(file, location, found) : undefined;
    },
    async create(file) {
      const location = locate(path, file);
      return withDisk(location, async () => {
        await makeFolder(dirname(location));
        return fileSink(location, await open(location + PARTIAL_ENDING, 'w'));
      });
    },
    async inspect(file, hooks = {}) {
      const source = await this.open(file);
      return source && inspect(source, hooks);
    },
    async remove(file) {
      const location = locate(path, file);
      await withDisk(location, async () => {
        await rm(location, { force: true });
        await rm(location + PARTIAL_ENDING, { force: true });
      });
    },
  };
}

function locate(folder: string, file: string): string {
  const root = resolve(folder);
  const location = resolve(root, file);
  if (location.startsWith(root.endsWith(sep) ? root : root + sep)) return location;
  throw new DiskError(`The path ${file} leaves the folder ${folder}, so it is not followed.`, { file });
}

async function statOrUndefined(location: string) {
  try {
    return await stat(location);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw diskError(location, cause);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** Throws {@link DiskError} where `path` is no folder. */
export async function requireDirectory(path: string): Promise<void> {
  const found = await statOrUndefined(path);
  if (found?.isDirectory() === true) return;
  const what = found === undefined ? 'does not exist' : 'is not a folder';
  throw new DiskError(`${path} ${what}. Check the path.`, { file: path });
}

function fileSource(name: string, location: string, { size, mtimeMs }: Stats): ByteSource {
  return {
    name,
    byteLength: size,
    version: String(mtimeMs),
    slice: (start, end) => withDisk(location, () => readRange(location, start, end)),
  };
}

async function readRange(location: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(end - start);
  const handle = await open(location, 'r');
  try {
    let done = 0;
    while (done < bytes.byteLength) {
      const length = Math.min(MAX_CALL_BYTES, bytes.byteLength - done);
      const { bytesRead } = await handle.read(bytes, done, length, start + done);
      if (bytesRead === 0) throw new Error(`it ends at byte ${start + done}, before byte ${end}`);
      done += bytesRead;
    }
  } finally {
    await handle.close();
  }
  return bytes;
}

/** With Node's own SHA-256, which is the quickest. */
async function inspect(source: ByteSource, hooks: InspectHooks): Promise<WrittenFile> {
  const hash = createHash('sha256');
  for await (const piece of readPieces(source, hooks)) hash.update(piece);
  return { byteLength: source.byteLength, sha256: hash.digest('hex') };
}

function fileSink(location: string, handle: FileHandle): ByteSink {
  const hash = createHash('sha256');
  let byteLength = 0;
  return {
    write: (chunk) =>
      withDisk(location, async () => {
        hash.update(chunk);
        await writeWhole(handle, chunk);
        byteLength += chunk.byteLength;
      }),
    close: () =>
      withDisk(location, async () => {
        await handle.close();
        await rename(location + PARTIAL_ENDING, location);
        return { byteLength, sha256: hash.digest('hex') };
      }),
    abort: () =>
      withDisk(location, async () => {
        await handle.close();
        await rm(location + PARTIAL_ENDING, { force: true });
      }),
  };
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.byteLength;) {
    const length = Math.min(MAX_CALL_BYTES, chunk.byteLength - done);
    done += (await handle.write(chunk, done, length)).bytesWritten;
  }
}

async function withDisk<Result>(location: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw diskError(location, cause);
  }
}

function diskError(location: string, cause: unknown): DiskError {
  return new DiskError(`${location} cannot be read or written: ${messageOf(cause)}.`, { file: location, cause });
}
