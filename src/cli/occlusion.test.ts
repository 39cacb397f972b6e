import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AskVariants, askWhole, coverRegions } from '../core/occlusion/explainScore.ts';
import { importanceMap, peakOf } from '../core/occlusion/importanceMap.ts';
import { changedObject } from '../nano/changedObject.ts';
import { openModelPackage } from '../packages/modelPackage.ts';
import { loadScoringModel, type ScoringModel } from '../runtime/model/scoringModel.ts';
import { scoreVariants } from '../runtime/scoring/scoreVariants.ts';
import { BUNDLED_MODEL } from './bundledModel.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

let model: ScoringModel;
beforeAll(async () => {
  const modelPackage = await openModelPackage(directoryFolder(BUNDLED_MODEL));
  model = await loadScoringModel(modelPackage, createNodeBackend(BUNDLED_MODEL, { threads: 1 }), {});
});
afterAll(() => model.dispose());

const SEED = 20;

it('finds the object that an edit changed: recoloured, removed and replaced, in a clean picture and in damaged ones', async () => {
  const found: boolean[] = [];
  for (const index of [0, 1, 2, 3, 4, 5]) {
    const { instruction, source, edited, isIn } = changedObject(SEED, index, index < 3 ? 4 : 2);
    const pictures = {
      source: { name: 'source', decoded: { image: source, turned: false } },
      candidate: { name: 'edit', decoded: { image: edited, turned: false } },
    };
    const ask: AskVariants = (variants) =>
      scoreVariants(model, { ...pictures, instruction, cover: 'source', variants });
    const known = await askWhole(ask);
    const coverings = await coverRegions(known, ask);
    const { columns } = known.grid;
    const map = importanceMap(known.grid, known.whole, coverings, 'instructionFollowing');
    const block = peakOf(map);
    found.push(isIn((block % columns) * 28, Math.floor(block / columns) * 28, 28));
  }
  expect(found).toEqual([true, true, true, true, true, true]);
});
