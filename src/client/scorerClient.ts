import type { DeviceReport } from '../core/fit/deviceReport.ts';
import type { LoadOptions } from '../core/loading/loadOptions.ts';
import type { LoadProgress, ReloadProgress } from '../core/loading/loadProgress.ts';
import type { ModelLocation } from '../core/modelPackage/modelLocation.ts';
import type { ModelStatus } from '../core/loading/modelStatus.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import type { ScoreRequest } from '../core/score/scoreRequest.ts';
import type { ScoreResult } from '../core/score/outcome.ts';
import type { ScorerApi } from '../rpc/scorerApi.ts';
import type { CallOptions, ScoreCallOptions } from './callOptions.ts';
import { createCallQueue } from './callQueue.ts';
import { cancellableRuns, createWorkerCaller, type CancellableRun, type WorkerCaller } from './workerCaller.ts';
import type { SpawnedWorker, WorkerConnection } from './workerConnection.ts';
import { WorkerDiedError } from './workerDiedError.ts';

/**
 * The scorer in its worker. Calls run one at a time, in order. Every rejection is an `EditRewardError` with the name of
 * the failure. It is {@link WorkerDiedError} when the worker ended by itself: the next call then starts a new one.
 */
export interface ScorerClient {
  /** Replaces the loaded model, if any. After a failed or cancelled load no model is loaded. */
  load(location: ModelLocation, options?: LoadOptions, call?: CallOptions<LoadProgress>): Promise<ModelStatus>;
  /** `onProgress` is told each outcome once, before the call resolves: who listens there needs no result. */
  score(request: ScoreRequest, call?: ScoreCallOptions): Promise<ScoreResult>;
  unload(): Promise<void>;
  /** Bytes of GPU memory that the model and its work hold now. */
  deviceBytes(): Promise<number>;
  /** The most that they have held since the model was loaded. */
  peakDeviceBytes(): Promise<number>;
  /** Measures what a device can do; a second the first time, at once from then on. */
  measureDevice(provider: 'webgpu' | 'wasm'): Promise<DeviceReport>;
  /** Ends the worker; waiting and later calls reject with {@link WorkerDiedError}. */
  dispose(): void;
}

/** `spawn` is called on the first call, and again after the worker died. */
export function createScorerClient({ spawn }: { readonly spawn: () => SpawnedWorker }): ScorerClient {
  const enqueue = createCallQueue();
  const worker = createWorkerCaller<ScorerApi>({ spawn, name: 'scorer' });
  const run = cancellableRuns(worker, (api, callId) => api.cancel(callId));
  const lastModel = new LastModel(worker, run);
  return {
    load: (location, options = {}, call = {}) =>
      enqueue(() => lastModel.replace({ location, options }, call), call.signal),
    score: (request, call = {}) =>
      enqueue(async () => {
        await lastModel.bringBack({ signal: call.signal, onProgress: call.onReload });
        return scoreOnce(run, request, call);
      }, call.signal),
    unload: () => enqueue(() => lastModel.unload()),
    deviceBytes: async () => (worker.living() ? worker.ask((api) => api.deviceBytes()) : 0),
    peakDeviceBytes: async () => (worker.living() ? worker.ask((api) => api.peakDeviceBytes()) : 0),
    measureDevice: (provider) => enqueue(() => worker.ask((api) => api.measureDevice(provider))),
    dispose: worker.dispose,
  };
}

interface WantedModel {
  readonly location: ModelLocation;
  readonly options: LoadOptions;
}

/** The model that was loaded last. A worker that dies takes it along, and the next one has to load it again. */
class LastModel {
  readonly #worker: WorkerCaller<ScorerApi>;
  readonly #run: CancellableRun<ScorerApi>;
  #model: WantedModel | undefined;
  /** The worker that holds it: after a death it is another than the living one. */
  #heldBy: WorkerConnection<ScorerApi> | undefined;

  constructor(worker: WorkerCaller<ScorerApi>, run: CancellableRun<ScorerApi>) {
    this.#worker = worker;
    this.#run = run;
  }

  /** After a failure there is none. */
  replace(wanted: WantedModel, call: CallOptions<LoadProgress>): Promise<ModelStatus> {
    this.#model = undefined;
    return this.#load(wanted, call);
  }

  /** Loads it again where the worker that held it has died. */
  async bringBack(call: CallOptions<LoadProgress>): Promise<void> {
    if (this.#model && this.#heldBy !== this.#worker.connect()) await this.#load(this.#model, call);
  }

  async unload(): Promise<void> {
    this.#model = undefined;
    if (this.#worker.living()) await this.#worker.ask((api) => api.unload());
  }

  async #load(wanted: WantedModel, call: CallOptions<LoadProgress>): Promise<ModelStatus> {
    this.#heldBy = undefined;
    const { location, options } = wanted;
    const status = await this.#run(call, (api, callId, report) => api.load(callId, location, options, report));
    this.#model = wanted;
    this.#heldBy = this.#worker.living();
    return status;
  }
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

export { WorkerDiedError, type SpawnedWorker };
