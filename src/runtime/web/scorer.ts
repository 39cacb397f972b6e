import { readAll } from '../../core/bytes/bytes.ts';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import type { DeviceReport } from '../../core/fit/deviceReport.ts';
import type {
  CandidateOutcome,
  ImageInput,
  LoadOptions,
  LoadProgress,
  ModelLocation,
  ModelStatus,
  ReloadProgress,
  ScoreProgress,
  ScoreRequest,
  ScoreResult,
  ScorerApi,
} from '../../rpc/scorerApi.ts';
import { toTransferred } from '../../rpc/transferError.ts';
import { blobSource } from '../../packages/blobFolder.ts';
import { digestBytes } from '../../packages/digestBytes.ts';
import { webLocks } from '../../storage/modelLocks.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { DeviceError, isOutOfMemory } from '../model/deviceError.ts';
import { decodeImage } from '../image/decodeImage.ts';
import { limitInForce } from '../model/limitInForce.ts';
import { scoreRequest, type ImagesRequest, type LazyImage } from '../scoring/scoreRequest.ts';
import { redoOnce } from '../trust/redoOnce.ts';
import type { ScoringModel } from '../model/scoringModel.ts';
import { attemptWarnings, loadTrustedModel, type DeviceChoice, type TrustedModel } from '../trust/trustedModel.ts';
import { describeAdapter, waitForAdapter } from './adapter.ts';
import { deviceChoices } from './deviceChoices.ts';
import { featureMemory } from './featureMemory.ts';
import { holdLock } from '../../rpc/holdLock.ts';
import { LoadProgressTracker } from './loadProgress.ts';
import { markChanges, markStage } from './markStage.ts';
import { measureDevice } from './measureDevice.ts';
import { openPackage } from './openPackage.ts';

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
}

/** The scorer as the worker offers it: one model, one call at a time. Every rejection is a `TransferredError`. */
export class Scorer implements ScorerApi {
  readonly #running = new Map<number, AbortController>();
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
    return this.#call(callId, async (signal) => {
      markStage('load');
      await this.unload();
      if (location.kind === 'stored') this.#release = await webLocks.keep(location.id);
      try {
        const progress = new LoadProgressTracker(onProgress);
        const modelPackage = await openPackage(location, { onBytes: progress.onDownload, signal });
        markStage('package opened');
        const trusted = await loadOnBestDevice(modelPackage, options, progress, signal);
        markStage('self-test passed');
        this.#loaded = { modelPackage, options, model: trusted.model };
        return describe(modelPackage, trusted);
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
    return this.#call(callId, async (signal) => {
      markStage('score');
      const images = toImagesRequest(request);
      const outcomes = new Map<number, CandidateOutcome>();
      const attempt = async () => {
        const model = await this.#liveModel(signal, (progress) => onProgress({ type: 'reload', progress }));
        return scoreRequest(model, images, { signal, onProgress: onStep, outcomes });
      };
      return redoOnce(attempt, (failure) => this.#recover(failure, signal));
    });
  }

  async cancel(callId: number): Promise<void> {
    this.#running.get(callId)?.abort();
  }

  async deviceBytes(): Promise<number> {
    return this.#loaded?.model?.backend.deviceBytes() ?? 0;
  }

  async peakDeviceBytes(): Promise<number> {
    return this.#loaded?.model?.backend.peakDeviceBytes() ?? 0;
  }

  async measureDevice(provider: DeviceReport['provider']): Promise<DeviceReport> {
    try {
      return await measureDevice(provider);
    } catch (error) {
      throw toTransferred(error);
    }
  }

  async unload(): Promise<void> {
    await this.#loaded?.model?.dispose();
    this.#loaded = undefined;
    this.#release();
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
    const loaded = this.#loaded;
    if (!loaded) throw new NoModelError();
    if (loaded.model) return loaded.model;
    const progress = new LoadProgressTracker(onReload);
    const { model } = await loadOnBestDevice(loaded.modelPackage, loaded.options, progress, signal);
    this.#loaded = { ...loaded, model };
    return model;
  }

  async #call<T>(callId: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#running.set(callId, controller);
    try {
      return await work(controller.signal);
    } catch (error) {
      // A plain object: Comlink would keep of an Error its name and message alone.
      throw toTransferred(controller.signal.aborted ? new AbortError() : error);
    } finally {
      this.#running.delete(callId);
    }
  }
}

async function loadOnBestDevice(
  modelPackage: ModelPackage,
  options: LoadOptions,
  progress: LoadProgressTracker,
  signal: AbortSignal,
): Promise<TrustedModel> {
  const trusted = await loadTrustedModel(modelPackage, findDevices(options, modelPackage), {
    memory: options,
    signal,
    onTry: () => progress.start(modelPackage.byteLength),
    onBytes: progress.onRead,
    onSelfTest: () => {
      markStage('sessions created');
      progress.onSelfTest();
    },
  });
  const { provider, features } = trusted.model.backend;
  const adapter = provider === 'webgpu' ? await describeAdapter() : undefined;
  if (adapter) await featureMemory.remember(adapter.key, modelPackage.manifestSha256, features);
  return trusted;
}

async function findDevices(options: LoadOptions, modelPackage: ModelPackage): Promise<readonly DeviceChoice[]> {
  const choices = await deviceChoices(options, modelPackage);
  markStage('devices known');
  return choices;
}

function toImagesRequest(request: ScoreRequest): ImagesRequest {
  const { source, candidates, instruction, reuse } = request;
  const lazy = (image: ImageInput) => lazyImage(image, request);
  return { source: source && lazy(source), candidates: candidates.map(lazy), instruction, reuse };
}

/** Read once: what is decoded is what the digest is of. */
function lazyImage({ name, blob }: ImageInput, { orientation, withSha256 = false }: ScoreRequest): LazyImage {
  let sha256: string | undefined;
  return {
    name,
    sha256: () => sha256,
    async decode() {
      const bytes = await readAll(blobSource(name, blob));
      sha256 = withSha256 ? await digestBytes(bytes) : undefined;
      return decodeImage(bytes, name, orientation);
    },
  };
}

function describe(
  { manifest, byteLength, manifestSha256 }: ModelPackage,
  { model, attempts }: TrustedModel,
): ModelStatus {
  const { backend, residency } = model;
  const { provider, description, features } = backend;
  return {
    model: {
      id: manifest.id,
      title: manifest.model.title,
      task: manifest.task,
      heads: manifest.heads.map(({ key, label }) => ({ key, label })),
      orientation: manifest.imageProcessor.orientation,
      dtype: manifest.dtype,
      revision: manifest.source.revision,
      licence: manifest.licence,
      limits: manifest.limits,
      byteLength,
      manifestSha256,
      pixels: { least: manifest.imageProcessor.minPixels, most: manifest.imageProcessor.maxPixels },
      maxPixels: limitInForce(model),
    },
    device: { provider, description, features, residency },
    selfTest: attempts,
    warnings: attemptWarnings(attempts),
  };
}
