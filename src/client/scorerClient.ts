import * as Comlink from 'comlink';
import { throwIfAborted } from '../core/errors.ts';
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
import { connectWorker, type SpawnedWorker, type WorkerConnection } from './workerConnection.ts';
import { WorkerDiedError } from './workerDiedError.ts';

/**
 * The scorer in its worker. Calls run one at a time, in order. Every rejection is an `EditRewardError` whose name is that
 * of the failure; {@link WorkerDiedError} when the worker ended by itself, in which case the next call starts a new one.
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

interface LoadedModel {
  readonly location: ModelLocation;
  readonly options: LoadOptions;
}

/** `spawn` is called on the first call, and again after the worker died. */
export function createScorerClient({ spawn }: { readonly spawn: () => SpawnedWorker }): ScorerClient {
  const enqueue = createCallQueue();
  let connection: WorkerConnection<ScorerApi> | undefined;
  let disposed = false;
  let model: LoadedModel | undefined;
  /** The connection that holds `model`: after a death it is another than the current one. */
  let modelIn: WorkerConnection<ScorerApi> | undefined;
  let lastCallId = 0;

  function connect(): WorkerConnection<ScorerApi> {
    if (disposed) throw new WorkerDiedError('this client was disposed');
    connection ??= connectWorker(spawn(), () => (connection = undefined));
    return connection;
  }

  /** Runs one call of the worker, with `signal` mapped to `cancel` and `onProgress` silenced after it. */
  async function run<Progress, T>(
    { signal, onProgress }: CallOptions<Progress>,
    start: (
      api: WorkerConnection<ScorerApi>['api'],
      callId: number,
      onProgress: (progress: Progress) => void,
    ) => Promise<T>,
  ): Promise<T> {
    throwIfAborted(signal);
    const { api, settle } = connect();
    const callId = ++lastCallId;
    let open = true;
    const report = (progress: Progress) => {
      if (open) onProgress?.(progress);
    };
    const cancel = () => void settle(api.cancel(callId)).catch(() => {}); // the call itself reports a death
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await settle(start(api, callId, Comlink.proxy(report)));
    } finally {
      open = false;
      signal?.removeEventListener('abort', cancel);
    }
  }

  async function load(wanted: LoadedModel, call: CallOptions<LoadProgress>): Promise<ModelStatus> {
    modelIn = undefined;
    const status = await run(call, (api, id, report) => api.load(id, wanted.location, wanted.options, report));
    model = wanted;
    modelIn = connection;
    return status;
  }

  return {
    load: (location, options = {}, call = {}) =>
      enqueue(() => {
        model = undefined;
        return load({ location, options }, call);
      }, call.signal),
    score: (request, call = {}) =>
      enqueue(async () => {
        if (model && modelIn !== connect()) await load(model, { signal: call.signal, onProgress: call.onReload });
        const told = new Set<number>();
        const onProgress = (progress: ScoreProgress | ReloadProgress) => {
          if (progress.type === 'reload') return call.onReload?.(progress.progress);
          if (progress.type === 'outcome') told.add(progress.candidate);
          call.onProgress?.(progress);
        };
        const result = await run({ signal: call.signal, onProgress }, (api, id, report) =>
          api.score(id, request, report),
        );
        // The answer may overtake the progress, which comes by another way and is not heard any more after it.
        for (const [candidate, outcome] of result.outcomes.entries())
          if (!told.has(candidate)) call.onProgress?.({ type: 'outcome', candidate, outcome });
        return result;
      }, call.signal),
    unload: () =>
      enqueue(async () => {
        model = undefined;
        if (connection) await connection.settle(connection.api.unload());
      }),
    deviceBytes: async () => (connection ? connection.settle(connection.api.deviceBytes()) : 0),
    peakDeviceBytes: async () => (connection ? connection.settle(connection.api.peakDeviceBytes()) : 0),
    measureDevice: (provider) =>
      enqueue(async () => {
        const { api, settle } = connect();
        return settle(api.measureDevice(provider));
      }),
    dispose() {
      disposed = true;
      connection?.close('this client was disposed');
    },
  };
}

export { WorkerDiedError, type SpawnedWorker };
