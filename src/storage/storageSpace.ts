import { EditRewardError } from '../core/errors.ts';
import { formatBytes } from '../core/formatNumbers.ts';
import type { StorageUse } from '../core/keptModels/storageUse.ts';
import { NoSpaceError } from './fileStore.ts';
import { StorageUnavailableError } from './storageUnavailableError.ts';

/** Chromium tells pages this much, however much there is, so that nobody can be told by their disk. */
const UNTOLD_FREE_BYTES = 10 * 1024 ** 3;

/** A model does not fit into the space that the browser gives this site. */
export class StorageFullError extends EditRewardError {
  override readonly name = 'StorageFullError';

  constructor(name: string, neededBytes: number, use: StorageUse, cause?: unknown) {
    const free = freeBytes(use);
    const given =
      free < neededBytes
        ? `the browser gives this site ${formatBytes(free)} more`
        : 'the browser stores no more, without saying how much it would';
    super(
      `There is not enough space for ${name}: it needs another ${formatBytes(neededBytes)}, and ${given}. ` +
        'Remove a model or make space on the disk, then go on: what has arrived is kept.',
      { cause },
    );
  }
}

function freeBytes({ usedBytes, quotaBytes }: StorageUse): number {
  return Math.max(0, quotaBytes - usedBytes);
}

/**
 * How much the site stores and may store; no limit where the browser tells none. Throws {@link StorageUnavailableError}
 * where it may store nothing: outside a secure context there is not even a manager to ask.
 */
export async function readStorageUse(): Promise<StorageUse> {
  const storage: Partial<StorageManager> | undefined = navigator.storage;
  try {
    if (!storage) throw new ReferenceError('There is no navigator.storage.');
    const { usage = 0, quota = Infinity } = (await storage.estimate?.()) ?? {};
    return { usedBytes: usage, quotaBytes: quota, persisted: (await storage.persisted?.()) ?? false };
  } catch (cause) {
    throw new StorageUnavailableError(cause);
  }
}

/** Throws {@link StorageFullError} where the browser says that there is less space. */
export function requireSpace(name: string, neededBytes: number, use: StorageUse): void {
  const free = freeBytes(use);
  if (free < neededBytes && free !== UNTOLD_FREE_BYTES) throw new StorageFullError(name, neededBytes, use);
}

/** Runs `work`, which stores `name`; refuses it before it starts, or explains it, when there is no space. */
export async function withSpace<T>(
  name: string,
  neededBytes: () => number,
  use: () => Promise<StorageUse>,
  work: () => Promise<T>,
): Promise<T> {
  requireSpace(name, neededBytes(), await use());
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof NoSpaceError) throw new StorageFullError(name, neededBytes(), await use(), cause);
    throw cause;
  }
}
