import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { makeFolder } from '../makeFolder.ts';
import { DiskError } from '../nodeFiles.ts';

/**
 * Before a taste is trained, which may take hours: makes the folder that it is written into, and tells now what would keep it from
 * being written. Throws {@link DiskError}.
 */
export async function prepareOut(path: string): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await access(dirname(path), constants.W_OK);
    if (await isFolder(path)) throw new Error('it is a folder');
  } catch (cause) {
    throw new DiskError(`${path} cannot be written: ${messageOf(cause)}. Choose another place for --out.`, {
      file: path,
      cause,
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
