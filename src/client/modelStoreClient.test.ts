import * as Comlink from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { AbortError } from '../core/errors.ts';
import type { ModelStoreApi } from '../rpc/modelStoreApi.ts';
import { STORE_CHANNEL } from '../rpc/storeChannel.ts';
import type { StoreEvent } from '../core/keptModels/storeEvent.ts';
import type { TransferProgress } from '../core/keptModels/transferProgress.ts';
import { toTransferred } from '../core/transferredError.ts';
import { createModelStoreClient, type ModelStoreClient } from './modelStoreClient.ts';

const LOCATION = { kind: 'url', url: 'https://example.org/' } as const;
const PROGRESS: TransferProgress = {
  stage: 'downloading',
  doneBytes: 1,
  totalBytes: 2,
  bytesPerSecond: undefined,
  elsewhere: false,
};

const ports: MessagePort[] = [];
let kill: (reason: string) => void;
let spawned = 0;
let client: ModelStoreClient;

/** A worker that answers what `api` says, and nothing else. */
function start(api: Partial<ModelStoreApi>): void {
  client = createModelStoreClient({
    spawn() {
      spawned += 1;
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      Comlink.expose({ holdLock: async () => undefined, ...api }, port2);
      return { endpoint: port1, onDeath: (listener) => (kill = listener), terminate: () => port2.close() };
    },
  });
}

afterEach(() => {
  client.dispose();
  ports.splice(0).forEach((port) => port.close());
  spawned = 0;
});

describe('the model store client', () => {
  it('starts its worker with the first call', async () => {
    start({ list: async () => ({ models: [], conversions: [] }) });
    expect(spawned).toBe(0);
    await Promise.all([client.list(), client.list()]);
    expect(spawned).toBe(1);
  });

  it('runs calls side by side, each with its progress', async () => {
    const gate = new AbortController();
    const opened = new Promise((resolve) => gate.signal.addEventListener('abort', resolve));
    start({
      async download(_callId, _location, onProgress) {
        await onProgress(PROGRESS);
        await opened;
        throw toTransferred(new AbortError());
      },
      list: async () => ({ models: [], conversions: [] }),
    });
    const heard: TransferProgress[] = [];
    const download = client.download(LOCATION, { onProgress: (progress) => heard.push(progress) }).catch(() => 'ended');
    await client.list();
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(heard).toEqual([PROGRESS]);
    gate.abort();
    expect(await download).toBe('ended');
  });

  it('cancels the call that is aborted, and no other', async () => {
    const waiting = new Map<number, () => void>();
    const cancelled: number[] = [];
    start({
      download: (callId) =>
        new Promise((_, reject) => waiting.set(callId, () => reject(toTransferred(new AbortError())))),
      async cancel(callId) {
        cancelled.push(callId);
        waiting.get(callId)?.();
      },
    });
    const abort = new AbortController();
    const first = client.download(LOCATION, { signal: abort.signal });
    const second = client.download(LOCATION).catch((error: Error) => error.name);
    const failed = expect(first).rejects.toMatchObject({ name: 'AbortError' });
    while (waiting.size < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    abort.abort();
    await failed;
    expect(cancelled).toEqual([1]);
    client.dispose();
    expect(await second).toBe('WorkerDiedError');
  });

  it('says that what has arrived is kept when the worker dies, and starts another', async () => {
    start({ list: async () => ({ models: [], conversions: [] }), storage: () => new Promise(() => {}) });
    const waiting = expect(client.storage()).rejects.toThrow(
      'The model store stopped unexpectedly (no memory). Try again: it starts anew, and what has arrived is kept.',
    );
    kill('no memory');
    await waiting;
    await client.list();
    expect(spawned).toBe(2);
  });

  it('hears events of any tab until it stops listening', async () => {
    start({});
    const tab = new BroadcastChannel(STORE_CHANNEL);
    const heard: StoreEvent[] = [];
    const stop = client.listen((event) => heard.push(event));
    let heardLater = 0;
    const laterTab = new BroadcastChannel(STORE_CHANNEL);
    laterTab.addEventListener('message', () => (heardLater += 1));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of the own origin has no target
    const send = (event: StoreEvent) => tab.postMessage(event);
    send({ type: 'changed' });
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    stop();
    send({ type: 'changed' });
    // Whoever listens since earlier hears it earlier.
    await expect.poll(() => heardLater).toBe(2);
    expect(heard).toEqual([{ type: 'changed' }]);
    tab.close();
    laterTab.close();
  });
});
