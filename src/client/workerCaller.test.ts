import * as Comlink from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import type { LockHolder } from '../rpc/holdLock.ts';
import { cancellableRuns, createWorkerCaller } from './workerCaller.ts';

interface Api extends LockHolder {
  answer(text: string): Promise<string>;
  wait(callId: number, onProgress: (step: number) => void): Promise<void>;
  cancel(callId: number): Promise<void>;
}

const ports: MessagePort[] = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

/** Workers on message ports; `deaths` kills the one started last. */
function workers(api: Partial<Api>) {
  const deaths: ((reason: string) => void)[] = [];
  const spawn = () => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    Comlink.expose({ holdLock: async () => undefined, ...api }, port2);
    return {
      endpoint: port1,
      onDeath: (listener: (reason: string) => void) => void deaths.push(listener),
      terminate: () => port1.close(),
    };
  };
  return { spawn, deaths };
}

const forever = () => new Promise<never>(() => undefined);

describe('createWorkerCaller', () => {
  it('starts a worker with the first call, and another with the first call after a death', async () => {
    const { spawn, deaths } = workers({ answer: async (text) => text.toUpperCase() });
    let gone = 0;
    const caller = createWorkerCaller<Api>({ spawn, name: 'scorer', onGone: () => gone++ });
    expect([deaths.length, caller.living()]).toEqual([0, undefined]);
    expect(await caller.ask((api) => api.answer('yes'))).toBe('YES');
    deaths[0]?.('it ran out of memory');
    expect([gone, caller.living()]).toEqual([1, undefined]);
    expect(await caller.ask((api) => api.answer('again'))).toBe('AGAIN');
    expect(deaths).toHaveLength(2);
  });

  it('rejects what waits, and what comes later, once it is disposed', async () => {
    const { spawn, deaths } = workers({ answer: forever });
    const caller = createWorkerCaller<Api>({ spawn, name: 'model store' });
    const waiting = caller.ask((api) => api.answer('?'));
    caller.dispose();
    const disposed = {
      name: 'WorkerDiedError',
      message:
        'The model store stopped unexpectedly (this client was disposed). Try again: it starts anew, and what has arrived is kept.',
    };
    await expect(waiting).rejects.toMatchObject(disposed);
    await expect(caller.ask((api) => api.answer('?'))).rejects.toMatchObject(disposed);
    expect(deaths).toHaveLength(1);
  });
});

describe('cancellableRuns', () => {
  it('cancels the call that was aborted', async () => {
    const cancelled: number[] = [];
    const { spawn } = workers({ wait: forever, cancel: async (callId) => void cancelled.push(callId) });
    const caller = createWorkerCaller<Api>({ spawn, name: 'scorer' });
    const run = cancellableRuns(caller.connect, (api, callId) => api.cancel(callId));
    const second = new AbortController();
    const runs = [{}, { signal: second.signal }].map((call) => run(call, (api, id, report) => api.wait(id, report)));
    second.abort();
    await expect.poll(() => cancelled).toEqual([2]);
    caller.dispose();
    await Promise.allSettled(runs);
  });

  it('starts no worker to cancel a call of one that died', async () => {
    const { spawn, deaths } = workers({ wait: forever, cancel: async () => undefined });
    const caller = createWorkerCaller<Api>({ spawn, name: 'model store' });
    const run = cancellableRuns(caller.connect, (api, callId) => api.cancel(callId));
    const controller = new AbortController();
    const waiting = run({ signal: controller.signal }, (api, id, report) => api.wait(id, report));
    deaths[0]?.('it ran out of memory');
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'WorkerDiedError' });
    expect(deaths).toHaveLength(1);
  });

  it('hears no progress of a call that has settled', async () => {
    const late: (() => unknown)[] = [];
    const wait: Api['wait'] = async (_, onProgress) => {
      await onProgress(1);
      late.push(() => onProgress(2));
    };
    const { spawn } = workers({ wait });
    const caller = createWorkerCaller<Api>({ spawn, name: 'scorer' });
    const run = cancellableRuns(caller.connect, (api, callId) => api.cancel(callId));
    const heard: number[] = [];
    await run({ onProgress: (step: number) => heard.push(step) }, (api, id, report) => api.wait(id, report));
    await Promise.all(late.map((tell) => tell()));
    expect(heard).toEqual([1]);
  });
});
