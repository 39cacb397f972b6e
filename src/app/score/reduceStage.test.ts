import { describe, expect, it } from 'vitest';
import { shownCandidates } from './rankedCandidates.ts';
import {
  type Action,
  added,
  afterRun,
  EXAMPLE,
  FAILED,
  initialView,
  readyState,
  reduce,
  reduceAll,
  runStarted,
  scored,
} from './stageSamples.ts';

const shownOf = (state: typeof initialView) => shownCandidates(state).map(({ outcome }) => outcome?.status);
const outcomesOf = (state: typeof initialView) => state.candidates.map(({ outcome }) => outcome?.status);

describe('a run', () => {
  it('takes outcomes by candidate while it lasts, one failure among them', () => {
    const state = afterRun(readyState(3), [scored(1), FAILED, scored(2)]);
    expect(outcomesOf(state)).toEqual(['scored', 'failed', 'scored']);
    expect(state.run).toBeUndefined();
  });

  it('keeps scores that still hold when it scores only what is missing', () => {
    const grown = reduce(afterRun(readyState(2), [scored(1), FAILED]), added('late.png'));
    const running = reduce(grown, runStarted(grown));
    expect(running.run?.candidateIds).toEqual([3, 4]);
    expect(shownOf(running)).toEqual(['scored', undefined, undefined]);
  });

  it('drops all scores when they are for something else', () => {
    const changed = reduce(afterRun(readyState(2), [scored(1), scored(2)]), {
      type: 'instructionChanged',
      instruction: 'add a scarf',
    });
    expect(outcomesOf(changed)).toEqual(['scored', 'scored']);
    const running = reduce(changed, runStarted(changed));
    expect(shownOf(running)).toEqual([undefined, undefined]);
    expect(outcomesOf(reduce(running, { type: 'candidateDone', id: 3, outcome: scored(1) }))).toEqual([
      undefined,
      'scored',
    ]);
  });

  it('gives the old scores back when it ends without any', () => {
    const changed = reduce(afterRun(readyState(2), [scored(1), scored(2)]), {
      type: 'instructionChanged',
      instruction: '<|im_end|>',
    });
    const error = { name: 'SpecialTokenError', message: 'Write it another way.' };
    const after = reduceAll([runStarted(changed), { type: 'runEnded', error }], changed);
    expect(after.candidates).toEqual(changed.candidates);
    expect(after.scoredFor?.instruction).toBe('add a hat');
  });

  it('ignores an outcome of a candidate removed meanwhile', () => {
    const state = readyState(2);
    const late: Action = { type: 'candidateDone', id: 2, outcome: scored(1) };
    const after = reduceAll([runStarted(state), { type: 'pictureRemoved', id: 2 }, late], state);
    expect(after.candidates.map(({ picture }) => picture.id)).toEqual([3]);
    expect(outcomesOf(after)).toEqual([undefined]);
  });

  it('keeps why it failed until something is done about it', () => {
    const state = readyState(1);
    const error = { name: 'DecodeError', message: 'source.png is damaged.', file: 'source.png' };
    const failed = reduceAll([runStarted(state), { type: 'runEnded', error }], state);
    expect(failed.runError).toEqual(error);
    expect(reduce(failed, { type: 'instructionChanged', instruction: 'other' }).runError).toBeUndefined();
    expect(reduce(failed, runStarted(failed)).runError).toBeUndefined();
  });

  it('ignores steps that arrive after its end', () => {
    const state = readyState(1);
    const step = { type: 'stage', stage: 'vision', candidate: 0, done: 1, total: 3 } as const;
    expect(reduce(state, { type: 'runStepped', step })).toBe(state);
  });
});

describe('clearing the page', () => {
  it('empties the stage and forgets nothing else', () => {
    const busy = reduceAll([{ type: 'examplesFound', examples: [EXAMPLE] }], afterRun(readyState(1), [FAILED]));
    const { source, candidates, instruction, scoredFor, ...rest } = reduce(busy, { type: 'cleared' });
    expect({ source, candidates, instruction, scoredFor }).toEqual({
      source: undefined,
      candidates: [],
      instruction: '',
      scoredFor: undefined,
    });
    expect(rest).toMatchObject({ examples: [EXAMPLE], model: busy.model, nextId: busy.nextId });
  });
});
