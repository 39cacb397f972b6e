import * as Comlink from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectWorker } from './workerConnection.ts';

afterEach(() => vi.unstubAllGlobals());

/** Web Locks with one lock, held by the worker until `release`. */
function stubLocks() {
  const held = new AbortController();
  const released = new Promise<void>((resolve) => held.signal.addEventListener('abort', () => resolve()));
  const asked: string[] = [];
  const request = async (name: string, { signal }: { signal: AbortSignal }, granted: () => void) => {
    asked.push(name);
    await Promise.race([released, new Promise((_, reject) => signal.addEventListener('abort', reject))]);
    granted();
  };
  vi.stubGlobal('navigator', { locks: { request } });
  return { release: () => held.abort(), asked };
}

function connect() {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose({ holdLock: async () => 'the lock', hang: () => new Promise(() => {}) }, port2);
  const onClose = vi.fn();
  const terminate = vi.fn(() => port2.close());
  const connection = connectWorker<{ holdLock(): Promise<string | undefined>; hang(): Promise<void> }>(
    { endpoint: port1, onDeath: () => {}, terminate },
    onClose,
  );
  return { connection, onClose, terminate, closePorts: () => port1.close() };
}

describe('a worker that the browser ends in silence', () => {
  it('rejects what waits for it once its lock is free', async () => {
    const locks = stubLocks();
    const { connection, onClose, terminate, closePorts } = connect();
    const waiting = expect(connection.settle(connection.api.hang())).rejects.toMatchObject({
      name: 'WorkerDiedError',
      message: expect.stringContaining('the browser ended it, probably because memory ran out'),
    });
    await expect.poll(() => locks.asked).toEqual(['the lock']);
    locks.release();
    await waiting;
    expect(onClose).toHaveBeenCalledOnce();
    expect(terminate).toHaveBeenCalledOnce();
    closePorts();
  });

  it('is not mistaken for one that we end', async () => {
    const locks = stubLocks();
    const { connection, onClose, closePorts } = connect();
    const waiting = expect(connection.settle(connection.api.hang())).rejects.toThrow('this client was disposed');
    await expect.poll(() => locks.asked).toHaveLength(1);
    connection.close('this client was disposed');
    locks.release();
    await waiting;
    expect(onClose).toHaveBeenCalledOnce();
    closePorts();
  });
});
