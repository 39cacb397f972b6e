import type { DeviceReport } from '../core/fit/deviceReport.ts';
import type { DeviceSpeed } from '../core/fit/layerSpeed.ts';
import type { LoadOptions } from '../core/loading/loadOptions.ts';
import type { LoadProgress, ReloadProgress } from '../core/loading/loadProgress.ts';
import type { ModelLocation } from '../core/modelPackage/modelLocation.ts';
import type { ModelStatus } from '../core/loading/modelStatus.ts';
import type { VariantScores, VariantsProgress, VariantsRequest } from '../core/occlusion/variant.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import type { ScoreRequest } from '../core/score/scoreRequest.ts';
import type { ScoreResult } from '../core/score/outcome.ts';
import type { ScorerApi } from '../rpc/scorerApi.ts';
import type { TasteBytes, TasteLesson, TrainedTaste, TrainingProgress } from '../rpc/tasteApi.ts';
import type { CallOptions, ScoreCallOptions, SpeedCallOptions, VariantsCallOptions } from './callOptions.ts';
import { createCallQueue } from './callQueue.ts';
import { cancellableRuns, createWorkerCaller, type CancellableRun } from './workerCaller.ts';
import type { SpawnedWorker, WorkerConnection } from './workerConnection.ts';
import { WorkerDiedError } from './workerDiedError.ts';

export type { TasteBytes, TasteLesson, TrainedTaste, TrainingProgress };

/**
 * The scorer in its worker. Calls run one at a time, in order. Every rejection is an `EditRewardError` with the name of
 * the failure. It is {@link WorkerDiedError} when the worker ended by itself: the next call then starts a new one.
 */
export interface ScorerClient {
  /** Replaces the loaded model, if any. After a failed or cancelled load no model is loaded. */
  load(location: ModelLocation, options?: LoadOptions, call?: CallOptions<LoadProgress>): Promise<ModelStatus>;
  /** `onProgress` is told each outcome once, before the call resolves: who listens there needs no result. */
  score(request: ScoreRequest, call?: ScoreCallOptions): Promise<ScoreResult>;
  /** One candidate, with parts of it or words of its text taken away. */
  scoreVariants(request: VariantsRequest, call?: VariantsCallOptions): Promise<VariantScores>;
  /**
   * The model scores with the heads of a taste from now on, or with its own again. What is refused leaves all as it was. A model
   * that is loaded next has no taste.
   */
  setTaste(taste: TasteBytes | undefined, call?: Pick<ScoreCallOptions, 'signal' | 'onReload'>): Promise<ModelStatus>;
  /** Trains heads for the model in use. */
  trainTaste(lesson: TasteLesson, call?: CallOptions<TrainingProgress>): Promise<TrainedTaste>;
  /** How many milliseconds whole heads of so many pictures would take at most; measured for a second. */
  timeToTrain(pictures: number, call?: Pick<ScoreCallOptions, 'signal'>): Promise<number>;
  unload(): Promise<void>;
  /** Bytes of GPU memory that the model and its work hold now. */
  deviceBytes(): Promise<number>;
  /** The most that they have held since the model was loaded. */
  peakDeviceBytes(): Promise<number>;
  /** Measures what a device can do; a second or two the first time, at once from then on. */
  measureDevice(provider: 'webgpu' | 'wasm'): Promise<DeviceReport>;
  /** Times layers of a large model on a device; some seconds. */
  measureSpeed(provider: DeviceSpeed['provider'], call?: SpeedCallOptions): Promise<DeviceSpeed>;
  /** What was measured so before, in this session or another. */
  recallSpeeds(): Promise<readonly DeviceSpeed[]>;
  /** Ends the worker; waiting and later calls reject with {@link WorkerDiedError}. */
  dispose(): void;
}

interface WantedModel {
  readonly location: ModelLocation;
  readonly options: LoadOptions;
  readonly taste?: TasteBytes | undefined;
}

