import { Worker } from 'node:worker_threads';
// The main thread must have loaded sharp before others do: https://sharp.pixelplumbing.com/install#worker-threads
import 'sharp';
import type { PictureAnswer, PictureTask } from './readPicture.ts';

/** Reads pictures on other threads, in the order in which they are asked for. */
export interface PicturePool {
  /** `makeTask` is called when a thread is free: what is in a task need not be in memory before. */
  read(makeTask: () => Promise<PictureTask>): Promise<PictureAnswer>;
  /** Ends the threads. What is left unanswered is rejected. */
  close(): Promise<void>;
}

const SCRIPT = new URL('pictureThread.mjs', import.meta.url);

/** Each of `threadCount` threads is started with its first task. `script` is what they run. */
export function createPicturePool(threadCount: number, script = SCRIPT): PicturePool {
  const threads = Array.from({ length: threadCount }, () => new PictureThread(script));
  const idle = [...threads];
  const waiting: ((thread: PictureThread) => void)[] = [];
  const take = async () => idle.shift() ?? new Promise<PictureThread>((resolve) => waiting.push(resolve));
  const giveBack = (thread: PictureThread) => {
    const next = waiting.shift();
    if (next) next(thread);
    else idle.push(thread);
  };
  return {
    async read(makeTask) {
      const thread = await take();
      try {
        return await thread.read(await makeTask());
      } finally {
        giveBack(thread);
      }
    },
    close: async () => void (await Promise.all(threads.map((thread) => thread.close()))),
  };
}

interface Waiting {
  readonly resolve: (answer: PictureAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Has one task at a time. */
class PictureThread {
  readonly #script: URL;
  #worker: Worker | undefined;
  #isClosed = false;
  #waiting: Waiting | undefined;

  constructor(script: URL) {
    this.#script = script;
  }

  read(task: PictureTask): Promise<PictureAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      if (this.#isClosed) return this.#fail(new Error('The threads that read pictures are closed.'));
      this.#worker ??= this.#start();
      this.#worker.postMessage(task, task.bytes ? [task.bytes.buffer] : []);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { execArgv: [] });
    worker.on('message', (answer: PictureAnswer) => this.#settle(answer));
    // One that fails ends a moment later, when another may have its next task: each speaks for itself alone.
    const fail = (error: Error) => worker === this.#worker && this.#fail(error);
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('A thread that reads pictures ended before its work did.')));
    return worker;
  }

  #settle(answer: PictureAnswer): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(answer);
  }

  /** The next task starts another thread: one that has ended would never answer. */
  #fail(error: Error): void {
    this.#worker = undefined;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
  }
}
