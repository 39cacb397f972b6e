/** Packages of the bases without windows in every dtype: they convert, load, and give streamed what they give resident. */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertForTest, hasCheckpoint, type CheckpointName } from '../testing/packages.ts';
import { DTYPES, type Dtype, type Manifest } from '../core/modelPackage/manifest.ts';
import { headScore } from '../core/score/score.ts';
import { loadScoringModel } from '../runtime/model/scoringModel.ts';
import { scoreSelfTest, selfTestDifference } from '../runtime/trust/selfTest.ts';
import { openModelPackage, type ModelPackage } from '../packages/modelPackage.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

const CHECKPOINTS: readonly CheckpointName[] = ['hps-a', 'qwen3-a'];
const present = CHECKPOINTS.every(hasCheckpoint);
if (!present) console.warn('Skipping packages of every family: no fixtures (set EDITREWARD_FIXTURES).');

/** The same products in the same order; only where hidden states wait is another place. */
const STREAMED_BAR = 1e-5;
/**
 * How far the self-test's rewards may be from those of another dtype. Weights of these models are random and their rows a block or
 * two long, so that nothing averages out; weights in the wrong place would move more. 16 bits against 32 alone move little.
 */
const DTYPE_BARS: readonly (readonly [Dtype, Dtype, number])[] = [
  ['q8', 'fp32', 0.15],
  ['q4', 'fp32', 1.5],
  ['q4f16', 'q4', 0.01],
];

describe.skipIf(!present).each(CHECKPOINTS)('packages of %s', { timeout: 240_000 }, (name) => {
  const packages = new Map<Dtype, ModelPackage>();
  const paths: string[] = [];

  beforeAll(async () => {
    for (const dtype of DTYPES) {
      const path = await convertForTest(name, { dtype, maxLayersPerShard: 1 });
      paths.push(path);
      packages.set(dtype, await openModelPackage(directoryFolder(path)));
    }
  }, 240_000);
  afterAll(() => Promise.all(paths.map((path) => rm(path, { recursive: true }))));

  const packageOf = (dtype: Dtype) => packages.get(dtype) ?? expect.fail(`no package in ${dtype}`);

  it.each(DTYPES)('give in %s what the conversion measured shard by shard', async (dtype) => {
    const { manifest, folder } = packageOf(dtype);
    const model = await loadScoringModel(packageOf(dtype), createNodeBackend(folder.name), {});
    expect(model.residency).toBe('resident');
    const difference = selfTestDifference(manifest, await scoreSelfTest(model));
    await model.dispose();
    expect(difference).toBeLessThan(STREAMED_BAR);
  });

  it.each(DTYPE_BARS)('are in %s as near those in %s as they can be', (dtype, other, bar) => {
    expect(largestMove(packageOf(other).manifest, packageOf(dtype).manifest)).toBeLessThan(bar);
  });
});

/** Of any head's mu or log sigma. */
function largestMove({ heads, selfTest: exact }: Manifest, { selfTest: other }: Manifest): number {
  const moves = heads.flatMap(({ key }) => {
    const [a, b] = [headScore(exact.expected, key), headScore(other.expected, key)];
    return [Math.abs(a.mu - b.mu), Math.abs(a.logSigma - b.logSigma)];
  });
  return Math.max(...moves);
}