/** `spawn` is called on the first call, and again after the worker died. */
export function createScorerClient({ spawn }: { readonly spawn: () => SpawnedWorker }): ScorerClient {
  const enqueue = createCallQueue();
  const { connect, living, ask, askLiving, dispose } = createWorkerCaller<ScorerApi>({ spawn, name: 'scorer' });
  const run = cancellableRuns<ScorerApi>(connect, (api, callId) => api.cancel(callId));
  /** The model that was loaded last. */
  let model: WantedModel | undefined;
  /** The worker that holds it: after a death it is another than the living one. */
  let heldBy: WorkerConnection<ScorerApi> | undefined;

  async function load(wanted: WantedModel, call: CallOptions<LoadProgress>): Promise<ModelStatus> {
    const status = await run(call, (api, id, report) => api.load(id, wanted.location, wanted.options, report));
    // Before the worker counts as the one that holds it: a score must never come from other heads than those in use.
    if (wanted.taste) await putOn(wanted.taste, call);
    model = wanted;
    heldBy = living();
    return status;
  }

  const putOn = (taste: TasteBytes | undefined, { signal }: Pick<CallOptions<never>, 'signal'>) =>
    run({ signal }, (api, id) => api.setTaste(id, taste));

  /** A worker that took the place of a dead one has no model yet. */
  async function bringModel({ signal, onReload }: Pick<ScoreCallOptions, 'signal' | 'onReload'>): Promise<void> {
    if (model && heldBy !== connect()) await load(model, { signal, onProgress: onReload });
  }

  return {
    load: (location, options = {}, call = {}) =>
      enqueue(() => {
        model = undefined;
        return load({ location, options }, call);
      }, call.signal),
    score: (request, call = {}) =>
      enqueue(async () => {
        await bringModel(call);
        return scoreOnce(run, request, call);
      }, call.signal),
    scoreVariants: (request, call = {}) =>
      enqueue(async () => {
        await bringModel(call);
        return variantsOnce(run, request, call);
      }, call.signal),
    setTaste: (taste, call = {}) =>
      enqueue(async () => {
        await bringModel(call);
        const status = await putOn(taste, call);
        model = model && { ...model, taste };
        return status;
      }, call.signal),
    trainTaste: (lesson, call = {}) =>
      enqueue(async () => {
        await bringModel({ signal: call.signal });
        return run(call, (api, id, report) => api.trainTaste(id, lesson, report));
      }, call.signal),
    timeToTrain: (pictures, call = {}) =>
      enqueue(async () => {
        await bringModel({ signal: call.signal });
        return run({ signal: call.signal }, (api, id) => api.timeToTrain(id, pictures));
      }, call.signal),
    unload: () =>
      enqueue(async () => {
        model = undefined;
        await askLiving((api) => api.unload());
      }),
    deviceBytes: async () => (await askLiving((api) => api.deviceBytes())) ?? 0,
    peakDeviceBytes: async () => (await askLiving((api) => api.peakDeviceBytes())) ?? 0,
    measureDevice: (provider) => enqueue(() => ask((api) => api.measureDevice(provider))),
    measureSpeed: (provider, call = {}) =>
      enqueue(
        () => run(call, (api, callId, report) => api.measureSpeed(callId, provider, call.budgetMs, report)),
        call.signal,
      ),
    recallSpeeds: () => ask((api) => api.recallSpeeds()),
    dispose,
  };
}

async function scoreOnce(
  run: CancellableRun<ScorerApi>,
  request: ScoreRequest,
  { signal, onProgress, onReload }: ScoreCallOptions,
): Promise<ScoreResult> {
  const told = new Set<number>();
  const onStep = (progress: ScoreProgress | ReloadProgress) => {
    if (progress.type === 'reload') return onReload?.(progress.progress);
    if (progress.type === 'outcome') told.add(progress.candidate);
    onProgress?.(progress);
  };
  const result = await run({ signal, onProgress: onStep }, (api, callId, report) => api.score(callId, request, report));
  // The answer may overtake the progress, which comes by another way and is not heard any more after it.
  for (const [candidate, outcome] of result.outcomes.entries())
    if (!told.has(candidate)) onProgress?.({ type: 'outcome', candidate, outcome });
  return result;
}

function variantsOnce(
  run: CancellableRun<ScorerApi>,
  request: VariantsRequest,
  { signal, onProgress, onReload }: VariantsCallOptions,
): Promise<VariantScores> {
  const onStep = (progress: VariantsProgress | ReloadProgress) =>
    progress.type === 'reload' ? onReload?.(progress.progress) : onProgress?.(progress);
  return run({ signal, onProgress: onStep }, (api, callId, report) => api.scoreVariants(callId, request, report));
}

export { WorkerDiedError, type SpawnedWorker };
