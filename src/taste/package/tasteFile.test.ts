import { beforeAll, describe, expect, it } from 'vitest';
import { directoryFolder } from '../../cli/nodeFiles.ts';
import { at } from '../../core/at.ts';
import { joinBytes } from '../../core/bytes/joinBytes.ts';
import { digestBytes } from '../../core/bytes/sha256.ts';
import { openModelPackage, type ModelPackage } from '../../packages/modelPackage.ts';
import { copyLayers, widthsOf } from '../network/headLayers.ts';
import type { TasteHeads } from '../tasteHeads.ts';
import { applyTaste } from './applyTaste.ts';
import { bytesOfHex } from './hex.ts';
import { makeTaste, recalibratedHeads } from './makeTaste.ts';
import { readHeads } from './readHeads.ts';
import { parseTaste } from './tasteFile.ts';
import { tasteScore } from './tasteScores.ts';
import type { TasteTraining } from './tasteSchema.ts';

const TRAINING: TasteTraining = {
  kind: 'recalibration',
  loss: 'chance',
  seed: 0,
  dataset: { name: 'votes', sha256: 'a'.repeat(64) },
  votes: 60,
  grades: 0,
  sources: 30,
};

let parent: ModelPackage;
let own: TasteHeads;
beforeAll(async () => {
  parent = await openModelPackage(directoryFolder('public/models/nano'));
  own = await readHeads(parent);
});

const states = () => [0, 1].map((prompt) => Float32Array.from({ length: 128 }, (_, k) => Math.sin(k + prompt)));

function makeDoubled(name = 'mine') {
  const layers = own.heads.map((head) => {
    const [last] = copyLayers(head.slice(-1));
    if (!last) throw new Error('A head has no layers.');
    return { ...last, weight: { ...last.weight, values: last.weight.values.map((value) => 2 * value) } };
  });
  return makeTaste(name, parent, recalibratedHeads(own, { layers, shares: [0.25, 0.75] }), TRAINING);
}

it('the heads of a package are as its graph has them', () => {
  expect(own.heads.map(widthsOf)).toEqual([
    [128, 1024, 16, 2],
    [128, 1024, 16, 2],
  ]);
});

it('a recalibration is a small file, and gives its own scores on its parent', async () => {
  const bytes = await makeDoubled();
  expect(bytes.byteLength).toBeLessThan(3000);
  const taste = await parseTaste(bytes, 'mine.taste');
  expect(taste.header.training).toEqual(TRAINING);
  const [score] = await (await applyTaste(parent, taste, 'mine.taste')).read([states()]);
  const before = tasteScore(own, parent.manifest.heads, states());
  for (const [head, { key }] of parent.manifest.heads.entries()) {
    const bias = at(at(at(own.heads, head), 2).bias, 0);
    const mu = before.heads[key]?.mu ?? NaN;
    expect(score?.heads[key]?.mu).toBeCloseTo(2 * (mu - bias) + bias, 4);
  }
  const [first, second] = parent.manifest.heads.map(({ key }) => score?.heads[key]?.mu ?? NaN);
  expect(score?.reward).toBeCloseTo(0.25 * (first ?? NaN) + 0.75 * (second ?? NaN), 12);
});

describe('is refused by name', () => {
  it('where it is cut off or changed', async () => {
    const bytes = await makeDoubled();
    const changed = bytes.slice();
    changed[100] = at(changed, 100) ^ 1;
    const magic = bytes.slice(0, 8);
    const short = joinBytes([magic, bytesOfHex(await digestBytes(magic))]);
    for (const damaged of [bytes.slice(0, -1), bytes.slice(0, 40), changed, short]) {
      await expect(parseTaste(damaged, 'mine.taste')).rejects.toMatchObject({
        name: 'TasteFileError',
        message: expect.stringContaining('mine.taste is damaged or cut off'),
      });
    }
  });

  it('where it is no taste', async () => {
    await expect(parseTaste(new TextEncoder().encode('{"taste":1}'), 'x.json')).rejects.toMatchObject({
      name: 'TasteFileError',
      message: expect.stringContaining('x.json is not a taste'),
    });
  });

  it('on another parent', async () => {
    const taste = await parseTaste(await makeDoubled(), 'mine.taste');
    const other = { ...parent, manifestSha256: 'b'.repeat(64) };
    await expect(applyTaste(other, taste, 'mine.taste')).rejects.toMatchObject({
      name: 'WrongParentError',
      message: expect.stringContaining('mine.taste was trained on editreward-nano'),
    });
  });

  it('where a layer takes another number than the one before it gives', async () => {
    const taste = await parseTaste(await makeDoubled(), 'mine.taste');
    const layers = taste.layers.map((head) =>
      head.map(({ weight, bias }) => ({ weight: { ...weight, columns: 2 * weight.columns }, bias })),
    );
    await expect(applyTaste(parent, { ...taste, layers }, 'mine.taste')).rejects.toMatchObject({
      name: 'TasteFileError',
      message: expect.stringContaining('has other heads than the model'),
    });
  });

  it('where a head counts infinitely, or gives something infinite', async () => {
    const taste = await parseTaste(await makeDoubled(), 'mine.taste');
    const header = { ...taste.header, shares: [Infinity, 1] };
    await expect(applyTaste(parent, { ...taste, header }, 'mine.taste')).rejects.toMatchObject({
      name: 'TasteFileError',
    });
    const layers = taste.layers.map((head) => head.map(({ weight, bias }) => ({ weight, bias: bias.fill(Infinity) })));
    await expect(applyTaste(parent, { ...taste, layers }, 'mine.taste')).rejects.toMatchObject({
      name: 'TasteSelfTestError',
    });
  });

  it('where its heads give other numbers than when it was made', async () => {
    const taste = await parseTaste(await makeDoubled(), 'mine.taste');
    const layers = taste.layers.map((head) => copyLayers(head));
    const [weight] = layers.flatMap((head) => head.map((layer) => layer.weight.values));
    if (weight) weight[0] = at(weight, 0) + 1;
    await expect(applyTaste(parent, { ...taste, layers }, 'mine.taste')).rejects.toMatchObject({
      name: 'TasteSelfTestError',
    });
  });
});
