import { EditRewardError, messageOf } from '../../core/errors.ts';
import type { Residency } from '../../core/loading/device.ts';
import type { SelfTestAttempt } from '../../core/loading/modelStatus.ts';
import { operatorsOf } from '../../core/loading/operators.ts';
import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import { SELF_TEST_TOLERANCE } from '../../core/modelPackage/selfTestTolerance.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { isOutOfMemory } from '../model/deviceError.ts';
import type { ScoringModel } from '../model/scoringModel.ts';
import type { Backend } from '../model/session.ts';
import type { DeviceChoice } from './deviceChoice.ts';
import { Trial, type TryOptions } from './trial.ts';

/** A device with the graphs that it is to run. */
export interface DeviceToTry extends DeviceChoice {
  readonly variant: GraphVariant;
}

export interface Tried {
  readonly attempt: SelfTestAttempt;
  /** Set when the self-test passed. */
  readonly model?: ScoringModel;
  readonly ranOutOfMemory?: boolean;
  /** The device could not be opened: other graphs would not change that. */
  readonly isHopeless?: boolean;
}

/** Loads a package on a device, in one way, and runs its self-test. Throws what is not the device's failure. */
export async function tryDevice(
  modelPackage: ModelPackage,
  device: DeviceToTry,
  residency: Residency,
  options: TryOptions,
): Promise<Tried> {
  const { provider, features, variant } = device;
  const tolerance = SELF_TEST_TOLERANCE[modelPackage.manifest.dtype];
  const attempt = { provider, features, operators: operatorsOf(variant), residency, tolerance };
  let backend: Backend | undefined;
  try {
    backend = await device.create(variant);
    const trial = new Trial(modelPackage, backend, options);
    const { maxDifference, model, isRemembered } = await trial.run(residency);
    if (model) return { attempt: { ...attempt, passed: true, maxDifference }, model };
    const verb = isRemembered ? 'In an earlier self-test its rewards differed' : 'Its rewards differ';
    const reason = `${verb} from the expected ones by ${maxDifference.toPrecision(2)}, more than ${tolerance}.`;
    return { attempt: { ...attempt, passed: false, maxDifference, reason } };
  } catch (error) {
    if (!isDeviceFailure(error)) throw error;
    const reason = sentence(messageOf(error));
    return {
      attempt: { ...attempt, passed: false, maxDifference: undefined, reason },
      ranOutOfMemory: isOutOfMemory(error),
      isHopeless: backend === undefined,
    };
  }
}

/** Our own errors are about the package or the user. All others are the runtime's, on this device. */
function isDeviceFailure(error: unknown): boolean {
  return !(error instanceof EditRewardError) || error.kind === 'device';
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed.endsWith('.') ? trimmed : `${trimmed}.`;
}
