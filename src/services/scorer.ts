import { EditRewardError } from '../core/errors.ts';
import type { DeviceReport } from '../core/fit/deviceReport.ts';
import type { DeviceSpeed, SpeedProgress } from '../core/fit/layerSpeed.ts';
import { loadLazily } from '../core/loadLazily.ts';
import type { LoadOptions } from '../core/loading/loadOptions.ts';
import type { LoadProgress, ReloadProgress } from '../core/loading/loadProgress.ts';
import type { ModelStatus } from '../core/loading/modelStatus.ts';
import type { ModelLocation } from '../core/modelPackage/modelLocation.ts';
import type { VariantScores, VariantsProgress, VariantsRequest } from '../core/occlusion/variant.ts';
import type { IdentifiedOutcome, ScoreResult } from '../core/score/outcome.ts';
import { inputKeyOf } from '../core/score/preparedInput.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import type { ScoreRequest } from '../core/score/scoreRequest.ts';
import type { ModelPackage } from '../packages/modelPackage.ts';
import { readReference } from '../packages/packageReference.ts';
import { holdLock } from '../rpc/holdLock.ts';
import type { ScorerApi } from '../rpc/scorerApi.ts';
import type { TasteBytes, TasteLesson, TrainedTaste, TrainingProgress } from '../rpc/tasteApi.ts';
import { DeviceError, isOutOfMemory } from '../runtime/model/deviceError.ts';
import { limitInForce } from '../runtime/model/limitInForce.ts';
import type { ScoringModel } from '../runtime/model/scoringModel.ts';
import type { AppliedTaste } from '../taste/package/applyTaste.ts';
import { scoreRequest } from '../runtime/scoring/scoreRequest.ts';
import { scoreVariants } from '../runtime/scoring/scoreVariants.ts';
import { describeModel } from '../runtime/trust/describeModel.ts';
import { redoOnce } from '../runtime/trust/redoOnce.ts';
import { waitForAdapter } from '../runtime/web/adapter.ts';
import { loadOnBestDevice } from '../runtime/web/loadOnBestDevice.ts';
import { LoadProgressTracker } from '../runtime/web/loadProgress.ts';
import { markChanges, markStage } from '../runtime/web/markStage.ts';
import { measureDevice } from '../runtime/web/measureDevice.ts';
import { measureSpeed, recallSpeeds } from '../runtime/web/measureSpeed.ts';
import { webLocks } from '../storage/modelLocks.ts';
import { decodeVariants, toImagesRequest } from './imagesRequest.ts';
import { openPackage } from './openPackage.ts';
import type { ModelPlace } from './placeOfModel.ts';
import { RunningCalls } from './runningCalls.ts';
import { SeenStates } from './seenStates.ts';
import { transferring } from './transferring.ts';

/** A call came before a model was loaded. */
export class NoModelError extends EditRewardError {
  override readonly name = 'NoModelError';
  override readonly kind = 'package';
  constructor() {
    super('No model is loaded. Choose a model package first.');
  }
}

/** What is needed to load the model once more after its device was lost. */
interface LoadedModel {
  readonly modelPackage: ModelPackage;
  readonly options: LoadOptions;
  /** Undefined while the device is lost. */
  readonly model: ScoringModel | undefined;
  readonly status: ModelStatus;
  /** Its heads take the place of the model's own. */
  readonly taste?: AppliedTaste | undefined;
}

/** No first visit needs it. */
const loadTastes = () => loadLazily(() => import('./tasteOfModel.ts'));

/** The scorer as the worker offers it: one model, one call at a time. Every rejection is a `TransferredError`. */
export class Scorer implements ScorerApi {
  readonly #calls = new RunningCalls();
  readonly #seen = new SeenStates();
  #loaded: LoadedModel | undefined;
  /** Lets the model store remove the model again. */
  #release: () => void = () => undefined;

  readonly holdLock = holdLock;

