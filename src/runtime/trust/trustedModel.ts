import { EditRewardError, messageOf } from '../../core/errors.ts';
import { SELF_TEST_TOLERANCE } from '../../core/modelPackage/selfTestTolerance.ts';
import type { Provider, Residency } from '../../core/loading/device.ts';
import type { SelfTestAttempt } from '../../core/loading/modelStatus.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { isOutOfMemory } from '../model/deviceError.ts';
import { memoryBudget, planResidency, type MemoryOptions } from './residency.ts';
import { loadScoringModel, type LoadModelOptions, type ScoringModel } from '../model/scoringModel.ts';
import { drawSelfTest, scoreSelfTest, selfTestDifference, type SelfTestPictures } from './selfTest.ts';
import type { Backend } from '../model/session.ts';

/** No device gives the rewards that the package says it must. Scores would be wrong, so there are none. */
export class SelfTestError extends EditRewardError {
  override readonly name = 'SelfTestError';
  override readonly kind = 'device';
  readonly attempts: readonly SelfTestAttempt[];

  constructor(attempts: readonly SelfTestAttempt[]) {
    const reasons = attempts.map((attempt) => `${deviceName(attempt)}: ${attempt.reason}`).join(' ');
    // Where nothing was measured nothing speaks against the package, whose files have their digests.
    const hasRun = attempts.some(({ maxDifference }) => maxDifference !== undefined);
    super(
      hasRun
        ? `This model failed its self-test on every device, so it will not score. ${reasons} The model package may be ` +
            'damaged: download or convert it again.'
        : `This model runs on no device here, so it will not score. ${reasons} Another browser or computer may run it; if ` +
            'none does, download or convert it again.',
    );
    this.attempts = attempts;
  }
}

/** A device to try. */
export interface DeviceChoice {
  readonly provider: Provider;
  readonly features: readonly string[];
  readonly create: () => Promise<Backend>;
}

export interface TrustedModel {
  readonly model: ScoringModel;
  /** Every attempt in order; the last one passed. */
  readonly attempts: readonly SelfTestAttempt[];
}

export interface LoadTrustedOptions extends Omit<LoadModelOptions, 'residency' | 'budgetBytes' | 'maxPixels'> {
  readonly memory?: MemoryOptions | undefined;
  /** A device is about to be tried: the package is read from its beginning. */
  readonly onTry?: (() => void) | undefined;
  readonly onSelfTest?: (() => void) | undefined;
}

/**
 * Loads a package on the first device whose self-test agrees with the package. A device that has too little memory for it
 * gets another try with the weights streamed. Throws {@link SelfTestError} when none agrees, package errors at once (no
 * device helps), and `AbortError`.
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
    for (const residency of planResidency(modelPackage.manifest, choice.provider, options.memory ?? {})) {
      options.onTry?.();
      const { attempt, model, ranOutOfMemory } = await tryDevice(modelPackage, choice, residency, {
        ...options,
        pictures,
      });
      attempts.push(attempt);
      if (model) return { model, attempts };
      if (!ranOutOfMemory) break;
    }
  }
  throw new SelfTestError(attempts);
}

interface TryOptions extends LoadTrustedOptions {
  readonly pictures: Promise<SelfTestPictures>;
}

interface Tried {
  readonly attempt: SelfTestAttempt;
  /** Set when the self-test passed. */
  readonly model?: ScoringModel;
  readonly ranOutOfMemory?: boolean;
}

async function tryDevice(
  modelPackage: ModelPackage,
  { provider, features, create }: DeviceChoice,
  residency: Residency,
  options: TryOptions,
): Promise<Tried> {
  const tolerance = SELF_TEST_TOLERANCE[modelPackage.manifest.dtype];
  const attempt = { provider, features, residency, tolerance };
  try {
    const { gpuBudgetBytes, maxPixels } = options.memory ?? {};
    const budgetBytes = memoryBudget(provider, gpuBudgetBytes);
    const load = { ...options, residency, budgetBytes, maxPixels };
    const model = await loadScoringModel(modelPackage, await create(), load);
    const maxDifference = await measure(model, options);
    if (maxDifference <= tolerance) return { attempt: { ...attempt, passed: true, maxDifference }, model };
    await model.dispose();
    const reason = `Its rewards differ from the expected ones by ${maxDifference.toPrecision(2)}, more than ${tolerance}.`;
    return { attempt: { ...attempt, passed: false, maxDifference, reason } };
  } catch (error) {
    if (!isDeviceFailure(error)) throw error;
    const reason = sentence(messageOf(error));
    return {
      attempt: { ...attempt, passed: false, maxDifference: undefined, reason },
      ranOutOfMemory: isOutOfMemory(error),
    };
  }
}

async function measure(model: ScoringModel, { signal, onSelfTest, pictures }: TryOptions): Promise<number> {
  onSelfTest?.();
  try {
    return selfTestDifference(model.manifest, await scoreSelfTest(model, signal, pictures));
  } catch (error) {
    await model.dispose();
    throw error;
  }
}

/** Our own errors are about the package or the user. All others are the runtime's, on this device. */
function isDeviceFailure(error: unknown): boolean {
  return !(error instanceof EditRewardError) || error.kind === 'device';
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

function deviceName({ provider, features, residency }: SelfTestAttempt): string {
  const name = provider === 'webgpu' ? 'WebGPU' : 'CPU';
  const withFeatures = features.length > 0 ? `${name} with ${features.join(', ')}` : name;
  return residency === 'streamed' ? `${withFeatures} shard by shard` : withFeatures;
}

/**
 * What to tell the user of the attempts that failed before one passed. A feature that was left out is no news: the
 * device is the one that was hoped for.
 */
export function attemptWarnings(attempts: readonly SelfTestAttempt[]): string[] {
  const used = attempts.at(-1);
  if (!used) return [];
  const instead = used.provider === 'webgpu' || used.residency === 'streamed' ? deviceName(used) : 'The CPU';
  return attempts
    .filter(
      ({ passed, provider, residency }) => !passed && (provider !== used.provider || residency !== used.residency),
    )
    .map((failed) => `${deviceName(failed)} is not used: ${failed.reason} ${instead} is used instead.`);
}
