import { EditRewardError } from '../core/errors.ts';

/** A device is missing, was lost, or failed: another device may still do the work. */
export class DeviceError extends EditRewardError {
  override readonly name = 'DeviceError';
}
