import { fork, type ChildProcess } from 'node:child_process';
import { DeviceError } from '../../runtime/model/deviceError.ts';
import { failureIn, GpuLog, TELL_ADAPTERS, type VulkanReport } from './gpuLog.ts';
import { ANSWER_MARK, type GpuAnswer, type GpuTask } from './gpuMessages.ts';

/** A task that has an answer. */
type Question = Extract<GpuTask, { readonly id: number }>;
type Unnumbered<Task> = Task extends unknown ? Omit<Task, 'id'> : never;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  answer?: GpuAnswer;
  /** All that was written before the answer has been read. */
  isMarked?: boolean;
}

/**
 * A process of its own for the GPU. A fault of a driver ends that process and not the command, and what onnxruntime tells of a
 * GPU on standard error alone is read there. Nothing is scored by a GPU that has failed: from then on every answer is the failure.
 */
export class GpuChild {
  readonly #child: ChildProcess;
  readonly #log: GpuLog;
  readonly #waiting = new Map<number, Waiting>();
  #failure: DeviceError | undefined;
  #isClosed = false;
  #lastId = 0;

  /** `env` is beside that of this process. */
  constructor(env: Readonly<Record<string, string>> = {}) {
    this.#log = new GpuLog((line) => this.#readLine(line));
    this.#child = fork(new URL('gpuProcess.mjs', import.meta.url), {
      execArgv: [],
      env: { ...TELL_ADAPTERS, ...process.env, ...env },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#log.add(text));
    this.#child.on('message', (answer: GpuAnswer) => this.#take(answer.id, { answer }));
    this.#child.on('error', (cause) => this.#fail(new DeviceError('The GPU process could not be started.', { cause })));
    // After the last line of its standard error.
    this.#child.on('close', (code, signal) => this.#fail(this.#ended(code, signal)));
  }

  /** What Vulkan's loader has told by now. */
  get report(): VulkanReport {
    return this.#log.report;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Rejects with a {@link DeviceError} when the GPU fails, or has failed. */
  async ask(task: Unnumbered<Question>): Promise<unknown> {
    if (this.#failure) throw this.#failure;
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ ...task, id } as Question);
    });
  }

  /** For what needs no answer; of a GPU that has failed nothing is asked any more. */
  tell(task: Exclude<GpuTask, Question>): void {
    if (!this.#failure) this.#send(task);
  }

  /** Ends the process; the system takes its memory back. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const { pid, exitCode, signalCode } = this.#child;
    // One that was never started never closes.
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.kill('SIGKILL');
    await closed;
  }

  #send(task: GpuTask): void {
    // The process may have ended a moment ago: then it is closed soon, and says why.
    this.#child.send(task, () => undefined);
  }

  #readLine(line: string): void {
    if (line.startsWith(ANSWER_MARK)) this.#take(Number(line.slice(ANSWER_MARK.length)), { isMarked: true });
    const failure = failureIn(line);
    if (failure) this.#fail(failure);
  }

  #take(id: number, part: Pick<Waiting, 'answer' | 'isMarked'>): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    Object.assign(waiting, part);
    const { answer, isMarked = false } = waiting;
    if (!answer || !isMarked) return;
    this.#waiting.delete(id);
    if ('value' in answer) waiting.resolve(answer.value);
    else waiting.reject(new Error(answer.error));
  }

  #fail(failure: DeviceError): void {
    this.#failure ??= failure;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }

  #ended(code: number | null, signal: NodeJS.Signals | null): DeviceError {
    if (this.#isClosed) return new DeviceError('The GPU was given back.');
    // So the system ends a process when there is no memory left.
    const isOutOfMemory = signal === 'SIGKILL';
    const how = isOutOfMemory ? 'was killed, as happens when memory runs out' : `ended (${signal ?? `code ${code}`})`;
    const words = this.#log.lastWords;
    return new DeviceError(`The process that had the GPU ${how}.${words && ` Its last words: ${words}`}`, {
      isOutOfMemory,
    });
  }
}
