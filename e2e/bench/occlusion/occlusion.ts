/** Whether the map of what a score rests on is greatest on the object that an edit changed: Nano, on drawn edits. */
import { BUNDLED_MODEL } from '../../../src/cli/bundledModel.ts';
import { createNodeBackend } from '../../../src/cli/nodeBackend.ts';
import { directoryFolder } from '../../../src/cli/nodeFiles.ts';
import {
  type AskVariants,
  askWhole,
  coverRegions,
  type WholeScores,
} from '../../../src/core/occlusion/explainScore.ts';
import { importanceMap, peakOf } from '../../../src/core/occlusion/importanceMap.ts';
import type { Covering } from '../../../src/core/occlusion/occlusionLevels.ts';
import type { Cover } from '../../../src/core/occlusion/variant.ts';
import { changedObject, type ChangedObject } from '../../../src/nano/changedObject.ts';
import { DIMENSIONS } from '../../../src/nano/dimension.ts';
import type { Grade } from '../../../src/nano/outcome.ts';
import { openModelPackage } from '../../../src/packages/modelPackage.ts';
import { loadScoringModel, type ScoringModel } from '../../../src/runtime/model/scoringModel.ts';
import { scoreVariants } from '../../../src/runtime/scoring/scoreVariants.ts';
import { markdownTable, type BenchCase } from '../benchCase.ts';

const CASES = 100;
/** Neither the seed that covers were chosen with, nor one of Nano's training, which draws in another way. */
const SEED = 2026;

interface CaseSet {
  readonly name: string;
  readonly quality: Grade;
}

const SETS: readonly CaseSet[] = [
  { name: 'undamaged', quality: 4 },
  { name: 'damaged all over', quality: 2 },
];
const COVERS: readonly Cover[] = ['source', 'mean'];
/** A head, or all of them: the reward. */
const PARTS = [...DIMENSIONS, undefined];

interface Row extends Record<string, string | number> {
  readonly set: string;
  readonly cover: Cover;
  readonly cases: number;
  readonly followingFound: number;
  readonly qualityFound: number;
  readonly rewardFound: number;
  readonly chance: number;
  readonly occlusions: number;
}

export const occlusion: BenchCase = {
  name: 'occlusion',
  summary: 'how often the map of what a score rests on is greatest on the changed object [cases [cover…]]',
  document: 'docs/where.md',
  async run([cases = String(CASES), ...named]) {
    const covers = COVERS.filter((cover) => named.length === 0 || named.includes(cover));
    const modelPackage = await openModelPackage(directoryFolder(BUNDLED_MODEL));
    const model = await loadScoringModel(modelPackage, createNodeBackend(BUNDLED_MODEL, { threads: 1 }), {});
    const rows: Row[] = [];
    try {
      for (const cover of covers) for (const set of SETS) rows.push(await measure(model, set, cover, Number(cases)));
    } finally {
      await model.dispose();
    }
    const header = ['edits', 'covered with', 'following', 'quality', 'reward', 'by chance', 'occlusions'];
    return { rows, markdown: markdownTable(header, rows.map(cellsOf)) };
  },
};

async function measure(model: ScoringModel, set: CaseSet, cover: Cover, cases: number): Promise<Row> {
  const found = PARTS.map(() => 0);
  let chance = 0;
  let occlusions = 0;
  for (let index = 0; index < cases; index++) {
    const drawn = changedObject(SEED, index, set.quality);
    const { whole, coverings } = await explain(model, drawn, cover);
    for (const [part, key] of PARTS.entries()) {
      const map = importanceMap(whole.grid, whole.whole, coverings, key);
      const block = peakOf(map);
      if (isOnObject(model, drawn, whole, block)) found[part] = (found[part] ?? 0) + 1;
    }
    const blocks = Array.from({ length: whole.grid.rows * whole.grid.columns }, (_, block) => block);
    chance += blocks.filter((block) => isOnObject(model, drawn, whole, block)).length / blocks.length;
    occlusions += coverings.length;
    if (index % 25 === 0) console.error(`${set.name}, ${cover}: case ${index} of ${cases}`);
  }
  const [followingFound = 0, qualityFound = 0, rewardFound = 0] = found.map((count) => count / cases);
  const shares = { followingFound, qualityFound, rewardFound, chance: chance / cases };
  return { set: set.name, cover, cases, ...shares, occlusions: occlusions / cases };
}

async function explain(
  model: ScoringModel,
  { instruction, source, edited }: ChangedObject,
  cover: Cover,
): Promise<{ whole: WholeScores; coverings: readonly Covering[] }> {
  const request = {
    source: { name: 'source', decoded: { image: source, turned: false } },
    candidate: { name: 'edit', decoded: { image: edited, turned: false } },
    instruction,
    cover,
  };
  const ask: AskVariants = (variants) => scoreVariants(model, { ...request, variants });
  const whole = await askWhole(ask);
  return { whole, coverings: await coverRegions(whole, ask) };
}

/** Nano's pictures have the size that it looks at. */
function isOnObject({ imageProcessor }: ScoringModel, { isIn }: ChangedObject, { grid }: WholeScores, block: number) {
  const side = imageProcessor.patchSize * imageProcessor.mergeSize;
  return isIn((block % grid.columns) * side, Math.floor(block / grid.columns) * side, side);
}

function cellsOf({ set, cover, followingFound, qualityFound, rewardFound, chance, occlusions }: Row): string[] {
  const shares = [followingFound, qualityFound, rewardFound, chance].map((share) => `${(100 * share).toFixed(0)}%`);
  return [set, cover === 'source' ? 'the source' : 'the mean colour', ...shares, occlusions.toFixed(0)];
}
