import { operatorsOf } from '../../core/loading/operators.ts';
import type { Residency } from '../../core/loading/device.ts';
import { SELF_TEST_TOLERANCE } from '../../core/modelPackage/selfTestTolerance.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { loadScoringModel, type LoadModelOptions, type ScoringModel } from '../model/scoringModel.ts';
import type { Backend } from '../model/session.ts';
import { memoryBudget, type MemoryOptions } from './residency.ts';
import {
  expectedRewards,
  largestDifference,
  scoreSelfTest,
  selfTestDifference,
  type SelfTestPictures,
} from './selfTest.ts';
import { scoreShortTest } from './shortTest.ts';
import type { TestedDevice, TrustMemory, Verdict } from './trustMemory.ts';

export interface LoadTrustedOptions extends Omit<LoadModelOptions, 'residency' | 'budgetBytes' | 'maxPixels'> {
  readonly memory?: MemoryOptions | undefined;
  /** Default: nothing is remembered. */
  readonly trust?: TrustMemory | undefined;
  /** A device is about to be tried: the package is read from its beginning. */
  readonly onTry?: (() => void) | undefined;
  readonly onSelfTest?: (() => void) | undefined;
}

export interface TryOptions extends LoadTrustedOptions {
  readonly pictures: Promise<SelfTestPictures>;
}

/** What a trial found: the rewards' largest difference from the expected ones, and the model if that is small enough. */
export interface TrialResult {
  readonly maxDifference: number;
  readonly model?: ScoringModel;
  /** Nothing was loaded: an earlier self-test found it. */
  readonly isRemembered?: boolean;
}

/** A package on an opened device: loads it there, and tests it as far as nobody remembers how that goes. */
export class Trial {
  readonly #modelPackage: ModelPackage;
  readonly #backend: Backend;
  readonly #options: TryOptions;
  readonly #tolerance: number;

  constructor(modelPackage: ModelPackage, backend: Backend, options: TryOptions) {
    this.#modelPackage = modelPackage;
    this.#backend = backend;
    this.#options = options;
    this.#tolerance = SELF_TEST_TOLERANCE[modelPackage.manifest.dtype];
  }

  /** The backend is disposed unless there is a model then. Throws what loading and running throw. */
  async run(residency: Residency): Promise<TrialResult> {
    const before = await this.#recall();
    if (before?.passed === false) {
      await this.#backend.dispose();
      return { maxDifference: before.maxDifference, isRemembered: true };
    }
    const model = await this.#load(residency);
    try {
      const maxDifference = await this.#test(model, before);
      if (maxDifference <= this.#tolerance) return { maxDifference, model };
      await model.dispose();
      return { maxDifference };
    } catch (error) {
      await model.dispose();
      throw error;
    }
  }

  #load(residency: Residency): Promise<ScoringModel> {
    const { gpuBudgetBytes, maxPixels } = this.#options.memory ?? {};
    const budgetBytes = memoryBudget(this.#backend.provider, gpuBudgetBytes);
    const options = { ...this.#options, residency, budgetBytes, maxPixels };
    return loadScoringModel(this.#modelPackage, this.#backend, options);
  }

  /** The short test where the whole one passed before, and the whole one where it did not, or the short one fails. */
  async #test(model: ScoringModel, before: Verdict | undefined): Promise<number> {
    const { signal, onSelfTest, pictures } = this.#options;
    onSelfTest?.();
    if (before?.passed) {
      const drift = largestDifference(model.manifest, await scoreShortTest(model, signal), before.shortTest);
      if (drift <= this.#tolerance) return before.maxDifference;
    }
    const maxDifference = selfTestDifference(model.manifest, await scoreSelfTest(model, signal, pictures));
    await this.#remember(model, maxDifference);
    return maxDifference;
  }

  async #recall(): Promise<Verdict | undefined> {
    const tested = this.#tested();
    return tested && this.#options.trust?.recall(tested);
  }

  async #remember(model: ScoringModel, maxDifference: number): Promise<void> {
    const { trust, signal } = this.#options;
    const tested = this.#tested();
    if (!trust || !tested) return;
    const passed = maxDifference <= this.#tolerance;
    const shortTest = passed ? expectedRewards(await scoreShortTest(model, signal)) : undefined;
    await trust.remember(
      tested,
      shortTest ? { passed: true, maxDifference, shortTest } : { passed: false, maxDifference },
    );
  }

  #tested(): TestedDevice | undefined {
    const { provider, features, variant, identity } = this.#backend;
    const { manifestSha256 } = this.#modelPackage;
    return identity === undefined
      ? undefined
      : { manifestSha256, provider, features, operators: operatorsOf(variant), identity };
  }
}
