import { DeviceError } from '../runtime/model/deviceError.ts';
import { SelfTestError } from '../runtime/trust/selfTestError.ts';
import type { DeviceKind } from './nodeDevices.ts';

/** What to say where the GPU alone was wished for, and none could be used: the package is not at fault, and the CPU is there. */
export function withoutGpu(failure: unknown, device: DeviceKind): unknown {
  if (device !== 'webgpu' || !(failure instanceof SelfTestError)) return failure;
  const { attempts } = failure;
  if (attempts.some(({ maxDifference }) => maxDifference !== undefined)) return failure;
  const reasons = [...new Set(attempts.map(({ reason }) => reason))].join(' ');
  return new DeviceError(
    `--device is webgpu, but this model runs on no GPU here. ${reasons} \`editreward devices\` shows which there are; with ` +
      '--device auto or cpu the CPU scores.',
    { cause: failure },
  );
}
