import type { SelfTestAttempt } from '../../core/loading/modelStatus.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import type { ScoringModel } from '../model/scoringModel.ts';
import type { DeviceChoice } from './deviceChoice.ts';
import { planResidency } from './residency.ts';
import { drawSelfTest } from './selfTest.ts';
import { SelfTestError } from './selfTestError.ts';
import type { LoadTrustedOptions, TryOptions } from './trial.ts';
import { tryDevice, type DeviceToTry, type Tried } from './tryDevice.ts';

export interface TrustedModel {
  readonly model: ScoringModel;
  /** Every attempt in order; the last one passed. */
  readonly attempts: readonly SelfTestAttempt[];
}

/**
 * Loads a package on the first device, with the first of its graphs, whose self-test agrees with the package. A device that
 * has too little memory for it gets another try with the weights streamed. Throws {@link SelfTestError} when none agrees,
 * package errors at once (no device helps), and `AbortError`.
 */
export async function loadTrustedModel(
  modelPackage: ModelPackage,
  choices: readonly DeviceChoice[] | Promise<readonly DeviceChoice[]>,
  options: LoadTrustedOptions,
): Promise<TrustedModel> {
  const attempts: SelfTestAttempt[] = [];
  // While devices are found and the first one opens, which takes longer. Whoever runs the self-test hears of a failure.
  const pictures = drawSelfTest(modelPackage.manifest);
  pictures.catch(() => undefined);
  for (const choice of await choices) {
    const model = await tryChoice(modelPackage, choice, attempts, { ...options, pictures });
    if (model) return { model, attempts };
  }
  throw new SelfTestError(attempts);
}

/** Tries the graphs of one device in turn. Undefined when none of them is right there. */
async function tryChoice(
  modelPackage: ModelPackage,
  choice: DeviceChoice,
  attempts: SelfTestAttempt[],
  options: TryOptions,
): Promise<ScoringModel | undefined> {
  for (const variant of choice.variants) {
    const { model, isHopeless } = await tryVariant(modelPackage, { ...choice, variant }, attempts, options);
    if (model || isHopeless) return model;
  }
  return undefined;
}

/** Tries the graphs of one variant, resident and then streamed. */
async function tryVariant(
  modelPackage: ModelPackage,
  device: DeviceToTry,
  attempts: SelfTestAttempt[],
  options: TryOptions,
): Promise<Pick<Tried, 'model' | 'isHopeless'>> {
  let ranOutOfMemory = false;
  for (const residency of planResidency(modelPackage.manifest, device, options.memory ?? {})) {
    options.onTry?.();
    const tried = await tryDevice(modelPackage, device, residency, options);
    attempts.push(tried.attempt);
    if (tried.model || !tried.ranOutOfMemory) return tried;
    ranOutOfMemory = true;
  }
  // Other graphs need no less.
  return { isHopeless: ranOutOfMemory };
}
