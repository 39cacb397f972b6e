import { messageOf } from '../../core/errors.ts';
import { DeviceError } from '../model/deviceError.ts';

/**
 * Runs `attempt`, and once more when its device failed. Before that `recover` makes things ready, or throws a failure
 * that is not the device's. Throws {@link DeviceError} when the device fails again.
 */
export async function redoOnce<T>(attempt: () => Promise<T>, recover: (failure: unknown) => Promise<void>): Promise<T> {
  try {
    return await attempt();
  } catch (failure) {
    await recover(failure);
  }
  try {
    return await attempt();
  } catch (failure) {
    await recover(failure);
    const message = `The device failed twice. ${messageOf(failure)} Close other tabs that use it, or choose another device.`;
    throw new DeviceError(message, { cause: failure });
  }
}
