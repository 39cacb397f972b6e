import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertCheckpoint } from '../convert/convert.ts';
import type { RowEncoder } from '../convert/rowEncoder.ts';
import { at } from '../core/at.ts';
import { defined } from '../core/defined.ts';
import type { Dtype } from '../core/modelPackage/manifest.ts';
import type { CandidateScore } from '../core/score/score.ts';
import { measureOnDisk } from '../cli/measureOnDisk.ts';
import { directorySink } from '../cli/nodeFiles.ts';
import { checkpointPlace, checkpointRequest, type CheckpointName } from './checkpoints.ts';

export { hasCheckpoint, type CheckpointName } from './checkpoints.ts';

/** A golden case: what the official code gives for a picture, each head's [mu, log sigma]. */
export interface GoldenCase {
  readonly id: string;
  /** As a prompt shows them: the source first, where there is one. */
  readonly images: readonly string[];
  /** Undefined where the model sees none. */
  readonly source: string | undefined;
  readonly edited: string;
  readonly instruction: string;
  readonly heads: readonly (readonly [number, number])[];
}

/** As the files have it: of a pair with an instruction, or of a picture with a prompt. */
type StoredCase = { readonly id: string } & (
  | ({ readonly source: string; readonly edited: string; readonly instruction: string } & Record<
      'dim1' | 'dim2',
      { readonly logits: readonly [number, number] }
    >)
  | { readonly image: string; readonly prompt: string; readonly logits: readonly [number, number] }
);

/** Where a checkpoint's golden numbers are. */
export function dataFolder(name: CheckpointName): string {
  return checkpointPlace(name).data;
}

export function goldenCases(name: CheckpointName): GoldenCase[] {
  const golden: Record<string, StoredCase[]> = JSON.parse(readFileSync(join(dataFolder(name), 'golden.json'), 'utf8'));
  const cases = defined(golden[name], `golden.json has no cases of ${name}.`);
  return cases.map((stored) => {
    if ('image' in stored) {
      const { id, image, prompt, logits } = stored;
      return { id, images: [image], source: undefined, edited: image, instruction: prompt, heads: [logits] };
    }
    const { id, source, edited, instruction, dim1, dim2 } = stored;
    return { id, images: [source, edited], source, edited, instruction, heads: [dim1.logits, dim2.logits] };
  });
}

/** JPEG and lossy WebP: decoders may differ, so their cases have a wider bar. */
export function isLossy({ images }: GoldenCase): boolean {
  return images.some((file) => file.endsWith('.jpg'));
}

/** The numbers of a score's heads, in the order of {@link goldenNumbers}. */
export function numbersOf({ heads }: CandidateScore): number[] {
  return Object.values(heads).flatMap(({ mu, logSigma }) => [mu, logSigma]);
}

export function goldenNumbers({ heads }: GoldenCase): number[] {
  return heads.flat();
}

/** NaN, which no bar lets pass, when there are not as many numbers, or none. */
export function largestDifference(numbers: readonly number[], expected: readonly number[]): number {
  if (numbers.length !== expected.length || numbers.length === 0) return NaN;
  return Math.max(...numbers.map((value, i) => Math.abs(value - at(expected, i))));
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
    { encoder: options.encoder, measureSelfTest: (manifest) => measureOnDisk(path, manifest) },
  );
  return path;
}
