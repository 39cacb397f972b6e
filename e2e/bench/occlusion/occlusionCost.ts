/** What an occlusion costs of a candidate that is scored from nothing, in two full passes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeBackend } from '../../../src/cli/nodeBackend.ts';
import { directoryFolder } from '../../../src/cli/nodeFiles.ts';
import type { PlanWork } from '../../../src/core/fit/planWork.ts';
import { drawSelfTestImage } from '../../../src/core/image/selfTestImage.ts';
import { prepareImage } from '../../../src/core/image/modelInput/prepareImage.ts';
import type { Variant } from '../../../src/core/occlusion/variant.ts';
import { openModelPackage } from '../../../src/packages/modelPackage.ts';
import { loadScoringModel, type ScoringModel } from '../../../src/runtime/model/scoringModel.ts';
import { scoreImages } from '../../../src/runtime/scoring/scoreImages.ts';
import { scoreVariants } from '../../../src/runtime/scoring/scoreVariants.ts';
import { markdownTable, type BenchCase } from '../benchCase.ts';
import { median } from '../median.ts';
import { makeMidModel } from '../midModel.ts';
import { INSTRUCTION, PICTURE_SIDE } from '../reuseTarget.ts';
import { openCounter } from '../reuseWork.ts';

const ROUNDS = 5;
/** Of each kind in a round. */
const EACH = 4;

const PICTURES = [0, 1].map((seed) => drawSelfTestImage(seed, PICTURE_SIDE, PICTURE_SIDE));

export const occlusionCost: BenchCase = {
  name: 'occlusion-cost',
  summary: 'what an occlusion costs of a candidate scored from nothing, on a mid-size random model in Node [rounds]',
  document: 'docs/where.md',
  async run([rounds = String(ROUNDS)]) {
    const root = await mkdtemp(join(tmpdir(), 'editreward-occlusion-'));
    try {
      const { path } = await makeMidModel(root);
      const modelPackage = await openModelPackage(directoryFolder(path));
      const model = await loadScoringModel(modelPackage, createNodeBackend(path, { threads: 1 }), {});
      const counted = await countShare(path);
      const times = await measure(model, Number(rounds)).finally(() => model.dispose());
      const rows = [
        { of: 'a candidate from nothing', share: 1, seconds: times.full },
        { of: 'an occlusion, counted', share: counted, seconds: counted * times.full },
        { of: 'an occlusion, measured', share: times.occlusion / times.full, seconds: times.occlusion },
        { of: 'a word left out, measured', share: times.word / times.full, seconds: times.word },
      ];
      const cells = rows.map(({ of, share, seconds }) => [of, `${(100 * share).toFixed(0)}%`, seconds.toFixed(2)]);
      return { rows, markdown: markdownTable(['what', 'share', 'processor seconds'], cells) };
    } finally {
      await rm(root, { recursive: true });
    }
  },
};

/** What one more candidate takes beside others, of what one takes by itself without reuse. */
async function countShare(path: string): Promise<number> {
  const { count } = await openCounter(path);
  const [one, two] = [count(1), count(2)];
  return (flopsOf(two.reuse) - flopsOf(one.reuse)) / flopsOf(one.full);
}

const flopsOf = ({ visionFlops, decoderFlops }: PlanWork) => visionFlops + decoderFlops;

/** Medians of processor seconds each: other work on the machine disturbs them less than a clock. */
async function measure(model: ScoringModel, rounds: number) {
  const full: number[] = [];
  const occlusion: number[] = [];
  const word: number[] = [];
  await variantsOf(model, [{ kind: 'whole' }]);
  for (let round = 0; round < rounds; round++) {
    full.push(await processorSeconds(() => scoreFromNothing(model)));
    const covered = Array.from({ length: EACH }, (_, column): Variant => {
      return { kind: 'covered', region: { row: round, column, rows: 1, columns: 1 } };
    });
    occlusion.push((await processorSeconds(() => variantsOf(model, covered))) / EACH);
    const texts = Array.from({ length: EACH }, (_, index): Variant => {
      return { kind: 'text', instruction: `${INSTRUCTION} ${'again '.repeat(index + round)}` };
    });
    word.push((await processorSeconds(() => variantsOf(model, texts))) / EACH);
  }
  return { full: median(full), occlusion: median(occlusion), word: median(word) };
}

async function processorSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function variantsOf(model: ScoringModel, variants: readonly Variant[]) {
  const [source, candidate] = PICTURES.map((image, index) => ({
    name: `picture ${index}`,
    decoded: { image, turned: false },
  }));
  if (!source || !candidate) throw new Error('There are two pictures.');
  return scoreVariants(model, { source, candidate, instruction: INSTRUCTION, cover: 'source', variants });
}

async function scoreFromNothing(model: ScoringModel): Promise<void> {
  const [source, image] = PICTURES.map((picture) => prepareImage(picture, model.imageProcessor, 'a picture'));
  if (!source || !image) throw new Error('There are two pictures.');
  const request = { source, candidates: [{ key: 0, image }], instruction: INSTRUCTION };
  for await (const scored of scoreImages(model, request, { reuse: false })) if ('error' in scored) throw scored.error;
}