  load(
    callId: number,
    location: ModelLocation,
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<ModelStatus> {
    return this.#calls.run(callId, async (signal) => {
      markStage('load');
      await this.unload();
      const place = await findPlace(location, signal);
      if (place.kind === 'stored') this.#release = await webLocks.keep(place.id);
      try {
        const progress = new LoadProgressTracker(onProgress);
        const modelPackage = await openPackage(place, { onBytes: progress.onDownload, signal });
        markStage('package opened');
        const trusted = await loadOnBestDevice(modelPackage, options, progress, signal);
        markStage('self-test passed');
        const status = describeModel(modelPackage, trusted, await readReference(modelPackage, { signal }));
        this.#loaded = { modelPackage, options, model: trusted.model, status };
        return status;
      } catch (error) {
        await this.unload();
        throw error;
      }
    });
  }

  score(
    callId: number,
    request: ScoreRequest,
    onProgress: (progress: ScoreProgress | ReloadProgress) => void,
  ): Promise<ScoreResult> {
    const markStep = markChanges();
    const onStep = (progress: ScoreProgress) => {
      markStep(progress.type === 'stage' ? progress.stage : 'candidate scored');
      onProgress(progress);
    };
    return this.#calls.run(callId, async (signal) => {
      markStage('score');
      const outcomes = new Map<number, IdentifiedOutcome>();
      const onStates = (candidate: number, states: readonly Float32Array[]) =>
        this.#seen.add(request, candidate, states);
      const attempt = async () => {
        const model = await this.#liveModel(signal, (progress) => onProgress({ type: 'reload', progress }));
        const images = toImagesRequest(request, this.#inputKey(model));
        const { withStates } = request;
        if (withStates) await this.#seen.recall(request, model.heads, outcomes);
        return scoreRequest(model, images, { signal, onProgress: onStep, outcomes, withStates, onStates });
      };
      return redoOnce(attempt, (failure) => this.#recover(failure, signal));
    });
  }

  scoreVariants(
    callId: number,
    request: VariantsRequest,
    onProgress: (progress: VariantsProgress | ReloadProgress) => void,
  ): Promise<VariantScores> {
    return this.#calls.run(callId, async (signal) => {
      markStage('variants');
      const attempt = async () => {
        const model = await this.#liveModel(signal, (progress) => onProgress({ type: 'reload', progress }));
        const decoded = await decodeVariants(request);
        return scoreVariants(model, decoded, {
          signal,
          onProgress: (share) => onProgress({ type: 'variants', share }),
        });
      };
      return redoOnce(attempt, (failure) => this.#recover(failure, signal));
    });
  }

  setTaste(callId: number, taste: TasteBytes | undefined): Promise<ModelStatus> {
    return this.#calls.run(callId, async () => {
      const loaded = this.#present();
      const applied = taste && (await (await loadTastes()).putTasteOn(loaded.modelPackage, taste));
      this.#loaded = { ...loaded, taste: applied };
      return withTaste(loaded.status, applied);
    });
  }

  trainTaste(
    callId: number,
    lesson: TasteLesson,
    onProgress: (progress: TrainingProgress) => void,
  ): Promise<TrainedTaste> {
    return this.#calls.run(callId, async (signal) => {
      const { trainOn } = await loadTastes();
      return trainOn(this.#present().modelPackage, lesson, { signal, onProgress });
    });
  }

  timeToTrain(callId: number, pictures: number): Promise<number> {
    return this.#calls.run(callId, async (signal) =>
      (await loadTastes()).timeToTrain(this.#present().modelPackage, pictures, signal),
    );
  }

  async cancel(callId: number): Promise<void> {
    this.#calls.cancel(callId);
  }

  async deviceBytes(): Promise<number> {
    return this.#loaded?.model?.backend.deviceBytes() ?? 0;
  }

  async peakDeviceBytes(): Promise<number> {
    return this.#loaded?.model?.backend.peakDeviceBytes() ?? 0;
  }

  measureDevice(provider: DeviceReport['provider']): Promise<DeviceReport> {
    return transferring(() => measureDevice(provider));
  }

  measureSpeed(
    callId: number,
    provider: DeviceSpeed['provider'],
    budgetMs: number | undefined,
    onProgress: (progress: SpeedProgress) => void,
  ): Promise<DeviceSpeed> {
    return this.#calls.run(callId, (signal) => measureSpeed(provider, { signal, onProgress, budgetMs }));
  }

  recallSpeeds(): Promise<readonly DeviceSpeed[]> {
    return transferring(recallSpeeds);
  }

  async unload(): Promise<void> {
    this.#seen.clear();
    await this.#loaded?.model?.dispose();
    this.#loaded = undefined;
    this.#release();
  }

  #inputKey(model: ScoringModel): string | undefined {
    const manifestSha256 = this.#loaded?.modelPackage.manifestSha256;
    return manifestSha256 === undefined ? undefined : inputKeyOf({ manifestSha256, maxPixels: limitInForce(model) });
  }

  /** Drops a device that failed, so that the next use opens it again. Throws what is no failure of the device. */
  async #recover(failure: unknown, signal: AbortSignal): Promise<void> {
    const loaded = this.#loaded;
    const outOfMemory = isOutOfMemory(failure);
    if (signal.aborted || !loaded || !(failure instanceof DeviceError || outOfMemory)) throw failure;
    const options: LoadOptions = outOfMemory ? { ...loaded.options, residency: 'streamed' } : loaded.options;
    this.#loaded = { ...loaded, options, model: undefined };
    await loaded.model?.dispose();
    if (loaded.model?.backend.provider === 'webgpu') await waitForAdapter();
  }

  async #liveModel(signal: AbortSignal, onReload: (progress: LoadProgress) => void): Promise<ScoringModel> {
    const loaded = this.#present();
    if (loaded.model) return withHeads(loaded.model, loaded);
    const progress = new LoadProgressTracker(onReload);
    const { model } = await loadOnBestDevice(loaded.modelPackage, loaded.options, progress, signal);
    this.#loaded = { ...loaded, model };
    return withHeads(model, loaded);
  }

  #present(): LoadedModel {
    if (!this.#loaded) throw new NoModelError();
    return this.#loaded;
  }
}

function withHeads(model: ScoringModel, { taste }: LoadedModel): ScoringModel {
  return taste ? { ...model, heads: taste } : model;
}

function withTaste(status: ModelStatus, taste: AppliedTaste | undefined): ModelStatus {
  if (!taste) return status;
  const { name, sha256 } = taste;
  return { ...status, model: { ...status.model, taste: { name, sha256 } } };
}

/** A hub is asked by a part that no first visit needs. */
async function findPlace(location: ModelLocation, signal: AbortSignal): Promise<ModelPlace> {
  if (location.kind !== 'huggingFace') return location;
  const { placeOfModel } = await loadLazily(() => import('./placeOfModel.ts'));
  return placeOfModel(location, signal);
}
