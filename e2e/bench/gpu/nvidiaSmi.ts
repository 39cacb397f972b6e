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
  /** Watches until `stop` is called. */
  watch(): { stop(): Promise<GpuUse | undefined> };
}

/** Undefined where the tool is not there, or finds no GPU. */
export function openNvidiaSmi(): NvidiaSmi | undefined {
  const description = query('name,driver_version', 'csv,noheader');
  const before = parseReadings(query(READING, PLAIN));
  if (description === '' || before.length === 0) return undefined;
  return {
    description: description.split('\n').join('; '),
    watch() {
      const child = spawn('nvidia-smi', [`--query-gpu=${READING}`, `--format=${PLAIN}`, '-lms', `${SAMPLE_MS}`], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      const closed = new Promise((resolve) => child.once('close', resolve));
      return {
        async stop() {
          child.kill();
          await closed;
          return useOf(before, parseReadings(text));
        },
      };
    },
  };
}

const READING = 'index,memory.used,utilization.gpu';
const PLAIN = 'csv,noheader,nounits';

function query(fields: string, format: string): string {
  try {
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] } as const;
    return execFileSync('nvidia-smi', [`--query-gpu=${fields}`, `--format=${format}`], options).trim();
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
  return uses.filter(({ grownBytes }) => Number.isFinite(grownBytes)).toSorted((a, b) => b.grownBytes - a.grownBytes)[0];
}
