/** Whether the memory that a conversion takes depends on the checkpoint's size. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import type { Dtype } from '../../src/core/modelPackage/manifest.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { writeSyntheticCheckpoint, type SyntheticSizes } from './syntheticCheckpoint.ts';

/** 39 MB in bf16. */
export const SMALL: SyntheticSizes = { layers: 5, hiddenSize: 512, intermediateSize: 1408, vocabularySize: 2048 };
/** 172 MB. */
export const MEDIUM: SyntheticSizes = { layers: 6, hiddenSize: 1024, intermediateSize: 2816, vocabularySize: 16384 };
/** 310 MB. */
export const LARGE: SyntheticSizes = { ...MEDIUM, layers: 12 };

export interface ConversionCost {
  readonly checkpointBytes: number;
  /** Largest resident set of a process that converts and does nothing else. */
  readonly peakBytes: number;
  readonly elapsedMs: number;
}

const TOKENIZER = 'reference/tiny/checkpoint';
const CHILD = 'e2e/bench/conversionMemoryChild.ts';
const childReport = v.object({ peakBytes: v.number(), elapsedMs: v.number() });

/** Of the process that converts. */
export interface ProcessOptions {
  readonly nodeFlags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Converts a synthetic checkpoint, self-test included. Run from the repository's root. */
export async function measureConversion(
  sizes: SyntheticSizes,
  dtype: Dtype,
  { nodeFlags = [], env = {} }: ProcessOptions = {},
): Promise<ConversionCost> {
  const root = await mkdtemp(join(tmpdir(), 'editreward-memory-'));
  try {
    const checkpoint = join(root, 'checkpoint');
    const checkpointBytes = await writeSyntheticCheckpoint(checkpoint, sizes);
    const args = [...nodeFlags, '--import', 'tsx', CHILD, checkpoint, TOKENIZER, dtype, join(root, 'package')];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
    return { checkpointBytes, ...v.parse(childReport, JSON.parse(stdout)) };
  } finally {
    await rm(root, { recursive: true });
  }
}

export const conversionMemory: BenchCase = {
  name: 'conversion-memory',
  summary: 'peak memory of converting checkpoints of two sizes',
  async run() {
    const rows = [];
    for (const dtype of ['fp32', 'q8', 'q4'] as const) {
      for (const sizes of [SMALL, LARGE]) rows.push({ dtype, ...(await measureConversion(sizes, dtype)) });
    }
    const header = ['dtype', 'Checkpoint', 'Peak memory', 'Time', 'Rate'];
    return { rows, markdown: markdownTable(header, rows.map(cellsOf)) };
  },
};

function cellsOf({ dtype, checkpointBytes, peakBytes, elapsedMs }: ConversionCost & { dtype: Dtype }): string[] {
  const rate = megabytes((1000 * checkpointBytes) / elapsedMs);
  return [dtype, megabytes(checkpointBytes), megabytes(peakBytes), `${(elapsedMs / 1000).toFixed(1)} s`, `${rate}/s`];
}

function megabytes(byteLength: number): string {
  return `${(byteLength / 1e6).toFixed(0)} MB`;
}
