import { statfs } from 'node:fs/promises';
import { EditRewardError } from '../core/errors.ts';
import { formatBytes } from '../core/formatNumbers.ts';

/** A disk has less room than is needed. */
export class DiskFullError extends EditRewardError {
  override readonly name = 'DiskFullError';
}

/** Undefined where the system does not say, as some network disks do not. */
async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize, blocks } = await statfs(folder);
    return blocks === 0 ? undefined : bavail * bsize;
  } catch {
    return undefined;
  }
}

/** Throws {@link DiskFullError} where the disk of `folder`, which exists, has less than `neededBytes`. */
export async function requireFreeSpace(folder: string, neededBytes: number, free = freeBytes): Promise<void> {
  const bytes = await free(folder);
  if (bytes === undefined || bytes >= neededBytes) return;
  throw new DiskFullError(
    `${folder} needs another ${formatBytes(neededBytes)}, and its disk has ${formatBytes(bytes)} free. Make room, or choose ` +
      'another folder for --out.',
    { file: folder },
  );
}
