import { availableParallelism, cpus } from 'node:os';
import { messageOf } from '../../core/errors.ts';
import { measureGflops } from '../../runtime/trust/deviceSpeed.ts';
import type { Adapter } from '../gpu/adapters.ts';
import { createGpuBackend } from '../gpu/gpuBackend.ts';
import { hasHalf } from '../gpu/hasHalf.ts';
import { isSoftware } from '../gpu/isSoftware.ts';
import { findAdapters, openOneOf, type FoundAdapters } from '../gpu/openAdapter.ts';
import { openGpu, type OpenedGpu } from '../gpu/openGpu.ts';
import { createNodeBackend } from '../nodeBackend.ts';

/** What a GPU offers. */
interface Offer {
  /** Billions of operations a second in float32 matrix products. */
  readonly gflops: number;
  /** Whether it computes in fp16, which `q4f16` needs. */
  readonly half: boolean;
  readonly driver: string | undefined;
}

/** A GPU, and what it offers or why it cannot be used. */
interface ShownGpu {
  /** Undefined where GPUs cannot be told apart: there is one, the usual. */
  readonly adapter: number | undefined;
  readonly name: string;
  readonly pci: string | undefined;
  /** A program on the CPU. */
  readonly software: boolean;
  readonly offer?: Offer;
  readonly problem?: string;
}

/** What `--json` prints. */
interface DeviceList {
  readonly gpus: readonly ShownGpu[];
  readonly cpu: { readonly name: string; readonly cores: number; readonly gflops: number };
  /** What `--device auto` tries first. */
  readonly auto: 'webgpu' | 'cpu';
  /** The name of the GPU that is opened when no --adapter is given. */
  readonly usualGpu: string | undefined;
  /** Why there is none. */
  readonly reason: string | undefined;
}

/** Prints the devices of this machine. */
export async function runDevices(json: boolean): Promise<void> {
  const found = await findAdapters();
  const list: DeviceList = {
    gpus: await measureAll(found),
    cpu: {
      name: cpus()[0]?.model ?? 'CPU',
      cores: availableParallelism(),
      gflops: await measureGflops(createNodeBackend('.')),
    },
    auto: found.usual !== undefined && !isSoftware(found.usual) ? 'webgpu' : 'cpu',
    usualGpu: found.usual,
    reason: found.reason,
  };
  console.log(json ? JSON.stringify(list, undefined, 2) : deviceLines(list, process.env).join('\n'));
}

/** One after the other: two at once would share what is measured. */
async function measureAll({ adapters, usual }: FoundAdapters): Promise<ShownGpu[]> {
  if (adapters.length === 0 && usual !== undefined) {
    const shown = { adapter: undefined, name: usual, pci: undefined, software: isSoftware(usual) };
    return [{ ...shown, ...(await measure(() => openGpu())) }];
  }
  const gpus: ShownGpu[] = [];
  for (const adapter of adapters) {
    gpus.push({ ...shownAdapter(adapter), ...(await measure(() => openOneOf(adapters, adapter.index))) });
  }
  return gpus;
}

function shownAdapter({ index, name, pci }: Adapter): ShownGpu {
  return { adapter: index, name, pci: pci?.address, software: isSoftware(name) };
}

async function measure(open: () => Promise<OpenedGpu>): Promise<Pick<ShownGpu, 'offer' | 'problem'>> {
  try {
    const opened = await open();
    const backend = createGpuBackend('.', 'cpu', opened);
    try {
      const half = await hasHalf(opened.child);
      return { offer: { gflops: await measureGflops(backend), half, driver: opened.driver } };
    } finally {
      await backend.dispose();
    }
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** Exported for its test. */
export function deviceLines({ gpus, cpu, auto, usualGpu, reason }: DeviceList, env: NodeJS.ProcessEnv): string[] {
  const lines = gpus.map(gpuLine);
  if (gpus.length === 0) lines.push(reason ?? 'No GPU was found.');
  lines.push(`CPU  ${cpu.name}, ${cpu.cores} cores: ${speed(cpu.gflops)}`, '');
  lines.push(
    auto === 'webgpu'
      ? `--device auto tries ${usualGpu} first. A model's self-test decides.`
      : `--device auto uses the CPU.${usualGpu === undefined ? '' : ` ${usualGpu} is a program on it.`}`,
  );
  const visible = env['CUDA_VISIBLE_DEVICES'];
  if (visible !== undefined && gpus.filter(({ software }) => !software).length > 1) {
    lines.push(
      `CUDA_VISIBLE_DEVICES is ${visible}, which Vulkan does not know: it shows all of these. Choose with --adapter.`,
    );
  }
  return lines;
}

function gpuLine({ adapter, name, pci, software, offer, problem }: ShownGpu): string {
  const place = [name, ...(pci === undefined ? [] : [`at ${pci}`]), ...(software ? ['a program on the CPU'] : [])].join(
    ', ',
  );
  const start = adapter === undefined ? 'GPU' : String(adapter).padEnd(3);
  if (!offer) return `${start}  ${place}: ${problem}`;
  const half = offer.half ? 'computes in fp16' : 'no fp16, so not for q4f16';
  return `${start}  ${place}: ${speed(offer.gflops)}, ${half}${offer.driver === undefined ? '' : `; driver ${offer.driver}`}`;
}

function speed(gflops: number): string {
  return `${gflops >= 100 ? Math.round(gflops) : gflops.toPrecision(2)} GFLOP/s in fp32`;
}
