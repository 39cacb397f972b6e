import { messageOf } from '../../core/errors.ts';
import { DeviceError } from '../../runtime/model/deviceError.ts';
import { productModel } from '../../runtime/trust/deviceSpeed.ts';
import { GpuChild } from './gpuChild.ts';
import type { CreatedSession, RunOutputs, SentTensor } from './gpuMessages.ts';
import type { VulkanReport } from './gpuLog.ts';

/** A GPU that was opened, in a process of its own. */
export interface OpenedGpu {
  readonly child: GpuChild;
  /** Its name, for people. */
  readonly name: string;
  /** The file of its Vulkan driver, where it is Vulkan's. */
  readonly driver: string | undefined;
}

/** A server's GPU that sleeps takes some ten seconds. One that has not multiplied by then hangs. */
const OPEN_LIMIT_MS = 120_000;

/** [[1, 2], [3, 4]], and its square. */
const MATRIX = [1, 2, 3, 4];
const SQUARE = [7, 10, 15, 22];

/** What came of opening a GPU. */
export interface GpuLook {
  readonly opened?: OpenedGpu;
  readonly failure?: DeviceError;
  readonly report: VulkanReport;
}

/** Opens a GPU as {@link lookAtGpu} does. Throws {@link DeviceError}. */
export async function openGpu(env: Readonly<Record<string, string>> = {}): Promise<OpenedGpu> {
  const { opened, failure } = await lookAtGpu(env);
  if (opened) return opened;
  throw failure ?? new DeviceError('No GPU was found.');
}

/**
 * Opens a GPU in a new process, and has it multiply two small matrices: a driver that ends its process does so here. `env` is
 * for that process.
 */
export async function lookAtGpu(env: Readonly<Record<string, string>> = {}, limitMs = OPEN_LIMIT_MS): Promise<GpuLook> {
  const child = new GpuChild(env);
  try {
    const product = await answerInTime(multiply(child), limitMs);
    if (String(product) !== String(SQUARE)) {
      throw new DeviceError(`The GPU multiplies wrongly: it gives ${product.join(', ')} for ${SQUARE.join(', ')}.`);
    }
    const { report } = child;
    return { opened: { child, name: report.opened?.name ?? 'GPU', driver: report.opened?.driver }, report };
  } catch (error) {
    await child.close();
    const { report } = child;
    return { failure: error instanceof DeviceError ? error : explained(error, report), report };
  }
}

/** Throws {@link DeviceError} when the answer does not come in time. */
async function answerInTime<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const message = `The GPU did not answer within ${Math.round(limitMs / 1000)} s.`;
    timer = setTimeout(() => reject(new DeviceError(message)), limitMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
    // It fails when its process is closed, and nobody waits for it any more.
    answer.catch(() => undefined);
  }
}

/** Session 0 is never one of a model. */
async function multiply(child: GpuChild): Promise<readonly number[]> {
  const session = 0;
  const { outputNames } = (await child.ask({
    do: 'create',
    session,
    graph: productModel(),
    deviceOutputs: [],
  })) as CreatedSession;
  const matrix: SentTensor = { type: 'float32', dims: [2, 2], data: Float32Array.from(MATRIX) };
  const task = { do: 'run', session, feeds: { a: matrix, b: matrix }, fetches: outputNames } as const;
  const { c } = (await child.ask(task)) as RunOutputs;
  await child.ask({ do: 'release', session });
  return c && 'data' in c ? [...(c.data as Float32Array)] : [];
}

function explained(error: unknown, { adapters }: VulkanReport): DeviceError {
  const message = messageOf(error);
  if (/executionProviders\[\d+\] is unsupported/.test(message)) {
    return new DeviceError('onnxruntime has no WebGPU for this system.', { cause: error });
  }
  if (!message.includes('Failed to get a WebGPU adapter')) return new DeviceError(message, { cause: error });
  const found = process.platform === 'linux' ? onLinux(adapters) : 'No GPU was found.';
  return new DeviceError(found, { cause: error });
}

function onLinux(adapters: readonly string[] | undefined): string {
  return adapters === undefined || adapters.length === 0
    ? 'No GPU was found: Vulkan has no driver for one here, or its loader (libvulkan.so.1) is not installed.'
    : `WebGPU cannot use what Vulkan offers here: ${adapters.join(', ')}.`;
}
