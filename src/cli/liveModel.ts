import { AbortError } from '../core/errors.ts';
import { operatorsOf } from '../core/loading/operators.ts';
import type { CandidateOutcome, ScoreResult } from '../core/score/outcome.ts';
import type { ReportedDevice } from '../core/score/scoreReport.ts';
import type { ModelPackage } from '../packages/modelPackage.ts';
import { DeviceError, isOutOfMemory } from '../runtime/model/deviceError.ts';
import type { Heads } from '../runtime/model/rewardHeads.ts';
import { RunClock } from '../runtime/model/runClock.ts';
import type { ScoringModel } from '../runtime/model/scoringModel.ts';
import { scoreRequest, type ImagesRequest, type ScoreRequestHooks } from '../runtime/scoring/scoreRequest.ts';
import { attemptWarnings } from '../runtime/trust/attemptWarnings.ts';
import type { DeviceChoice } from '../runtime/trust/deviceChoice.ts';
import { loadTrustedModel, type TrustedModel } from '../runtime/trust/trustedModel.ts';
import type { TrustMemory } from '../runtime/trust/trustMemory.ts';
import { nodeDevices, type DeviceKind } from './nodeDevices.ts';
import { withoutGpu } from './withoutGpu.ts';

/** How a model is loaded, and who hears of it. */
export interface ModelSettings {
  readonly modelPackage: ModelPackage;
  /** Folder of the package. */
  readonly path: string;
  readonly device: DeviceKind;
  readonly adapter: number | undefined;
  readonly maxPixels: number | undefined;
  /** Takes the place of the package's heads once the package has passed its self-test. */
  readonly taste?: Heads | undefined;
  readonly trust: TrustMemory;
  readonly onBytes: (byteLength: number) => void;
  /** Sentences for the user: why a device is not used, or was lost. */
  readonly onNotice: (sentence: string) => void;
}

/** A request is tried so often: on the device, there once more, and, if it may be another one, on the CPU. */
const MOST_TRIES = 3;

/**
 * A model that outlives its device. A GPU that is lost, full, or ends its process is opened again, and only what is not scored
 * yet is scored again; when that fails too, the CPU takes its place, where the user has left the choice.
 */
export class LiveModel {
  /** Of all sessions on all devices, self-tests included. */
  readonly clock = new RunClock();
  readonly #settings: ModelSettings;
  #device: DeviceKind;
  #isStreamed = false;
  #model: ScoringModel | undefined;
  #described: ReportedDevice | undefined;

  private constructor(settings: ModelSettings) {
    this.#settings = settings;
    this.#device = settings.device;
  }

  /** Throws as `loadTrustedModel` does, and {@link DeviceError} where the GPU alone was wished for and there is none. */
  static async load(settings: ModelSettings, signal: AbortSignal): Promise<LiveModel> {
    const live = new LiveModel(settings);
    try {
      await live.#open(signal);
    } catch (failure) {
      throw withoutGpu(failure, settings.device);
    }
    return live;
  }

  /** The device in use, or the last one. */
  get device(): ReportedDevice {
    if (!this.#described) throw new Error('The model was never loaded.');
    return this.#described;
  }

  /** As `scoreRequest`. Throws {@link DeviceError} when no device holds out. */
  async score(
    request: ImagesRequest,
    hooks: ScoreRequestHooks & { readonly signal: AbortSignal },
  ): Promise<ScoreResult> {
    const outcomes = hooks.outcomes ?? new Map<number, CandidateOutcome>();
    for (let tries = 1; ; tries++) {
      try {
        const model = this.#model ?? (await this.#open(hooks.signal));
        return await scoreRequest(model, request, { ...hooks, outcomes });
      } catch (failure) {
        await this.#recover(failure, tries, hooks.signal);
      }
    }
  }

  async dispose(): Promise<void> {
    await this.#model?.dispose();
    this.#model = undefined;
  }

  async #open(signal: AbortSignal): Promise<ScoringModel> {
    const { modelPackage, path, adapter, maxPixels, trust, onBytes, onNotice } = this.#settings;
    const choices = nodeDevices(path, this.#device, adapter).map((choice): DeviceChoice => {
      const create: DeviceChoice['create'] = async (variant) => this.clock.watch(await choice.create(variant));
      return { ...choice, create };
    });
    const trusted = await loadTrustedModel(modelPackage, choices, {
      signal,
      onBytes,
      trust,
      memory: { ...(maxPixels !== undefined && { maxPixels }), ...(this.#isStreamed && { residency: 'streamed' }) },
    });
    for (const warning of attemptWarnings(trusted.attempts)) onNotice(warning);
    this.#described = describe(trusted);
    const { taste: heads } = this.#settings;
    this.#model = heads ? { ...trusted.model, heads } : trusted.model;
    return this.#model;
  }

  /** Makes ready for another try. Throws what is no failure of the device, and what has failed too often. */
  async #recover(failure: unknown, tries: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw failure instanceof AbortError ? failure : new AbortError();
    const outOfMemory = isOutOfMemory(failure);
    const lost = this.#model;
    if (!lost || !(failure instanceof DeviceError || outOfMemory) || tries >= MOST_TRIES) throw failure;
    this.#model = undefined;
    await lost.dispose();
    const isGpu = lost.backend.provider === 'webgpu';
    const isGivenUp = tries === MOST_TRIES - 1 && isGpu && this.#device === 'auto';
    if (isGivenUp) this.#device = 'cpu';
    // How full a GPU is says nothing of the main memory.
    this.#isStreamed = !isGivenUp && (this.#isStreamed || outOfMemory);
    this.#settings.onNotice(lossNotice(failure, isGivenUp));
  }
}

function lossNotice(failure: unknown, isGivenUp: boolean): string {
  const what = failure instanceof DeviceError ? failure.message : 'The device ran out of memory.';
  const next = isGivenUp ? 'The CPU is used from now on' : 'The device is opened again';
  return `${what} ${next}. What is scored is kept.`;
}

function describe({ model: { backend } }: TrustedModel): ReportedDevice {
  const { provider, description, features, variant } = backend;
  return { provider, description, features, operators: operatorsOf(variant) };
}
