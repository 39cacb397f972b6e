import * as Comlink from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AbortError, EditRewardError } from '../core/errors.ts';
import { toTransferred } from '../core/transferredError.ts';
import type { ModelLocation } from '../core/modelPackage/modelLocation.ts';
import type { VariantsRequest } from '../core/occlusion/variant.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import type { ScoreRequest } from '../core/score/scoreRequest.ts';
import type { ScorerApi } from '../rpc/scorerApi.ts';
import { STATUS } from '../testing/modelStatusForTest.ts';
import { createScorerClient, type ScorerClient, type SpawnedWorker } from './scorerClient.ts';

const LOCATION: ModelLocation = { kind: 'url', url: 'https://example.org/model/' };
const REQUEST: ScoreRequest = {
  source: { name: 'source.png', blob: new Blob() },
  candidates: [],
  instruction: 'add a hat',
  orientation: 'upright',
};
const VARIANTS: VariantsRequest = {
  candidate: { name: 'edit.png', blob: new Blob() },
  instruction: 'add a hat',
  orientation: 'upright',
  cover: 'mean',
  variants: [{ kind: 'whole' }],
};
const TASTE = { file: 'mine.taste', bytes: new Uint8Array([1]) };
/** A worker on a message port. `api` overrides what it answers; everything it was asked stands in `log`. */
function createFakeWorkers(api: Partial<ScorerApi> = {}) {
  const log: string[] = [];
  const cancelled = new Map<number, () => void>();
  const scorer: ScorerApi = {
    async load(_callId, location, _options, onProgress) {
      log.push(`load ${location.kind}`);
      await onProgress({ stage: 'reading', loadedBytes: 4, totalBytes: 8 });
      return STATUS;
    },
    async score(_callId, request) {
      log.push(`score ${request.instruction}`);
      return { outcomes: [] };
    },
    async scoreVariants(_callId, request) {
      log.push(`variants ${request.variants.length}`);
      return { grid: { rows: 1, columns: 1 }, scores: [] };
    },
    async cancel(callId) {
      log.push('cancel');
      cancelled.get(callId)?.();
    },
    async unload() {
      log.push('unload');
    },
    async setTaste(_callId, taste) {
      log.push(`taste ${taste?.file}`);
      return STATUS;
    },
    trainTaste: () => Promise.reject(new Error('not here')),
    async timeToTrain(_callId, pictures) {
      log.push(`time ${pictures}`);
      return 1000 * pictures;
    },
    deviceBytes: async () => 0,
    peakDeviceBytes: async () => 0,
    measureDevice: () => Promise.reject(new Error('not here')),
    measureSpeed: () => Promise.reject(new Error('not here')),
    recallSpeeds: async () => [],
    holdLock: async () => undefined,
    ...api,
  };
  const killers: ((reason: string) => void)[] = [];
  const ports: MessagePort[] = [];
  const spawn = (): SpawnedWorker => {
    log.push('spawn');
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    Comlink.expose(scorer, port2);
    return {
      endpoint: port1,
      onDeath: (listener) => killers.push(listener),
      terminate: () => port2.close(),
    };
  };
  return {
    spawn,
    log,
    killLast: (reason: string) => killers.at(-1)?.(reason),
    /** An answer that comes only as the rejection that `cancel` causes. */
    untilCancelled: (callId: number) =>
      new Promise<never>((_, reject) => cancelled.set(callId, () => reject(toTransferred(new AbortError())))),
    /** How many calls have come that wait for `cancel`. */
    waiting: () => cancelled.size,
    close: () => ports.forEach((port) => port.close()),
  };
}

let workers: ReturnType<typeof createFakeWorkers>;
let client: ScorerClient;
function start(api: Partial<ScorerApi> = {}) {
  workers = createFakeWorkers(api);
  client = createScorerClient({ spawn: workers.spawn });
}

afterEach(() => {
  client.dispose();
  workers.close();
});

const failed = (message: string) => ({ status: 'failed', error: { name: 'Error', message } }) as const;

