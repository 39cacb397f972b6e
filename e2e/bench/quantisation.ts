/** What quantising costs: how far rewards of every dtype are from the official fp32 numbers, and what it saves. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readImageFile } from '../../src/cli/commands/imageFile.ts';
import { createNodeBackend } from '../../src/cli/nodeBackend.ts';
import { directoryFolder } from '../../src/cli/nodeFiles.ts';
import type { Dtype } from '../../src/core/modelPackage/manifest.ts';
import { scoreRequest } from '../../src/runtime/scoreRequest.ts';
import { loadScoringModel, type ScoringModel } from '../../src/runtime/scoringModel.ts';
import { openModelPackage, type ModelPackage } from '../../src/storage/modelPackage.ts';
import {
  convertForTest,
  dataFolder,
  goldenCases,
  hasCheckpoint,
  type CheckpointName,
  type GoldenCase,
} from '../harness/packages.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';

const CHECKPOINTS: readonly CheckpointName[] = ['tiny', 'tiny-a', 'tiny-b'];

interface Variant {
  readonly name: string;
  readonly dtype: Dtype;
  readonly symmetric: boolean;
}

const VARIANTS: readonly Variant[] = [
  { name: 'fp32', dtype: 'fp32', symmetric: false },
  { name: 'q8', dtype: 'q8', symmetric: false },
  { name: 'q8 symmetric', dtype: 'q8', symmetric: true },
  { name: 'q4', dtype: 'q4', symmetric: false },
  { name: 'q4 symmetric', dtype: 'q4', symmetric: true },
  { name: 'q4f16', dtype: 'q4f16', symmetric: false },
];

/** Absolute differences from the official numbers, over all cases and both heads. */
interface Differences {
  readonly largestMu: number;
  readonly meanMu: number;
  readonly largestLogSigma: number;
  readonly meanLogSigma: number;
}

interface Row extends Differences {
  readonly model: string;
  readonly dtype: string;
  /** Length of the weights in the sessions' data files: what the dtype decides. The embedding is kept as it is. */
  readonly weightBytes: number;
  readonly packageBytes: number;
}

export const quantisation: BenchCase = {
  name: 'quantisation',
  summary: 'rewards of quantised tiny models against the official fp32 numbers',
  document: 'docs/quantisation.md',
  async run() {
    const rows = [];
    for (const checkpoint of CHECKPOINTS) {
      if (hasCheckpoint(checkpoint)) for (const variant of VARIANTS) rows.push(await measure(checkpoint, variant));
      else console.error(`Skipping ${checkpoint}: no fixtures (set EDITREWARD_FIXTURES).`);
    }
    const header = ['Model', 'dtype', 'Weights', 'Package', 'mu, largest', 'mu, mean'];
    header.push('log sigma, largest', 'log sigma, mean');
    return { rows: rows.map((row) => ({ ...row })), markdown: markdownTable(header, rows.map(cellsOf)) };
  },
};

async function measure(checkpoint: CheckpointName, { name, dtype, symmetric }: Variant): Promise<Row> {
  const folder = await convertForTest(checkpoint, { dtype, symmetric });
  try {
    const modelPackage = await openModelPackage(directoryFolder(folder));
    const model = await loadScoringModel(modelPackage, createNodeBackend(folder), {});
    try {
      return { model: checkpoint, dtype: name, ...sizesOf(modelPackage), ...(await compare(model, checkpoint)) };
    } finally {
      await model.dispose();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function sizesOf({ manifest, byteLength }: ModelPackage): Pick<Row, 'weightBytes' | 'packageBytes'> {
  const data = new Set(manifest.sessions.flatMap(({ externalData }) => externalData));
  const weights = manifest.files.filter(({ path }) => data.has(path));
  return { weightBytes: weights.reduce((sum, file) => sum + file.byteLength, 0), packageBytes: byteLength };
}

async function compare(model: ScoringModel, checkpoint: CheckpointName): Promise<Differences> {
  const mu: number[] = [];
  const logSigma: number[] = [];
  for (const each of goldenCases(checkpoint)) {
    const score = await scoreCase(model, join(dataFolder(checkpoint), 'images'), each);
    const pairs = [
      [score.instructionFollowing, each.dim1.logits],
      [score.visualQuality, each.dim2.logits],
    ] as const;
    for (const [head, [officialMu, officialLogSigma]] of pairs) {
      mu.push(Math.abs(head.mu - officialMu));
      logSigma.push(Math.abs(head.logSigma - officialLogSigma));
    }
  }
  return {
    largestMu: Math.max(...mu),
    meanMu: mean(mu),
    largestLogSigma: Math.max(...logSigma),
    meanLogSigma: mean(logSigma),
  };
}

async function scoreCase(model: ScoringModel, images: string, { source, edited, instruction }: GoldenCase) {
  const image = (name: string) => ({ name, decode: () => readImageFile(join(images, name), 'official') });
  const request = { source: image(source), candidates: [image(edited)], instruction };
  const [outcome] = (await scoreRequest(model, request, {})).outcomes;
  if (outcome?.status === 'scored') return outcome.score;
  throw new Error(`${edited} could not be scored: ${outcome?.error.message}`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function cellsOf(row: Row): string[] {
  const { model, dtype, weightBytes, packageBytes, largestMu, meanMu, largestLogSigma, meanLogSigma } = row;
  const megabytes = [weightBytes, packageBytes].map((byteLength) => `${(byteLength / 1e6).toFixed(1)} MB`);
  const differences = [largestMu, meanMu, largestLogSigma, meanLogSigma].map((value) =>
    value < 0.001 ? value.toExponential(0) : value.toFixed(3),
  );
  return [model, dtype, ...megabytes, ...differences];
}
