/** What NVIDIA's own tool tells of its GPUs. Other makers' have none that is there on every system. */
import { execFileSync, spawn } from 'node:child_process';

const SAMPLE_MS = 200;
const MEBIBYTE = 2 ** 20;

/** A GPU at a moment. */
interface Reading {
  readonly index: string;
  readonly usedBytes: number;
  /** Share of time in which the GPU had work, as the driver counts it. */
  readonly utilization: number;
}

/** What was seen while some work ran. */
export interface GpuUse {
  /** The most that memory grew by since the bench began. */
  readonly grownBytes: number;
  /** The mean share of time in which the GPU had work. */
  readonly utilization: number;
}

export interface NvidiaSmi {
  /** For people: name and driver of each GPU. */
  readonly description: string;
  /** Watches while `work` runs. */
  watch<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly use: GpuUse | undefined }>;
}

/** Undefined where the tool is not there, or finds no GPU. */
export function openNvidiaSmi(): NvidiaSmi | undefined {
  const description = query('name,driver_version', 'csv,noheader');
  const before = parseReadings(query(READING, PLAIN));
  if (description === '' || before.length === 0) return undefined;
  return {
    description: description.split('\n').join('; '),
    async watch(work) {
      const sampler = startSampler();
      try {
        const result = await work();
        return { result, use: useOf(before, parseReadings(await sampler.stop())) };
      } finally {
        await sampler.stop();
      }
    },
  };
}

const READING = 'index,memory.used,utilization.gpu';
const PLAIN = 'csv,noheader,nounits';

/** A process of its own: ours hears of nothing while a session runs. */
function startSampler() {
  const child = spawn('nvidia-smi', [`--query-gpu=${READING}`, `--format=${PLAIN}`, '-lms', `${SAMPLE_MS}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  const closed = new Promise((resolve) => child.once('close', resolve));
  return {
    /** Resolves with all that it wrote. */
    async stop(): Promise<string> {
      child.kill();
      await closed;
      return text;
    },
  };
}

function query(fields: string, format: string): string {
  try {
    return execFileSync('nvidia-smi', [`--query-gpu=${fields}`, `--format=${format}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

function parseReadings(text: string): Reading[] {
  return text.split('\n').flatMap((line) => {
    const [index = '', used, utilization] = line.split(',').map((cell) => cell.trim());
    const reading = { index, usedBytes: Number(used) * MEBIBYTE, utilization: Number(utilization) / 100 };
    return Number.isFinite(reading.usedBytes + reading.utilization) ? [reading] : [];
  });
}

/** Of the GPU whose memory grew the most: it is the one that worked. */
function useOf(before: readonly Reading[], readings: readonly Reading[]): GpuUse | undefined {
  const uses = before.map(({ index, usedBytes }) => {
    const own = readings.filter((reading) => reading.index === index);
    return {
      grownBytes: Math.max(...own.map((reading) => reading.usedBytes)) - usedBytes,
      utilization: own.reduce((sum, reading) => sum + reading.utilization, 0) / own.length,
    };
  });
  return uses
    .filter(({ grownBytes }) => Number.isFinite(grownBytes))
    .toSorted((a, b) => b.grownBytes - a.grownBytes)[0];
}
