/** What `start` gave, and how to let its threads in. */
export interface LateThreads<T> {
  readonly started: T;
  readonly join: () => void;
}

/**
 * Runs `start`, and has the threads of its WebAssembly wait for `join`. A thread is a worker that starts from `loader`. Its first
 * message brings the program and goes out at once; the next one would set it to work. onnxruntime takes a thread that waits for
 * a busy one, and does its share itself. Other workers that start meanwhile are let alone.
 */
export async function withLateThreads<T>(loader: string, start: () => Promise<T>): Promise<LateThreads<T>> {
  const scope: { Worker: typeof Worker } = globalThis;
  const original = scope.Worker;
  const waiting = new WaitingMessages();
  scope.Worker = lateWorker(original, loader, waiting);
  try {
    return { started: await start(), join: () => waiting.sendAll() };
  } finally {
    scope.Worker = original;
  }
}

class WaitingMessages {
  #held: (() => void)[] | undefined = [];

  add(send: () => void): void {
    if (this.#held) this.#held.push(send);
    else send();
  }

  sendAll(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const send of held) send();
  }
}

function lateWorker(original: typeof Worker, loader: string, waiting: WaitingMessages): typeof Worker {
  return class extends original {
    readonly #isThread: boolean;
    #hasProgram = false;

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.#isThread = String(url) === loader;
    }

    override postMessage(message: unknown, options: Transferable[] | StructuredSerializeOptions = []): void {
      const send = () => super.postMessage(message, Array.isArray(options) ? { transfer: options } : options);
      if (this.#isThread && this.#hasProgram) waiting.add(send);
      else send();
      this.#hasProgram = true;
    }
  };
}
