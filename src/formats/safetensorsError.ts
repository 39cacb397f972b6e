import { EditRewardError } from '../core/errors.ts';

/** A safetensors file is damaged, cut short, or holds a tensor that cannot be read as asked. */
export class SafetensorsError extends EditRewardError {
  override readonly name = 'SafetensorsError';
}

/** `reason` is what stands against it, as half a sentence. */
export function damagedSafetensors(file: string, reason: string, cause?: unknown): SafetensorsError {
  return new SafetensorsError(`${file} is not a whole safetensors file: ${reason}. Download or copy it again.`, {
    file,
    cause,
  });
}
