import { createHash } from 'node:crypto';
import * as Comlink from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { encodeRows, type EncodeTask } from '../convert/encodeRows.ts';
import { createEncodePool } from './encodePool.ts';
import { transferringEncoder } from './transferringEncoder.ts';

const SIDE = 512;
const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** bf16: with 512 rows more than is encoded on the calling thread. */
function task(rowCount = SIDE): EncodeTask {
  const words = Uint16Array.from({ length: rowCount * SIDE }, (_, i) => 0x3c00 + (i % 251));
  return {
    dtype: 'BF16',
    bytes: new Uint8Array(words.buffer),
    rowCount,
    sourceShape: [rowCount, SIDE],
    encoding: { kind: 'dense', type: 'float16' },
  };
}

/** A worker as far as the pool goes; `fail` is called in the place of an answer. */
function stubWorkers(fail?: (worker: EventTarget) => void) {
  const started: EventTarget[] = [];
  const terminate = vi.fn();
  class StubWorker extends EventTarget {
    readonly #port: MessagePort;
    constructor() {
      super();
      const { port1, port2 } = new MessageChannel();
      this.#port = port1;
      port1.addEventListener('message', ({ data }) => this.dispatchEvent(new MessageEvent('message', { data })));
      port1.start();
      started.push(this);
      if (!fail) Comlink.expose(transferringEncoder, port2);
    }
    postMessage(message: unknown, transfer: Transferable[]): void {
      if (fail) fail(this);
      else this.#port.postMessage(message, transfer);
    }
    terminate(): void {
      this.#port.close();
      terminate();
    }
  }
  vi.stubGlobal('Worker', StubWorker);
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
  return { started, terminate };
}

afterEach(() => vi.unstubAllGlobals());

describe('createEncodePool', () => {
  it('gives what the calling thread would give, from as many workers as there are cores', async () => {
    const { started, terminate } = stubWorkers();
    const pool = createEncodePool();
    const encoded = await Promise.all([1, 2, 3].map(() => pool.encoder.encode(task())));
    for (const rows of encoded) expect(rows.map(hex)).toEqual(encodeRows(task()).map(hex));
    expect([pool.encoder.parallelism, started.length]).toEqual([2, 2]);
    await pool.close();
    expect(terminate).toHaveBeenCalledTimes(2);
  });

  it('starts no worker for what is too small to be sent', async () => {
    const { started } = stubWorkers();
    expect(await createEncodePool().encoder.encode(task(1))).toEqual(encodeRows(task(1)));
    expect(started).toEqual([]);
  });

  it('rejects what waits for a worker whose script does not load', async () => {
    stubWorkers((worker) => worker.dispatchEvent(Object.assign(new Event('error'), { message: '' })));
    await expect(createEncodePool().encoder.encode(task())).rejects.toThrow(
      'The script that encodes weights could not be loaded. Reload the page.',
    );
  });
});
