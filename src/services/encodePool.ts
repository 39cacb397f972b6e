import * as Comlink from 'comlink';
import { pooledEncoder, type EncodePool, type RowEncoder } from '../convert/rowEncoder.ts';

/** More gain nothing: reading and writing are one thread's. */
const MAX_WORKERS = 8;

/** Encodes on all cores, in workers that start with their first task. */
export function createEncodePool(): EncodePool {
  const workers: Worker[] = [];
  const startWorker = () => {
    const worker = new Worker(new URL('../../workers/rowEncoder.ts', import.meta.url), {
      type: 'module',
      name: 'rowEncoder',
    });
    workers.push(worker);
    return worker;
  };
  const count = Math.max(1, Math.min(navigator.hardwareConcurrency || 1, MAX_WORKERS));
  return {
    encoder: pooledEncoder(Array.from({ length: count }, () => workerEncoder(startWorker))),
    close: () => workers.forEach((worker) => worker.terminate()),
  };
}

function workerEncoder(start: () => Worker): Pick<RowEncoder, 'encode'> {
  let started: ReturnType<typeof connect> | undefined;
  return {
    encode(task) {
      started ??= connect(start());
      return Promise.race([started.remote.encode(Comlink.transfer(task, [task.bytes.buffer])), started.failed]);
    },
  };
}

/** `failed` rejects when the worker fails by itself: Comlink would leave its calls pending for ever. */
function connect(worker: Worker) {
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      reject(new Error(message || 'The script that encodes weights could not be loaded. Reload the page.'));
    });
  });
  failed.catch(() => undefined);
  return { remote: Comlink.wrap<Pick<RowEncoder, 'encode'>>(worker), failed };
}
