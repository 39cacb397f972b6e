import { describe, expect, it } from 'vitest';
import type { TasteLesson } from '../../client/scorerClient.ts';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import type { IdentifiedOutcome } from '../../core/score/outcome.ts';
import type { ScoreRequest } from '../../core/score/scoreRequest.ts';
import type { Vote } from '../../core/votes/vote.ts';
import type { TrainingKind } from '../../taste/trainTaste.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { MODEL_STATUS } from '../model/modelSamples.ts';
import { learnTaste, type LearningStep } from './learnTaste.ts';
import { materialOfVotes } from './materialOfVotes.ts';
import { TRAINING } from './tasteSamples.ts';
import type { Teacher } from './tastesHost.ts';

const picture = (sha256: string) => ({ name: `${sha256}.png`, sha256 });

function vote(source: string, first: string, second: string): Vote {
  const candidates = [picture(first), picture(second)];
  return {
    id: `${source}${first}${second}`,
    votedAt: 0,
    instruction: 'x',
    source: picture(source),
    candidates,
    ranks: [1, 2],
    isBlind: true,
  };
}

const VOTES = [vote('s', 'a', 'b'), vote('s', 'b', 'c'), vote('t', 'd', 'e')];

/** A browser, and a model that sees in a picture the code of its first letter. */
function start({
  gone = [] as string[],
  unreadable = [] as string[],
  failure = undefined as EditRewardError | undefined,
  kind = 'recalibration' as TrainingKind,
  time = 0,
} = {}) {
  const kept = new Map<string, readonly Float32Array[]>();
  const looked: string[][] = [];
  const lessons: TasteLesson[] = [];
  const steps: LearningStep[] = [];
  const teacher: Teacher = {
    async score({ source, candidates, withStates, orientation }: ScoreRequest, { signal, onProgress } = {}) {
      if (failure && source?.name === 't.png') throw failure;
      if (signal?.aborted) throw new AbortError();
      expect([withStates, orientation]).toEqual([true, 'upright']);
      looked.push(candidates.map(({ name }) => name));
      const score = editScore({ mu: 0, logSigma: 0 }, { mu: 0, logSigma: 0 });
      const outcomes = candidates.map(({ name }): IdentifiedOutcome => {
        if (unreadable.includes(name)) return { status: 'failed', error: { name: 'E', message: 'Damaged.' } };
        return { status: 'scored', score, states: [new Float32Array([name.codePointAt(0) ?? 0])] };
      });
      for (const [candidate, outcome] of outcomes.entries()) onProgress?.({ type: 'outcome', candidate, outcome });
      return { outcomes };
    },
    timeToTrain: async (pictures) => time * pictures,
    async trainTaste(lesson, { onProgress } = {}) {
      lessons.push(lesson);
      onProgress?.({ done: 1, total: 4 });
      return { bytes: new Uint8Array([9]), training: TRAINING, curve: [] };
    },
  };
  const learning = {
    teacher,
    model: MODEL_STATUS.model,
    material: materialOfVotes(VOTES, {
      picture: async (sha256: string) => (gone.includes(sha256) ? undefined : new Blob([sha256])),
    }),
    store: {
      states: async (key: string) => kept.get(key),
      keepStates: async (key: string, states: readonly Float32Array[]) => void kept.set(key, states),
    },
    name: 'mine',
    seed: 5,
    kind,
  };
  const learn = (signal = new AbortController().signal) =>
    learnTaste(learning, { signal, onStep: (step) => steps.push(step) });
  return { learn, looked, lessons, steps };
}

describe('learning from votes', () => {
  it('looks at each picture once, and hands over what the model saw with the votes on it', async () => {
    const { learn, looked, lessons, steps } = start();
    expect(await learn()).toMatchObject({ bytes: new Uint8Array([9]), missing: 0 });
    expect(looked).toEqual([
      ['a.png', 'b.png', 'c.png'],
      ['d.png', 'e.png'],
    ]);
    const [lesson] = lessons;
    expect(lesson).toMatchObject({ name: 'mine', seed: 5, kind: 'recalibration', dataset: { name: 'blind votes' } });
    const seen = (row: number) => String.fromCodePoint(lesson?.states[row]?.[0]?.[0] ?? 0);
    expect(lesson?.votes.map(({ first, second, target }) => [seen(first), seen(second), target])).toEqual([
      ['a', 'b', 1],
      ['b', 'c', 1],
      ['d', 'e', 1],
    ]);
    expect(steps.filter(({ what }) => what === 'looking').at(-1)).toEqual({ what: 'looking', done: 5, total: 5 });
    expect(steps.at(-1)).toEqual({ what: 'training', done: 1, total: 4 });
  });

  it('looks at nothing the second time, and learns from the same', async () => {
    const { learn, looked, lessons } = start();
    await learn();
    await learn();
    expect(looked).toHaveLength(2);
    expect(lessons[1]).toEqual(lessons[0]);
  });

  it('leaves out votes on pictures that are kept no more or cannot be scored, and counts those', async () => {
    const { learn, lessons } = start({ gone: ['c'], unreadable: ['e.png'] });
    expect((await learn()).missing).toBe(2);
    expect(lessons[0]?.votes).toHaveLength(1);
  });

  it('leaves out all votes of a source that is kept no more', async () => {
    const { learn, lessons } = start({ gone: ['s'] });
    expect((await learn()).missing).toBe(3);
    expect(lessons[0]?.votes).toHaveLength(1);
  });

  it('leaves out votes of a source that the model refuses', async () => {
    const failure = new EditRewardError('t.png is damaged.', { file: 't.png' });
    const { learn, lessons } = start({ failure });
    expect((await learn()).missing).toBe(2);
    expect(lessons[0]?.votes).toHaveLength(2);
  });

  it('ends where the device or the worker fails', async () => {
    const failure = new EditRewardError('The worker ended.');
    const { learn, lessons } = start({ failure });
    await expect(learn()).rejects.toBe(failure);
    expect(lessons).toEqual([]);
  });

  it('ends when it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    const { learn, lessons } = start();
    await expect(learn(controller.signal)).rejects.toBeInstanceOf(AbortError);
    expect(lessons).toEqual([]);
  });

  it('trains whole heads where a tab can', async () => {
    const { learn, lessons } = start({ kind: 'wholeHeads', time: 60_000 });
    await learn();
    expect(lessons.map(({ kind }) => kind)).toEqual(['wholeHeads']);
  });

  it('looks at nothing where whole heads would take a tab too long, says how long, and what is quicker', async () => {
    const { learn, looked } = start({ kind: 'wholeHeads', time: 600_000 });
    await expect(learn()).rejects.toMatchObject({
      name: 'LongTrainingError',
      message: expect.stringMatching(/up to 50 min in this tab.*editreward train --heads whole/),
    });
    expect(looked).toEqual([]);
  });
});
