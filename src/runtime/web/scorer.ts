import { AbortError, EditRewardError } from '../../core/errors.ts';
import type {
  ImageInput,
  ImageOrientation,
  LoadOptions,
  LoadProgress,
  ModelLocation,
  ModelStatus,
  ScoreProgress,
  ScoreRequest,
  ScoreResult,
  ScorerApi,
} from '../../rpc/scorerApi.ts';
import { toTransferred } from '../../rpc/transferError.ts';
import { blobFolder } from '../../storage/blobFolder.ts';
import { openModelPackage, type ModelPackage } from '../../storage/modelPackage.ts';
import { urlFolder } from '../../storage/urlFolder.ts';
import { DeviceError } from '../deviceError.ts';
import { decodeImage } from '../image/decodeImage.ts';
import { scoreRequest, type ImagesRequest, type LazyImage } from '../scoreRequest.ts';
import type { ScoringModel } from '../scoringModel.ts';
import { attemptWarnings, loadTrustedModel, type TrustedModel } from '../trustedModel.ts';
import { deviceChoices } from './deviceChoices.ts';

/** A call came before a model was loaded. */
export class NoModelError extends EditRewardError {
  override readonly name = 'NoModelError';
  constructor() {
    super('No model is loaded. Choose a model package first.');
  }
}

/** What is needed to load the model once more after its device was lost. */
interface LoadedModel {
  readonly modelPackage: ModelPackage;
  readonly options: LoadOptions;
  /** Undefined while the device is lost. */
  model: ScoringModel | undefined;
}

/** The scorer as the worker offers it: one model, one call at a time. Every rejection is a `TransferredError`. */
export class Scorer implements ScorerApi {
  readonly #running = new Map<number, AbortController>();
  #loaded: LoadedModel | undefined;

  load(
    callId: number,
    location: ModelLocation,
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<ModelStatus> {
    return this.#call(callId, async (signal) => {
      await this.unload();
      const progress = trackProgress(onProgress);
      const modelPackage = await openModelPackage(openFolder(location, progress.onDownload, signal));
      const trusted = await this.#loadTrusted(modelPackage, options, progress, signal);
      this.#loaded = { modelPackage, options, model: trusted.model };
      return describe(modelPackage, trusted);
    });
  }

  score(callId: number, request: ScoreRequest, onProgress: (progress: ScoreProgress) => void): Promise<ScoreResult> {
    return this.#call(callId, async (signal) => {
      const model = await this.#liveModel(signal);
      try {
        return await scoreRequest(model, toImagesRequest(request), { signal, onProgress });
      } catch (error) {
        if (error instanceof DeviceError) await this.#dropDevice();
        throw error;
      }
    });
  }

  async cancel(callId: number): Promise<void> {
    this.#running.get(callId)?.abort();
  }

  async deviceBytes(): Promise<number> {
    return this.#loaded?.model?.backend.deviceBytes() ?? 0;
  }

  async unload(): Promise<void> {
    await this.#dropDevice();
    this.#loaded = undefined;
  }

  async #dropDevice(): Promise<void> {
    const model = this.#loaded?.model;
    if (this.#loaded) this.#loaded.model = undefined;
    await model?.dispose();
  }

  async #liveModel(signal: AbortSignal): Promise<ScoringModel> {
    const loaded = this.#loaded;
    if (!loaded) throw new NoModelError();
    loaded.model ??= (await this.#loadTrusted(loaded.modelPackage, loaded.options, undefined, signal)).model;
    return loaded.model;
  }

  async #loadTrusted(
    modelPackage: ModelPackage,
    options: LoadOptions,
    progress: ProgressTracker | undefined,
    signal: AbortSignal,
  ): Promise<TrustedModel> {
    progress?.start(modelPackage.byteLength);
    return loadTrustedModel(modelPackage, await deviceChoices(options, modelPackage.manifest.dtype), {
      signal,
      onBytes: progress?.onRead,
      onSelfTest: progress?.onSelfTest,
    });
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

function openFolder(location: ModelLocation, onBytes: (byteLength: number) => void, signal: AbortSignal) {
  return location.kind === 'url'
    ? urlFolder(location.url, { onBytes, signal })
    : blobFolder('the chosen folder', location.files);
}

function toImagesRequest({ source, candidates, instruction, orientation }: ScoreRequest): ImagesRequest {
  const lazy = (image: ImageInput) => lazyImage(image, orientation);
  return { source: lazy(source), candidates: candidates.map(lazy), instruction };
}

function lazyImage({ name, blob }: ImageInput, orientation: ImageOrientation): LazyImage {
  return { name, decode: () => decodeImage(blob, name, orientation) };
}

interface ProgressTracker {
  readonly start: (totalBytes: number) => void;
  readonly onDownload: (byteLength: number) => void;
  readonly onRead: (byteLength: number) => void;
  readonly onSelfTest: () => void;
}

/** One bar for the whole load: whichever of downloading and reading is further behind hides behind the other. */
function trackProgress(onProgress: (progress: LoadProgress) => void): ProgressTracker {
  let totalBytes = 0;
  let downloaded = 0;
  let read = 0;
  const report = (stage: LoadProgress['stage']) => {
    const loadedBytes = Math.min(Math.max(downloaded, read), totalBytes);
    if (totalBytes > 0) onProgress({ stage, loadedBytes, totalBytes });
  };
  return {
    start(total) {
      totalBytes = total;
      report('reading');
    },
    onDownload(byteLength) {
      downloaded += byteLength;
      report('reading');
    },
    onRead(byteLength) {
      read += byteLength;
      report('reading');
    },
    onSelfTest: () => report('self-test'),
  };
}

function describe(
  { manifest, byteLength, manifestSha256 }: ModelPackage,
  { model, attempts }: TrustedModel,
): ModelStatus {
  const { provider, description, features } = model.backend;
  return {
    model: {
      id: manifest.id,
      dtype: manifest.dtype,
      revision: manifest.source.revision,
      licence: manifest.licence,
      limits: manifest.limits,
      byteLength,
      manifestSha256,
    },
    device: { provider, description, features },
    selfTest: attempts,
    warnings: attemptWarnings(attempts),
  };
}
