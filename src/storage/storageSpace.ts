import { EditRewardError } from '../core/errors.ts';
import { formatBytes } from '../core/formatNumbers.ts';
import type { StorageUse } from '../rpc/modelStoreApi.ts';
import { NoSpaceError } from './fileStore.ts';

/** A model does not fit into the space that the browser gives this site. */
export class StorageFullError extends EditRewardError {
  override readonly name = 'StorageFullError';

  constructor(name: string, neededBytes: number, { usedBytes, quotaBytes }: StorageUse, cause?: unknown) {
    super(
      `There is not enough space for ${name}: it needs another ${formatBytes(neededBytes)}, and the browser gives this site ` +
        `${formatBytes(Math.max(0, quotaBytes - usedBytes))} more. Remove a model or make space on the disk, then go on: ` +
        'what has arrived is kept.',
      { cause },
    );
  }
}

/** How much the site stores and may store. */
export async function readStorageUse(): Promise<StorageUse> {
  const { usage = 0, quota = Infinity } = await navigator.storage.estimate();
  return { usedBytes: usage, quotaBytes: quota, persisted: await navigator.storage.persisted() };
}

/** Runs `work`, which stores `name`; refuses it before it starts, or explains it, when there is no space. */
export async function withSpace<T>(
  name: string,
  neededBytes: () => number,
  use: () => Promise<StorageUse>,
  work: () => Promise<T>,
): Promise<T> {
  const before = await use();
  if (before.quotaBytes - before.usedBytes < neededBytes()) throw new StorageFullError(name, neededBytes(), before);
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof NoSpaceError) throw new StorageFullError(name, neededBytes(), await use(), cause);
    throw cause;
  }
}
