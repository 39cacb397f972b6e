/** What quantising costs: how far rewards of every dtype are from the official fp32 numbers, and what it saves. */
import { rm } from 'node:fs/promises';
import { directoryFolder } from '../../src/cli/nodeFiles.ts';
import type { Dtype } from '../../src/core/modelPackage/manifest.ts';
import { openModelPackage, type ModelPackage } from '../../src/packages/modelPackage.ts';
import { convertForTest, hasCheckpoint, type CheckpointName } from '../../src/testing/packages.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { compareWithOfficial, type Differences } from './rewardDifferences.ts';

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
  { name: 'q4mixed', dtype: 'q4mixed', symmetric: false },
  { name: 'q4', dtype: 'q4', symmetric: false },
  { name: 'q4 symmetric', dtype: 'q4', symmetric: true },
  { name: 'q4f16', dtype: 'q4f16', symmetric: false },
];

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
    const sizes = sizesOf(await openModelPackage(directoryFolder(folder)));
    return { model: checkpoint, dtype: name, ...sizes, ...(await compareWithOfficial(folder, checkpoint)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function sizesOf({ manifest, byteLength }: ModelPackage): Pick<Row, 'weightBytes' | 'packageBytes'> {
  const data = new Set(manifest.sessions.flatMap(({ externalData }) => externalData));
  const weights = manifest.files.filter(({ path }) => data.has(path));
  return { weightBytes: weights.reduce((sum, file) => sum + file.byteLength, 0), packageBytes: byteLength };
}

function cellsOf(row: Row): string[] {
  const { model, dtype, weightBytes, packageBytes, largestMu, meanMu, largestLogSigma, meanLogSigma } = row;
  const megabytes = [weightBytes, packageBytes].map((byteLength) => `${(byteLength / 1e6).toFixed(1)} MB`);
  const differences = [largestMu, meanMu, largestLogSigma, meanLogSigma].map((value) =>
    value < 0.001 ? value.toExponential(0) : value.toFixed(3),
  );
  return [model, dtype, ...megabytes, ...differences];
}
