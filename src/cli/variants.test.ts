import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../core/at.ts';
import { AbortError } from '../core/errors.ts';
import { prepareDecoded } from '../core/image/modelInput/prepareImage.ts';
import type { RgbImage } from '../core/image/rgbImage.ts';
import type { Variant } from '../core/occlusion/variant.ts';
import { openModelPackage, type ModelPackage } from '../packages/modelPackage.ts';
import { loadScoringModel, type ScoringModel } from '../runtime/model/scoringModel.ts';
import { scoreImages } from '../runtime/scoring/scoreImages.ts';
import { scoreVariants } from '../runtime/scoring/scoreVariants.ts';
import { countRuns, type Runs } from '../testing/countRuns.ts';
import { convertForTest, dataFolder, largestDifference, numbersOf } from '../testing/packages.ts';
import { decodeImage } from './decodeImage.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

let path: string;
let modelPackage: ModelPackage;
let runs: Runs;

beforeAll(async () => {
  path = await convertForTest('tiny');
  modelPackage = await openModelPackage(directoryFolder(path));
});
afterAll(() => rm(path, { recursive: true }));

function loadModel(options = {}): Promise<ScoringModel> {
  runs = {};
  return loadScoringModel(
    modelPackage,
    countRuns(createNodeBackend(path), () => runs),
    options,
  );
}

async function readPicture(name: string) {
  const bytes = readFileSync(join(dataFolder('tiny'), 'images', name));
  return { name, decoded: await decodeImage(bytes, name, 'official') };
}

const INSTRUCTION = 'Make the roof blue';
const SOURCE = 'house.png';
const EDIT = 'house_blue_roof.png';

const EVERYTHING: readonly Variant[] = [
  { kind: 'whole' },
  { kind: 'covered', region: { row: 1, column: 3, rows: 2, columns: 2 } },
  { kind: 'covered', region: { row: 2, column: 2, rows: 1, columns: 3 } },
  { kind: 'text', instruction: 'Make the roof' },
  { kind: 'text', instruction: 'the roof blue' },
];

async function variantsOf(
  model: ScoringModel,
  variants: readonly Variant[],
  hooks: Parameters<typeof scoreVariants>[2] = {},
) {
  const request = { source: await readPicture(SOURCE), candidate: await readPicture(EDIT), variants };
  return scoreVariants(model, { ...request, instruction: INSTRUCTION, cover: 'source' }, hooks);
}

/** A candidate scored by itself, from a model that remembers nothing. */
async function scoreAfresh(candidate: string, instruction: string): Promise<number[]> {
  const model = await loadModel();
  const prepare = async (name: string) => prepareDecoded((await readPicture(name)).decoded, model.imageProcessor, name);
  const request = { source: await prepare(SOURCE), candidates: [{ key: 0, image: await prepare(candidate) }] };
  let numbers: number[] = [];
  for await (const scored of scoreImages(model, { ...request, instruction }, { reuse: false })) {
    if ('score' in scored) numbers = numbersOf(scored.score);
  }
  await model.dispose();
  return numbers;
}

/** Two plans multiply the same numbers, in matrices of other heights: as in `reuse.test.ts`. */
const REUSE_BAR = 1e-5;

describe('scoreVariants', () => {
  it('gives what each variant gets by itself', async () => {
    const model = await loadModel();
    const { grid, scores } = await variantsOf(model, EVERYTHING);
    const all: Variant = { kind: 'covered', region: { row: 0, column: 0, ...grid } };
    const covered = await variantsOf(model, [all]);
    await model.dispose();
    const numbers = [...scores, ...covered.scores].map(numbersOf);
    const alone = [
      await scoreAfresh(EDIT, INSTRUCTION),
      await scoreAfresh(EDIT, 'Make the roof'),
      await scoreAfresh(EDIT, 'the roof blue'),
      await scoreAfresh(SOURCE, INSTRUCTION),
    ];
    for (const [index, variant] of [0, 3, 4, 5].entries()) {
      expect(largestDifference(at(numbers, variant), at(alone, index))).toBeLessThan(REUSE_BAR);
    }
    expect(new Set(numbers.map(String)).size).toBe(6);
  });

  it('looks at the source once, at each covered candidate once, and for another text at nothing again', async () => {
    const model = await loadModel();
    await variantsOf(model, EVERYTHING);
    // Decoder: the source; then three pictures, with two prompts each, and two prompts for each of two texts.
    expect(runs).toEqual({ vision: 4, decoder: 1 + 3 * 3 + 2 * 2, heads: 5 });
    runs = {};
    await variantsOf(model, EVERYTHING.slice(1, 2));
    expect(runs).toEqual({ decoder: 3, heads: 1 });
    await model.dispose();
  });

  it('computes nothing for a region that the edit did not change', async () => {
    const model = await loadModel();
    const untouched: Variant = { kind: 'covered', region: { row: 0, column: 0, rows: 1, columns: 2 } };
    const { scores } = await variantsOf(model, [at(EVERYTHING, 0), untouched]);
    expect(at(scores, 1)).toEqual(at(scores, 0));
    expect(runs).toEqual({ vision: 2, decoder: 1 + 3, heads: 1 });
    await model.dispose();
  });

  it('gives the same shard by shard', async () => {
    const resident = await loadModel();
    const expected = await variantsOf(resident, EVERYTHING);
    const streamed = await loadModel({ residency: 'streamed' });
    const { scores } = await variantsOf(streamed, EVERYTHING);
    expect(largestDifference(scores.flatMap(numbersOf), expected.scores.flatMap(numbersOf))).toBeLessThan(REUSE_BAR);
    await Promise.all([resident.dispose(), streamed.dispose()]);
  });

  it('covers with a source of another shape, brought to the size of the candidate', async () => {
    const model = await loadModel();
    const wide = await readPicture(SOURCE);
    const { image } = wide.decoded;
    const source = { name: 'wide.png', decoded: { ...wide.decoded, image: upperHalf(image) } };
    const variants: Variant[] = [{ kind: 'covered', region: { row: 0, column: 0, rows: 1, columns: 1 } }];
    const request = { source, candidate: await readPicture(EDIT), instruction: INSTRUCTION, variants };
    const { grid, scores } = await scoreVariants(model, { ...request, cover: 'source' });
    const { grid: alone } = await variantsOf(model, []);
    expect(grid).toEqual(alone);
    expect(numbersOf(at(scores, 0)).every(Number.isFinite)).toBe(true);
    await model.dispose();
  });

  it('tells how far it is, and ends when it is cancelled', async () => {
    const model = await loadModel();
    const shares: number[] = [];
    const controller = new AbortController();
    const onProgress = (share: number) => {
      shares.push(share);
      if (share > 0.4) controller.abort();
    };
    const work = variantsOf(model, EVERYTHING, { signal: controller.signal, onProgress });
    await expect(work).rejects.toThrow(AbortError);
    expect(shares[0]).toBe(0);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(at(shares, shares.length - 1)).toBeLessThan(0.6);
    await model.dispose();
  });
});

function upperHalf({ width, height, data }: RgbImage): RgbImage {
  const half = Math.floor(height / 2);
  return { width, height: half, data: data.slice(0, width * half * 3) };
}
