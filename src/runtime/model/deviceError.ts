import { EditRewardError } from '../../core/errors.ts';
import { UnexpectedError } from '../../core/unexpectedError.ts';

/** A device is missing, was lost, or failed: another device may still do the work. */
export class DeviceError extends EditRewardError {
  override readonly name = 'DeviceError';
  override readonly kind = 'device';
  /** It had too little memory: the same device may do the work shard by shard. */
  readonly isOutOfMemory: boolean;

  constructor(message: string, options: { cause?: unknown; isOutOfMemory?: boolean } = {}) {
    super(message, options);
    this.isOutOfMemory = options.isOutOfMemory ?? false;
  }
}

/** What runtimes say when they get no memory; they have no error class for it. */
const OUT_OF_MEMORY = /out of memory|bad_alloc|failed to allocate|allocation failed|could not allocate/i;

/** Whether a device, or the process that it shares memory with, had too little of it. */
export function isOutOfMemory(error: unknown): boolean {
  if (error instanceof DeviceError) return error.isOutOfMemory;
  if (error instanceof UnexpectedError) return isOutOfMemory(error.cause);
  return error instanceof Error && !(error instanceof EditRewardError) && OUT_OF_MEMORY.test(error.message);
}
