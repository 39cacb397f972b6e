import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertCheckpoint } from '../../src/convert/convert.ts';
import type { RowEncoder } from '../../src/convert/rowEncoder.ts';
import type { Dtype } from '../../src/core/modelPackage/manifest.ts';
import type { CandidateScore } from '../../src/core/score.ts';
import { measureSelfTest } from '../../src/cli/measureSelfTest.ts';
import { directorySink } from '../../src/cli/nodeFiles.ts';
import { checkpointPlace, checkpointRequest, type CheckpointName } from './checkpoints.ts';

export { hasCheckpoint, type CheckpointName } from './checkpoints.ts';

/** What the official code gives for one of the model's prompts. */
export interface GoldenRun {
  readonly inputIds: readonly number[];
  /** mu, log sigma */
  readonly logits: readonly [number, number];
}

/** A golden case, and a run for each of the model's prompts. */
export interface GoldenCase {
  readonly id: string;
  /** Undefined where the model judges pictures alone. */
  readonly source: string | undefined;
  readonly edited: string;
  readonly instruction: string;
  readonly runs: readonly GoldenRun[];
}

interface StoredRun {
  readonly input_ids: readonly number[];
  readonly logits: readonly [number, number];
}

/** As `golden.json` has it: an edit and its two runs, or a picture and its one. */
type StoredCase =
  | (Pick<GoldenCase, 'id' | 'edited' | 'instruction'> & {
      readonly source: string;
      readonly dim1: StoredRun;
      readonly dim2: StoredRun;
    })
  | ({ readonly id: string; readonly image: string; readonly prompt: string } & StoredRun);

/** Where a checkpoint's golden numbers are. */
export function dataFolder(name: CheckpointName): string {
  return checkpointPlace(name).data;
}

export function goldenCases(name: CheckpointName): GoldenCase[] {
  const golden: Record<string, StoredCase[]> = JSON.parse(readFileSync(join(dataFolder(name), 'golden.json'), 'utf8'));
  return (golden[name] ?? []).map(goldenCase);
}

function goldenCase(stored: StoredCase): GoldenCase {
  if ('image' in stored) {
    const { id, image, prompt } = stored;
    return { id, source: undefined, edited: image, instruction: prompt, runs: [goldenRun(stored)] };
  }
  const { id, source, edited, instruction, dim1, dim2 } = stored;
  return { id, source, edited, instruction, runs: [dim1, dim2].map(goldenRun) };
}

function goldenRun({ input_ids: inputIds, logits }: StoredRun): GoldenRun {
  return { inputIds, logits };
}

/** JPEG and lossy WebP: decoders may differ, so their cases have a wider bar. */
export function isLossy({ source, edited }: GoldenCase): boolean {
  return [source, edited].some((file) => file?.endsWith('.jpg'));
}

/** The numbers of a score's heads, in the order of {@link goldenNumbers}. */
export function numbersOf({ heads }: CandidateScore): number[] {
  return Object.values(heads).flatMap(({ mu, logSigma }) => [mu, logSigma]);
}

export function goldenNumbers({ runs }: GoldenCase): number[] {
  return runs.flatMap(({ logits }) => logits);
}

/** NaN, which no bar lets pass, when there are not as many numbers. */
export function largestDifference(numbers: readonly number[], expected: readonly number[]): number {
  if (numbers.length !== expected.length) return NaN;
  return Math.max(...numbers.map((value, i) => Math.abs(value - (expected[i] ?? NaN))));
}

export interface ConvertOptions {
  readonly dtype?: Dtype;
  readonly symmetric?: boolean;
  readonly maxLayersPerShard?: number;
  readonly encoder?: RowEncoder;
}

/** Converts a checkpoint into a new temporary folder; returns its path. */
export async function convertForTest(name: CheckpointName, options: ConvertOptions = {}): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), `editreward-${name}-`));
  await convertCheckpoint(
    {
      ...checkpointRequest(name),
      dtype: options.dtype ?? 'fp32',
      symmetric: options.symmetric ?? false,
      maxLayersPerShard: options.maxLayersPerShard,
    },
    directorySink(path),
    { encoder: options.encoder, measureSelfTest: (manifest) => measureSelfTest(path, manifest) },
  );
  return path;
}
