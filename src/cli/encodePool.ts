import { Worker } from 'node:worker_threads';
import { pooledEncoder, type EncodePool, type RowEncoder } from '../convert/rowEncoder.ts';
import type { EncodedRows } from '../convert/encodeRows.ts';
import type { EncodeAnswer } from './encodeThread.ts';

/** Encodes on `threadCount` threads, each started with its first task. What `close` leaves unanswered is rejected. */
export function createEncodePool(threadCount: number): EncodePool {
  const threads = Array.from({ length: threadCount }, () => new EncodeThread());
  return {
    encoder: pooledEncoder(threads),
    close: async () => void (await Promise.all(threads.map((thread) => thread.close()))),
  };
}

interface Waiting {
  readonly resolve: (parts: EncodedRows) => void;
  readonly reject: (error: Error) => void;
}

class EncodeThread implements Pick<RowEncoder, 'encode'> {
  #worker: Worker | undefined;
  /** Tasks without an answer, in the order in which answers come. */
  readonly #waiting: Waiting[] = [];

  readonly encode: RowEncoder['encode'] = (task) =>
    new Promise((resolve, reject) => {
      this.#worker ??= this.#start();
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(task, [task.bytes.buffer]);
    });

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('encodeThread.mjs', import.meta.url), { execArgv: [] });
    worker.on('message', (answer: EncodeAnswer) => this.#settle(answer));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('An encoding thread ended before its work did.')));
    return worker;
  }

  #settle(answer: EncodeAnswer): void {
    const next = this.#waiting.shift();
    if ('parts' in answer) next?.resolve(answer.parts);
    else next?.reject(Object.assign(new Error(answer.error.message), { name: answer.error.name }));
  }

  /** The next task starts another thread: one that has ended would never answer. */
  #fail(error: Error): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
