import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeRandomPackage } from '../../../e2e/bench/gpu/randomPackage.ts';
import { SHAPES } from '../../../e2e/bench/gpu/shapes.ts';
import { DTYPES, type Dtype, type GraphVariant } from '../../core/modelPackage/manifest.ts';
import { SELF_TEST_TOLERANCE } from '../../core/modelPackage/selfTestTolerance.ts';
import type { PackageFiles } from '../../packages/modelPackage.ts';
import { loadScoringModel } from '../../runtime/model/scoringModel.ts';
import { drawSelfTest, expectedRewards, scoreSelfTest, selfTestDifference } from '../../runtime/trust/selfTest.ts';
import { createNodeBackend } from '../nodeBackend.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function make(dtype: Dtype) {
  const path = await mkdtemp(join(tmpdir(), 'editreward-random-'));
  folders.push(path);
  return { path, files: await makeRandomPackage(path, SHAPES.small, dtype) };
}

/** Of the self-test's pictures, or of these with the seeds after them. */
async function score(files: PackageFiles, path: string, variant: GraphVariant, seedsOn = 0) {
  const model = await loadScoringModel(files, createNodeBackend(path, { variant }), {});
  try {
    const { selfTest } = files.manifest;
    const drawn = drawSelfTest({ ...files.manifest, selfTest: { ...selfTest, seed: selfTest.seed + seedsOn } });
    return await scoreSelfTest(model, undefined, drawn);
  } finally {
    await model.dispose();
  }
}

it.each(DTYPES)(
  'a random %s model gives finite rewards of its pictures, and the same with both kinds of graphs',
  async (dtype) => {
    const { path, files } = await make(dtype);
    const standard = await score(files, path, 'cpu');
    const { manifest } = files;
    const expected = { ...manifest, selfTest: { ...manifest.selfTest, expected: expectedRewards(standard) } };
    const tolerance = SELF_TEST_TOLERANCE[dtype];
    expect(selfTestDifference(expected, await score(files, path, 'webgpu'))).toBeLessThan(tolerance);
    // Else a device that computes nothing of the pictures would seem right.
    expect(selfTestDifference(expected, await score(files, path, 'cpu', 10))).toBeGreaterThan(tolerance);
  },
);

function data(path: string): Promise<Buffer> {
  return readFile(join(path, 'decoder-0.data'));
}

it('the same arguments give the same bytes', async () => {
  const [first, second] = [await make('q4'), await make('q4')];
  expect(second.files.manifest).toEqual(first.files.manifest);
  expect((await data(first.path)).equals(await data(second.path))).toBe(true);
});
