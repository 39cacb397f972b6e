import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countRuns, type Runs } from '../testing/countRuns.ts';
import { convertForTest, dataFolder, largestDifference, numbersOf } from '../testing/packages.ts';
import { prepareImage } from '../core/image/modelInput/prepareImage.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import { scoreImages } from '../runtime/scoring/scoreImages.ts';
import { scoreRequest } from '../runtime/scoring/scoreRequest.ts';
import type { ScoreImagesHooks, ScoreStep } from '../runtime/scoring/scoringJob.ts';
import { loadScoringModel, type ScoringModel } from '../runtime/model/scoringModel.ts';
import { openModelPackage, type ModelPackage } from '../packages/modelPackage.ts';
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
beforeEach(() => (runs = {}));

function loadModel(options = {}): Promise<ScoringModel> {
  return loadScoringModel(
    modelPackage,
    countRuns(createNodeBackend(path), () => runs),
    options,
  );
}

function readPicture(name: string) {
  return decodeImage(readFileSync(join(dataFolder('tiny'), 'images', name)), name, 'official');
}

function lazy(name: string) {
  return { name, decode: () => readPicture(name) };
}

/** Numbers by candidate; `names` are the source and its candidates. */
async function score(
  model: ScoringModel,
  names: readonly string[],
  { instruction = 'Make the roof blue', ...hooks }: ScoreImagesHooks & { instruction?: string } = {},
): Promise<number[][]> {
  const images = await Promise.all(
    names.map(async (name) => prepareImage((await readPicture(name)).image, model.manifest.imageProcessor, name)),
  );
  const [source, ...edits] = images;
  const candidates = edits.map((image, key) => ({ key, image }));
  const scores: number[][] = [];
  for await (const scored of scoreImages(model, { source, candidates, instruction }, hooks)) {
    if ('score' in scored) scores[scored.candidate] = numbersOf(scored.score);
  }
  return scores;
}

/** Two plans multiply the same numbers, in matrices of other heights. */
const REUSE_BAR = 1e-5;

const SOURCE = 'house.png';
const BLUE = 'house_blue_roof.png';
const GRAY = 'house_gray.png';

describe('reuse', () => {
  it('runs what a request shares once', async () => {
    const model = await loadModel();
    await score(model, [SOURCE, BLUE, GRAY]);
    expect(runs).toEqual({ vision: 3, decoder: 1 + 2 * 3, heads: 2 });
    await score(model, [SOURCE, BLUE, GRAY], { reuse: false });
    expect(runs).toEqual({ vision: 3 + 2 * 2 * 2, decoder: 1 + 2 * 3 + 2 * 2, heads: 4 });
    await model.dispose();
  });

  it('scores candidates that look alike once, and the source as a candidate with one reading of it', async () => {
    const model = await loadModel();
    const [first, again, source] = await score(model, [SOURCE, BLUE, BLUE, SOURCE]);
    expect(runs).toEqual({ vision: 2, decoder: 1 + 2 * 3, heads: 2 });
    expect(again).toEqual(first);
    expect(source).not.toEqual(first);
    const apart = await loadModel();
    expect([first, again, source]).toEqual(await score(apart, [SOURCE, BLUE, BLUE, SOURCE]));
    await Promise.all([model.dispose(), apart.dispose()]);
  });

  it('remembers the source for a candidate that comes later, and both for another instruction', async () => {
    const model = await loadModel();
    await score(model, [SOURCE, BLUE]);
    runs = {};
    const later = await score(model, [SOURCE, GRAY]);
    expect(runs).toEqual({ vision: 1, decoder: 3, heads: 1 });
    runs = {};
    const otherwise = await score(model, [SOURCE, GRAY, BLUE], { instruction: 'Take its colours away' });
    expect(runs).toEqual({ decoder: 6, heads: 2 });
    const fresh = await loadModel();
    expect(await score(fresh, [SOURCE, GRAY])).toEqual(later);
    expect(await score(fresh, [SOURCE, GRAY, BLUE], { instruction: 'Take its colours away' })).toEqual(otherwise);
    await Promise.all([model.dispose(), fresh.dispose()]);
  });

  it('remembers nothing of another source', async () => {
    const model = await loadModel();
    await score(model, [SOURCE, BLUE]);
    const other = await score(model, [GRAY, BLUE]);
    const fresh = await loadModel();
    expect(await score(fresh, [GRAY, BLUE])).toEqual(other);
    await Promise.all([model.dispose(), fresh.dispose()]);
  });

  it('reads no image again when shards pass through the device', async () => {
    const model = await loadModel({ residency: 'streamed' });
    await score(model, [SOURCE, BLUE]);
    await score(model, [SOURCE, SOURCE, BLUE]);
    expect(runs).toMatchObject({ vision: 2 });
    await model.dispose();
  });

  it('tells its steps by the candidates of the request', async () => {
    const model = await loadModel();
    const candidates: (number | undefined)[] = [];
    await score(model, [SOURCE, BLUE, BLUE, GRAY], { onStep: ({ candidate }) => candidates.push(candidate) });
    expect([...new Set(candidates)]).toEqual([undefined, 0, 2]);
    await model.dispose();
  });
});

