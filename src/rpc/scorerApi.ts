/**
 * What the page and the scorer worker say to each other. Types only: the worker's class implements {@link ScorerApi}, so
 * the page compiles no worker code. Everything here survives structured cloning; callbacks go through `Comlink.proxy`.
 */
import type { DeviceReport } from '../core/fit/deviceReport.ts';
import type { DeviceSpeed, SpeedProgress } from '../core/fit/layerSpeed.ts';
import type { LoadOptions } from '../core/loading/loadOptions.ts';
import type { LoadProgress, ReloadProgress } from '../core/loading/loadProgress.ts';
import type { ModelStatus } from '../core/loading/modelStatus.ts';
import type { ModelLocation } from '../core/modelPackage/modelLocation.ts';
import type { VariantScores, VariantsProgress, VariantsRequest } from '../core/occlusion/variant.ts';
import type { ScoreResult } from '../core/score/outcome.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import type { ScoreRequest } from '../core/score/scoreRequest.ts';
import type { LockHolder } from './holdLock.ts';
import type { TasteBytes, TasteLesson, TrainedTaste, TrainingProgress } from './tasteApi.ts';

/**
 * The scorer worker. One model at a time. `callId` is chosen by the caller, unique per call, and names the call for
 * {@link ScorerApi.cancel}. Rejections carry a `TransferredError`; a bad source image or instruction rejects the
 * call, a bad candidate is an outcome.
 */
export interface ScorerApi extends LockHolder {
  load(
    callId: number,
    location: ModelLocation,
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<ModelStatus>;
  /** When the device is lost or runs out of memory, it is opened again once, and the rest is done there. */
  score(
    callId: number,
    request: ScoreRequest,
    onProgress: (progress: ScoreProgress | ReloadProgress) => void,
  ): Promise<ScoreResult>;
  /** Scores one candidate with parts of it, or words of the text, taken away. Progress is a share, from 0 to 1. */
  scoreVariants(
    callId: number,
    request: VariantsRequest,
    onProgress: (progress: VariantsProgress | ReloadProgress) => void,
  ): Promise<VariantScores>;
  /**
   * From now on the model scores with the heads of a taste, or with its own again. Once it is checked: what is refused leaves all as
   * it was. Answers what is in use then.
   */
  setTaste(callId: number, taste: TasteBytes | undefined): Promise<ModelStatus>;
  /** Trains heads for the model in use, and tries them on votes that they did not learn from. */
  trainTaste(
    callId: number,
    lesson: TasteLesson,
    onProgress: (progress: TrainingProgress) => void,
  ): Promise<TrainedTaste>;
  /** How many milliseconds whole heads for the model in use would take at most, by a measurement of a second. */
  timeToTrain(callId: number, pictures: number): Promise<number>;
  /** The named call rejects with `AbortError` within one step. Unknown ids are ignored. */
  cancel(callId: number): Promise<void>;
  /** Bytes of GPU memory that the model and its work hold now; 0 without a model or a GPU. */
  deviceBytes(): Promise<number>;
  /** The most that {@link ScorerApi.deviceBytes} has been since the model was loaded. */
  peakDeviceBytes(): Promise<number>;
  /** Measures, for a second or two the first time, what a device can do. Needs no model. */
  measureDevice(provider: 'webgpu' | 'wasm'): Promise<DeviceReport>;
  /**
   * Times layers of a large model on a device, for some seconds, and remembers it. No step is begun after `budgetMs`.
   * {@link ScorerApi.measureDevice} tells of it from then on. Needs no model.
   */
  measureSpeed(
    callId: number,
    provider: DeviceSpeed['provider'],
    budgetMs: number | undefined,
    onProgress: (progress: SpeedProgress) => void,
  ): Promise<DeviceSpeed>;
  /** What {@link ScorerApi.measureSpeed} found before, in this session or another. */
  recallSpeeds(): Promise<readonly DeviceSpeed[]>;
  /** Releases the model and its device. */
  unload(): Promise<void>;
}
