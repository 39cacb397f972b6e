import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  convertForTest,
  goldenCases,
  goldenNumbers,
  hasCheckpoint,
  isLossy,
  largestDifference,
  numbersOf,
  type CheckpointName,
  type GoldenCase,
} from '../testing/packages.ts';
import { checkpointPlace } from '../testing/checkpoints.ts';
import { prepareDecoded } from '../core/image/modelInput/prepareImage.ts';
import type { CandidateScore } from '../core/score/score.ts';
import { scoreImages } from '../runtime/scoring/scoreImages.ts';
import { loadScoringModel, type ScoringModel } from '../runtime/model/scoringModel.ts';
import { openModelPackage } from '../packages/modelPackage.ts';
import { decodeImage } from './decodeImage.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

const LOSSLESS_BAR = 1e-4;
const LOSSY_BAR = 5e-3;
/** Two plans multiply the same numbers, in matrices of other heights. */
const REUSE_BAR = 1e-5;

function describeParity(name: CheckpointName): void {
  if (!hasCheckpoint(name)) console.warn(`Skipping parity of ${name}: no fixtures (set EDITREWARD_FIXTURES).`);
  describe.skipIf(!hasCheckpoint(name))(`${name}, fp32, in Node`, () => {
    let path: string;
    let model: ScoringModel;
    /** What the command line takes, where its self-test passes. */
    let fused: ScoringModel;
    let largest = 0;

    beforeAll(async () => {
      path = await convertForTest(name);
      const opened = await openModelPackage(directoryFolder(path));
      model = await loadScoringModel(opened, createNodeBackend(path), {});
      fused = await loadScoringModel(opened, createNodeBackend(path, { variant: 'webgpu' }), {});
    }, 240_000);
    afterAll(async () => {
      console.log(`${name} in Node: largest difference ${largest.toPrecision(1)}`);
      await Promise.all([model.dispose(), fused.dispose()]);
      await rm(path, { recursive: true });
    });

    it.each(hasCheckpoint(name) ? goldenCases(name) : [])('gives the official numbers for $id', async (golden) => {
      const score = await scoreCase(model, name, golden, true);
      const bar = isLossy(golden) ? LOSSY_BAR : LOSSLESS_BAR;
      const difference = largestDifference(numbersOf(score), goldenNumbers(golden));
      largest = Math.max(largest, difference);
      expect(difference).toBeLessThan(bar);
      const byFused = await scoreCase(fused, name, golden, true);
      expect(largestDifference(numbersOf(byFused), goldenNumbers(golden))).toBeLessThan(bar);
      const apart = await scoreCase(model, name, golden, false);
      expect(largestDifference(numbersOf(score), numbersOf(apart))).toBeLessThan(REUSE_BAR);
    });
  });
}

async function scoreCase(
  model: ScoringModel,
  name: CheckpointName,
  golden: GoldenCase,
  reuse: boolean,
): Promise<CandidateScore> {
  const source = golden.source === undefined ? undefined : await readImage(model, name, golden.source);
  const candidates = [{ key: 0, image: await readImage(model, name, golden.edited) }];
  const request = { source, candidates, instruction: golden.instruction };
  for await (const scored of scoreImages(model, request, { reuse })) {
    if ('score' in scored) return scored.score;
  }
  throw new Error('no score');
}

async function readImage(model: ScoringModel, name: CheckpointName, file: string) {
  const decoded = await decodeImage(readFileSync(join(checkpointPlace(name).images, file)), file, 'official');
  return prepareDecoded(decoded, model.manifest.imageProcessor, file);
}

describeParity('tiny');
describeParity('tiny-hpsv3');
describeParity('tiny-qwen3');
describeParity('tiny-a');
describeParity('tiny-b');
describeParity('qwen3-a');
describeParity('hps-a');
describeParity('hps-b');
