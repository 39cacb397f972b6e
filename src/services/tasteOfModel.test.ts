import { beforeAll, describe, expect, it } from 'vitest';
import { directoryFolder } from '../cli/nodeFiles.ts';
import { at } from '../core/at.ts';
import { AbortError } from '../core/errors.ts';
import { Random } from '../evaluation/statistics/random.ts';
import { openModelPackage, type ModelPackage } from '../packages/modelPackage.ts';
import type { TasteLesson, TrainedTaste, TrainingProgress } from '../rpc/tasteApi.ts';
import { parseTaste } from '../taste/package/tasteFile.ts';
import { readHeads } from '../taste/package/readHeads.ts';
import { tasteScore } from '../taste/package/tasteScores.ts';
import { putTasteOn, timeToTrain, trainOn } from './tasteOfModel.ts';

const SOURCES = 24;
const HIDDEN = 128;

let parent: ModelPackage;
let lesson: TasteLesson;
let trained: TrainedTaste;
let steps: TrainingProgress[];

const hooks = () => ({ signal: never(), onProgress: () => undefined });
const never = () => new AbortController().signal;

/** Somebody who goes by the second head alone, and likes what the first does not: on pictures that are drawn. */
async function drawLesson(): Promise<TasteLesson> {
  const own = await readHeads(parent);
  const random = new Random(7);
  const state = () => Float32Array.from({ length: HIDDEN }, () => random.normal());
  const states = Array.from({ length: 2 * SOURCES }, () => [state(), state()]);
  const liking = states.map((of) => tasteScore({ ...own, shares: [-0.5, 1.5] }, parent.manifest.heads, of).reward);
  const votes = Array.from({ length: SOURCES }, (_, k) => {
    const target = Number(at(liking, 2 * k) > at(liking, 2 * k + 1));
    return { first: 2 * k, second: 2 * k + 1, target, of: 'overall', source: String(k) } as const;
  });
  return {
    name: 'mine',
    states,
    votes,
    dataset: { name: 'blind votes', sha256: '0'.repeat(64) },
    seed: 1,
    kind: 'recalibration',
  };
}

beforeAll(async () => {
  parent = await openModelPackage(directoryFolder('public/models/nano'));
  lesson = await drawLesson();
  steps = [];
  trained = await trainOn(parent, lesson, { signal: never(), onProgress: (step) => steps.push(step) });
});

describe('training in a worker', () => {
  it('says what it learned from, how well, and how far it is', () => {
    expect(trained.training).toMatchObject({
      kind: 'recalibration',
      loss: 'chance',
      seed: 1,
      votes: SOURCES,
      sources: SOURCES,
      heldOut: { votes: SOURCES, sources: SOURCES },
    });
    expect(trained.curve.length).toBeGreaterThan(1);
    expect(steps.length).toBeGreaterThan(10);
    expect(steps.every(({ done, total }) => done < total)).toBe(true);
  });

  it('gives the same file for the same votes and seed', async () => {
    const again = await trainOn(parent, lesson, { signal: never(), onProgress: () => undefined });
    expect(again.bytes).toEqual(trained.bytes);
  });

  it('ends when it is told to', async () => {
    const controller = new AbortController();
    const training = trainOn(parent, lesson, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(training).rejects.toBeInstanceOf(AbortError);
  });

  it('trains whole heads, which are their own from the first layer on', async () => {
    const { states, votes } = lesson;
    const again = [0, 1, 2].flatMap((round) => votes.map((vote) => ({ ...vote, source: `${vote.source} ${round}` })));
    const whole = await trainOn(parent, { ...lesson, states, votes: again, kind: 'wholeHeads' }, hooks());
    expect(whole.training).toMatchObject({ kind: 'wholeHeads', votes: 3 * SOURCES, sources: 3 * SOURCES });
    expect(whole.curve).toEqual([]);
    const { header } = await parseTaste(whole.bytes, 'whole.taste');
    expect(header.heads.map(({ firstLayer }) => firstLayer)).toEqual([0, 0]);
    await putTasteOn(parent, { file: 'whole.taste', bytes: whole.bytes });
  });

  it('knows how long whole heads take, and ends that when it is told to', async () => {
    expect(await timeToTrain(parent, 100, never())).toBeGreaterThan(0);
    expect(await timeToTrain(parent, 0, never())).toBe(0);
    const controller = new AbortController();
    controller.abort();
    await expect(timeToTrain(parent, 100, controller.signal)).rejects.toBeInstanceOf(AbortError);
  });

  it('asks for more votes where there are too few', async () => {
    const few = { ...lesson, votes: lesson.votes.slice(0, 4) };
    await expect(trainOn(parent, few, { signal: never(), onProgress: () => undefined })).rejects.toMatchObject({
      name: 'TooFewVotesError',
      message: expect.stringContaining('4 sources, and 10 are needed'),
    });
  });
});

describe('a taste on its model', () => {
  it('scores in the place of its heads', async () => {
    const applied = await putTasteOn(parent, { file: 'mine.taste', bytes: trained.bytes });
    expect(applied.name).toBe('mine');
    const [score] = await applied.read([at(lesson.states, 0)]);
    const own = tasteScore(await readHeads(parent), parent.manifest.heads, at(lesson.states, 0));
    expect(Object.keys(score?.heads ?? {})).toEqual(Object.keys(own.heads));
    expect(score?.reward).not.toBeCloseTo(own.reward, 6);
  });

  it('is refused by name on another model, and where it is cut or changed', async () => {
    const { bytes } = trained;
    const other = { ...parent, manifestSha256: 'f'.repeat(64) };
    await expect(putTasteOn(other, { file: 'mine.taste', bytes })).rejects.toMatchObject({
      name: 'WrongParentError',
      message: expect.stringContaining('mine.taste was trained on editreward-nano'),
    });
    await expect(putTasteOn(parent, { file: 'cut.taste', bytes: bytes.slice(0, -1) })).rejects.toMatchObject({
      name: 'TasteFileError',
      message: expect.stringContaining('cut.taste is damaged or cut off'),
    });
    const changed = bytes.slice();
    changed[changed.length - 1] = at(changed, changed.length - 1) ^ 1;
    await expect(putTasteOn(parent, { file: 'changed.taste', bytes: changed })).rejects.toMatchObject({
      name: 'TasteFileError',
    });
  });
});