describe('createScorerClient', () => {
  it('spawns on the first call, and only then', async () => {
    start();
    expect(workers.log).toEqual([]);
    const seen: number[] = [];
    await expect(client.load(LOCATION, {}, { onProgress: (p) => seen.push(p.loadedBytes) })).resolves.toEqual(STATUS);
    await client.score(REQUEST);
    expect(seen).toEqual([4]);
    expect(workers.log).toEqual(['spawn', 'load url', 'score add a hat']);
  });

  it('tells each outcome once, also one that its message did not bring before the answer', async () => {
    const outcomes = [failed('a'), failed('b')] as const;
    start({
      async score(_callId, _request, onProgress) {
        await onProgress({ type: 'outcome', candidate: 1, outcome: outcomes[1] });
        return { outcomes };
      },
    });
    const told: unknown[] = [];
    await client.score(REQUEST, { onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { type: 'outcome', candidate: 1, outcome: outcomes[1] },
      { type: 'outcome', candidate: 0, outcome: outcomes[0] },
    ]);
  });

  it('runs one call at a time, in order', async () => {
    let running = 0;
    let most = 0;
    start({
      async score() {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running--;
        return { outcomes: [] };
      },
    });
    await Promise.all([client.score(REQUEST), client.score(REQUEST), client.score(REQUEST)]);
    expect(most).toBe(1);
  });

  it('scores variants in their turn, tells how far they are, and brings the model to a new worker first', async () => {
    start({
      async scoreVariants(_callId, { variants }, onProgress) {
        workers.log.push(`variants ${variants.length}`);
        await onProgress({ type: 'variants', share: 0.5 });
        return { grid: { rows: 2, columns: 3 }, scores: [] };
      },
    });
    await client.load(LOCATION);
    workers.killLast('gone');
    const shares: number[] = [];
    const [first] = await Promise.all([
      client.scoreVariants(VARIANTS, { onProgress: ({ share }) => shares.push(share) }),
      client.score(REQUEST),
    ]);
    expect(first).toEqual({ grid: { rows: 2, columns: 3 }, scores: [] });
    expect(shares).toEqual([0.5]);
    expect(workers.log.slice(2)).toEqual(['spawn', 'load url', 'variants 1', 'score add a hat']);
  });

  it('cancels the running call and rejects with AbortError', async () => {
    start({ score: (callId) => workers.untilCancelled(callId) });
    const abort = new AbortController();
    const call = client.score(REQUEST, { signal: abort.signal });
    const outcome = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(workers.waiting).toBe(1);
    abort.abort();
    await outcome;
    await expect(call).rejects.toBeInstanceOf(EditRewardError);
    expect(workers.log).toEqual(['spawn', 'cancel']);
  });

  it('rejects an aborted call that still waits, without asking the worker', async () => {
    start({ score: (callId) => workers.untilCancelled(callId) });
    const first = new AbortController();
    const second = new AbortController();
    const running = expect(client.score(REQUEST, { signal: first.signal })).rejects.toThrow('cancelled');
    const waiting = client.load(LOCATION, {}, { signal: second.signal });
    second.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(workers.waiting).toBe(1);
    first.abort();
    await running;
    expect(workers.log).toEqual(['spawn', 'cancel']);
  });

  it('keeps name and file of a failure', async () => {
    start({ score: () => Promise.reject({ name: 'ImageError', message: 'No picture.', file: 'source.png' }) });
    await expect(client.score(REQUEST)).rejects.toMatchObject({ name: 'ImageError', file: 'source.png' });
  });

  it('is silent after a call has settled', async () => {
    let late: ((progress: ScoreProgress) => void) | undefined;
    start({
      async score(_callId, _request, onProgress) {
        late = onProgress;
        return { outcomes: [] };
      },
    });
    const onProgress = vi.fn();
    await client.score(REQUEST, { onProgress });
    await late?.({ type: 'stage', stage: 'vision', candidate: 0, done: 0, total: 1 });
    expect(onProgress).not.toHaveBeenCalled();
  });
});

