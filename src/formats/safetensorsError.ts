import { EditRewardError } from '../core/errors.ts';

/** A safetensors file is damaged, cut short, or holds a tensor that cannot be read as asked. */
export class SafetensorsError extends EditRewardError {
  override readonly name = 'SafetensorsError';
}
