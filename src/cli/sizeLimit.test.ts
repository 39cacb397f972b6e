import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertForTest, dataFolder } from '../testing/packages.ts';
import type { RgbImage } from '../core/image/rgbImage.ts';
import { sampleBytes } from '../testing/images/samplePictures.ts';
import type { ImageProcessorConfig } from '../core/modelPackage/imageProcessorConfig.ts';
import type { CandidateOutcome } from '../core/score/outcome.ts';
import { scoreRequest, type LazyImage } from '../runtime/scoring/scoreRequest.ts';
import { loadScoringModel } from '../runtime/model/scoringModel.ts';
import { loadTrustedModel } from '../runtime/trust/trustedModel.ts';
import { openModelPackage, type ModelPackage } from '../packages/modelPackage.ts';
import { decodeImage } from './decodeImage.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

/** The pictures of the tests have 480 x 360 pixels or so; the model's own sides are multiples of 28. */
const LIMIT = 50_000;

let path: string;
let modelPackage: ModelPackage;

beforeAll(async () => {
  path = await convertForTest('tiny');
  const opened = await openModelPackage(directoryFolder(path));
  // The tiny model, told to see pictures at their own size.
  const imageProcessor = { ...opened.manifest.imageProcessor, minPixels: 3136, maxPixels: 4_000_000 };
  modelPackage = { ...opened, manifest: { ...opened.manifest, imageProcessor } };
});
afterAll(() => rm(path, { recursive: true }));

function file(name: string): LazyImage {
  const bytes = readFileSync(join(dataFolder('tiny'), 'images', name));
  return { name, decode: () => decodeImage(bytes, name, 'official') };
}

/** Too small for the limit to matter. */
function plain(name: string): LazyImage {
  const image: RgbImage = { width: 84, height: 84, data: new Uint8Array(84 * 84 * 3).fill(90) };
  return { name, decode: async () => ({ image, turned: false }) };
}

async function scoreWith(maxPixels: number | undefined, source: LazyImage, candidates: readonly LazyImage[]) {
  const model = await loadScoringModel(modelPackage, createNodeBackend(path), { maxPixels });
  const { outcomes } = await scoreRequest(model, { source, candidates, instruction: 'Paint the roof blue' }, {});
  await model.dispose();
  return outcomes;
}

function rewardOf(outcome: CandidateOutcome | undefined): number {
  return outcome?.status === 'scored' ? outcome.score.reward : NaN;
}

describe('a limit on the size of pictures', () => {
  it('is told with each score for which a picture was made smaller', async () => {
    const candidates = [file('house_blue_roof.png'), plain('plain')];
    const outcomes = await scoreWith(LIMIT, plain('source'), candidates);
    expect(outcomes).toMatchObject([{ status: 'scored', maxPixels: LIMIT }, { status: 'scored' }]);
    expect(outcomes[1]).not.toHaveProperty('maxPixels');
    const official = await scoreWith(undefined, plain('source'), candidates);
    expect(official[0]).not.toHaveProperty('maxPixels');
    expect(rewardOf(official[0])).not.toBe(rewardOf(outcomes[0]));
    expect(official[1]).toEqual(outcomes[1]);
  });

  it('counts for all candidates when it is the source that is smaller', async () => {
    const outcomes = await scoreWith(LIMIT, file('house.png'), [plain('plain')]);
    expect(outcomes).toMatchObject([{ status: 'scored', maxPixels: LIMIT }]);
  });

  it('leaves the self-test alone, whose pictures are larger', async () => {
    const opened = await openModelPackage(directoryFolder(path));
    const create = async () => createNodeBackend(path);
    const device = { provider: 'cpu', features: [], variants: ['cpu'], create } as const;
    const { model, attempts } = await loadTrustedModel(opened, [device], { memory: { maxPixels: 1 } });
    expect(attempts).toMatchObject([{ passed: true }]);
    expect(model.imageProcessor).toEqual(opened.manifest.imageProcessor);
    await model.dispose();
  });
});

async function scoreTurned(orientation: ImageProcessorConfig['orientation'], asked: 'official' | 'upright') {
  const { manifest } = modelPackage;
  const imageProcessor = { ...manifest.imageProcessor, orientation };
  const model = await loadScoringModel(
    { ...modelPackage, manifest: { ...manifest, imageProcessor } },
    createNodeBackend(path),
    {},
  );
  const photo = { name: 'photo', decode: () => decodeImage(sampleBytes('turned.png'), 'photo', asked) };
  const { outcomes } = await scoreRequest(model, { source: plain('s'), candidates: [photo], instruction: 'x' }, {});
  await model.dispose();
  return outcomes;
}

describe('a photo that is stored turned', () => {
  it('is turned where the official code turns it, and where the user asks', async () => {
    const stored = await scoreTurned('ignored', 'official');
    const upright = await scoreTurned('ignored', 'upright');
    expect(stored).not.toEqual(upright);
    expect(await scoreTurned('applied', 'official')).toEqual(upright);
    expect(await scoreTurned('applied', 'upright')).toEqual(upright);
  });
});