describe('a worker that dies', () => {
  it('rejects the pending call, says why, and is replaced with its model on the next call', async () => {
    let scoring = 0;
    start({
      score: (callId) => (++scoring === 1 ? workers.untilCancelled(callId) : Promise.resolve({ outcomes: [] })),
    });
    await client.load(LOCATION);
    const pending = client.score(REQUEST);
    const outcome = expect(pending).rejects.toMatchObject({ name: 'WorkerDiedError' });
    await expect.poll(workers.waiting).toBe(1);
    workers.killLast('out of memory');
    await outcome;
    await expect(pending).rejects.toThrow('out of memory');

    const onReload = vi.fn();
    await expect(client.score(REQUEST, { onReload })).resolves.toEqual({ outcomes: [] });
    expect(onReload).toHaveBeenCalledOnce();
    expect(workers.log).toEqual(['spawn', 'load url', 'spawn', 'load url']);
  });

  it('tries the reload again when it failed', async () => {
    let loads = 0;
    start({
      async load() {
        if (++loads === 2) throw toTransferred(new EditRewardError('The network is away.'));
        return STATUS;
      },
    });
    await client.load(LOCATION);
    workers.killLast('gone');
    await expect(client.score(REQUEST)).rejects.toThrow('network');
    await client.score(REQUEST);
    expect(loads).toBe(3);
  });

  it('is replaced by one that scores with the same taste', async () => {
    start();
    await client.load(LOCATION);
    await client.setTaste(TASTE);
    workers.killLast('gone');
    await client.score(REQUEST);
    expect(workers.log.slice(3)).toEqual(['spawn', 'load url', 'taste mine.taste', 'score add a hat']);
  });

  it('scores nothing with other heads than those in use, if the taste cannot be put on again', async () => {
    let puts = 0;
    start({
      async setTaste() {
        if (++puts === 2) throw toTransferred(new EditRewardError('A script did not come.'));
        return STATUS;
      },
    });
    await client.load(LOCATION);
    await client.setTaste(TASTE);
    workers.killLast('gone');
    await expect(client.score(REQUEST)).rejects.toThrow('A script did not come.');
    await client.score(REQUEST);
    expect(puts).toBe(3);
    expect(workers.log.slice(2)).toEqual(['spawn', 'load url', 'load url', 'score add a hat']);
  });

  it('has its own heads where the taste was taken off, refused, or another model was loaded', async () => {
    start({
      async setTaste(_callId, taste) {
        if (taste?.file === 'wrong.taste') throw toTransferred(new EditRewardError('It is for another model.'));
        workers.log.push(`taste ${taste?.file}`);
        return STATUS;
      },
    });
    const redone = async () => {
      workers.killLast('gone');
      workers.log.length = 0;
      await client.score(REQUEST);
      return workers.log.filter((line) => line.startsWith('taste'));
    };
    await client.load(LOCATION);
    await expect(client.setTaste({ ...TASTE, file: 'wrong.taste' })).rejects.toThrow('It is for another model.');
    expect(await redone()).toEqual([]);
    await client.setTaste(TASTE);
    await client.setTaste(undefined);
    expect(await redone()).toEqual([]);
    await client.setTaste(TASTE);
    await client.load(LOCATION);
    expect(await redone()).toEqual([]);
  });

  it('forgets a model that was unloaded', async () => {
    start();
    await client.load(LOCATION);
    await client.unload();
    workers.killLast('gone');
    await client.score(REQUEST);
    expect(workers.log).toEqual(['spawn', 'load url', 'unload', 'spawn', 'score add a hat']);
  });

  it('rejects waiting and later calls after dispose', async () => {
    start({ score: (callId) => workers.untilCancelled(callId) });
    const waiting = expect(client.score(REQUEST)).rejects.toMatchObject({ name: 'WorkerDiedError' });
    await expect.poll(workers.waiting).toBe(1);
    client.dispose();
    await waiting;
    await expect(client.load(LOCATION)).rejects.toThrow('disposed');
    expect(workers.log).toEqual(['spawn']);
  });
});