/** The same model, told to judge each picture by itself. */
function withoutSource(): ModelPackage {
  const task = { images: [{ role: 'candidate' as const }], text: 'prompt' as const };
  return { ...modelPackage, manifest: { ...modelPackage.manifest, task } };
}

/** By picture; the source that `score` takes first is not looked at. */
function scoreAlone(model: ScoringModel, names: readonly string[], options: Parameters<typeof score>[2] = {}) {
  return score(model, [SOURCE, ...names], options);
}

describe('reuse where there is no source', () => {
  it('shares a picture between its prompts, and nothing between pictures', async () => {
    const model = await loadScoringModel(
      withoutSource(),
      countRuns(createNodeBackend(path), () => runs),
      {},
    );
    const shared = await scoreAlone(model, [BLUE, GRAY, BLUE]);
    expect(runs).toEqual({ vision: 2, decoder: 2 * 3, heads: 2 });
    runs = {};
    const apart = await scoreAlone(model, [BLUE, GRAY], { reuse: false });
    expect(runs).toEqual({ vision: 2 * 2, decoder: 2 * 2, heads: 2 });
    expect(shared[2]).toEqual(shared[0]);
    for (const [candidate, numbers] of apart.entries()) {
      expect(largestDifference(shared[candidate] ?? [], numbers)).toBeLessThan(REUSE_BAR);
    }
    await model.dispose();
  });

  it('remembers all its pictures for another prompt', async () => {
    const model = await loadScoringModel(
      withoutSource(),
      countRuns(createNodeBackend(path), () => runs),
      {},
    );
    await scoreAlone(model, [BLUE, GRAY, SOURCE]);
    runs = {};
    const instruction = 'A house with a blue roof';
    const again = await scoreAlone(model, [BLUE, GRAY, SOURCE], { instruction });
    expect(runs).toEqual({ decoder: 3 * 2, heads: 3 });
    const fresh = await loadScoringModel(
      withoutSource(),
      countRuns(createNodeBackend(path), () => runs),
      {},
    );
    expect(await scoreAlone(fresh, [BLUE, GRAY, SOURCE], { instruction })).toEqual(again);
    await Promise.all([model.dispose(), fresh.dispose()]);
  });

  it('tells its steps by the candidates', async () => {
    const model = await loadScoringModel(
      withoutSource(),
      countRuns(createNodeBackend(path), () => runs),
      {},
    );
    const candidates: (number | undefined)[] = [];
    await scoreAlone(model, [BLUE, GRAY], { onStep: ({ candidate }: ScoreStep) => candidates.push(candidate) });
    expect([...new Set(candidates)]).toEqual([0, 1]);
    await model.dispose();
  });

  it('gives the same numbers shard by shard', async () => {
    const resident = await loadScoringModel(
      withoutSource(),
      countRuns(createNodeBackend(path), () => runs),
      {},
    );
    const streamed = await loadScoringModel(
      withoutSource(),
      countRuns(createNodeBackend(path), () => runs),
      { residency: 'streamed' },
    );
    const numbers = [await scoreAlone(streamed, [BLUE, GRAY]), await scoreAlone(resident, [BLUE, GRAY])];
    expect(largestDifference(numbers[0]?.flat() ?? [], numbers[1]?.flat() ?? [])).toBeLessThan(REUSE_BAR);
    await Promise.all([resident.dispose(), streamed.dispose()]);
  });
});

describe('the memory budget', () => {
  it('splits a request whose pictures do not fit, and computes nothing twice for it', async () => {
    const model = await loadModel();
    const request = { source: lazy(SOURCE), candidates: [lazy(BLUE), lazy(GRAY)], instruction: 'Make the roof blue' };
    const shares: number[] = [];
    const onProgress = (progress: ScoreProgress) => {
      if (progress.type === 'stage' && progress.stage !== 'decoding') shares.push(progress.done / progress.total);
    };
    const apart = await scoreRequest(model, request, { atOnce: 1, onProgress });
    expect(runs).toEqual({ vision: 3, decoder: 1 + 2 * 3, heads: 2 });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThan(1);
    const whole = await loadModel();
    expect(apart).toEqual(await scoreRequest(whole, request, {}));
    await Promise.all([model.dispose(), whole.dispose()]);
  });

  it('refuses a request that does not fit, as a lack of memory', async () => {
    const model = await loadModel({ budgetBytes: 1 });
    await expect(score(model, [SOURCE, BLUE])).rejects.toMatchObject({
      name: 'DeviceError',
      isOutOfMemory: true,
      message: expect.stringMatching(
        /^This request takes about \d+ MB of memory beside the model, and the memory budget leaves 0 bytes\. Allow more/,
      ),
    });
    expect(runs).toEqual({});
    await model.dispose();
  });
});
