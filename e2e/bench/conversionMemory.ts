/** Whether the memory that a conversion takes depends on the checkpoint's size. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import type { Dtype } from '../../src/core/modelPackage/manifest.ts';
import { markdownTable, type BenchCase, type BenchResult } from './benchCase.ts';
import { conversionCost, PASSES } from './conversionCost.ts';
import { writeSyntheticCheckpoint, type SyntheticSizes } from './syntheticCheckpoint.ts';

/** 39 MB in bf16. */
export const SMALL: SyntheticSizes = { layers: 5, hiddenSize: 512, intermediateSize: 1408, vocabularySize: 2048 };
/** 172 MB. */
export const MEDIUM: SyntheticSizes = { layers: 6, hiddenSize: 1024, intermediateSize: 2816, vocabularySize: 16384 };
/** 310 MB. */
export const LARGE: SyntheticSizes = { ...MEDIUM, layers: 12 };
/** Three layers of Qwen2.5-VL-7B and three blocks of its tower: 1.6 GB. */
export const LAYERS_OF_7B: SyntheticSizes = {
  layers: 3,
  hiddenSize: 3584,
  intermediateSize: 18944,
  vocabularySize: 16384,
  vision: { depth: 3, hidden_size: 1280, intermediate_size: 3420, num_heads: 16, fullatt_block_indexes: [2] },
};

export interface ConversionCost extends v.InferOutput<typeof conversionCost> {
  readonly checkpointBytes: number;
}

const TOKENIZER = 'reference/tiny/checkpoint';
const CHILD = 'e2e/bench/conversionMemoryChild.ts';

/** Of the process that converts. */
export interface ProcessOptions {
  readonly nodeFlags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** With how many drawn samples the conversion is calibrated; default: none. */
  readonly samples?: number;
}

/** Converts a synthetic checkpoint, self-test included. Run from the repository's root. */
export async function measureConversion(
  sizes: SyntheticSizes,
  dtype: Dtype,
  { nodeFlags = [], env = {}, samples = 0 }: ProcessOptions = {},
): Promise<ConversionCost> {
  const root = await mkdtemp(join(tmpdir(), 'editreward-memory-'));
  try {
    const checkpoint = join(root, 'checkpoint');
    const checkpointBytes = await writeSyntheticCheckpoint(checkpoint, sizes);
    const args = [
      ...nodeFlags,
      '--import',
      'tsx',
      CHILD,
      checkpoint,
      TOKENIZER,
      dtype,
      join(root, 'package'),
      `${samples}`,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
    return { checkpointBytes, ...v.parse(conversionCost, JSON.parse(stdout)) };
  } finally {
    await rm(root, { recursive: true });
  }
}

export const conversionMemory: BenchCase = {
  name: 'conversion-memory',
  summary:
    "peak memory of converting checkpoints of two sizes, or, with '7b', of calibrating layers of a 7B [7b [samples]]",
  async run([which, samples = `${SAMPLES}`]) {
    if (which === '7b') return calibratedRun(Number(samples));
    const rows = [];
    for (const dtype of ['fp32', 'q8', 'q4'] as const) {
      for (const sizes of [SMALL, LARGE]) rows.push({ dtype, ...(await costOf(sizes, dtype)) });
    }
    const header = ['dtype', 'Checkpoint', 'Peak memory', 'Time', 'Rate'];
    return { rows, markdown: markdownTable(header, rows.map(cellsOf)) };
  },
};

async function costOf(sizes: SyntheticSizes, dtype: Dtype): Promise<Omit<ConversionCost, 'passes'>> {
  const { checkpointBytes, peakBytes, elapsedMs } = await measureConversion(sizes, dtype);
  return { checkpointBytes, peakBytes, elapsedMs };
}

/** As many as a conversion takes. */
const SAMPLES = 16;

/** Each pass by itself: what a whole 7B takes follows from its layers. */
async function calibratedRun(samples: number): Promise<BenchResult> {
  const { passes, checkpointBytes } = await measureConversion(LAYERS_OF_7B, 'q4', { samples });
  const rows = PASSES.flatMap((pass) => {
    const cost = passes[pass];
    return cost ? [{ pass, dtype: 'q4', samples, checkpointBytes, ...cost }] : [];
  });
  const header = ['Pass', 'Time', 'Time of all cores', 'Peak memory so far'];
  const cells = rows.map(({ pass, elapsedMs, cpuMs, peakBytes }) => [
    pass,
    seconds(elapsedMs),
    seconds(cpuMs),
    megabytes(peakBytes),
  ]);
  return { rows, markdown: markdownTable(header, cells) };
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function cellsOf({
  dtype,
  checkpointBytes,
  peakBytes,
  elapsedMs,
}: Omit<ConversionCost, 'passes'> & { dtype: Dtype }): string[] {
  const rate = megabytes((1000 * checkpointBytes) / elapsedMs);
  return [dtype, megabytes(checkpointBytes), megabytes(peakBytes), seconds(elapsedMs), `${rate}/s`];
}

function megabytes(byteLength: number): string {
  return `${(byteLength / 1e6).toFixed(0)} MB`;
}
