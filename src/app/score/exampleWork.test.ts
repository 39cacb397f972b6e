import { describe, expect, it } from 'vitest';
import { hasOwnWork } from './exampleWork.ts';
import {
  type Action,
  added,
  afterRun,
  EXAMPLE,
  newPicture,
  readyState,
  reduce,
  reduceAll,
  runStarted,
  scored,
} from './stageSamples.ts';
import { staleReason } from './staleness.ts';

const opened: Action = {
  type: 'exampleOpened',
  example: EXAMPLE,
  pictures: ['source.png', 'done.png'].map((name) => ({ ...newPicture(name), fromExample: true })),
};
const restored: Action = { type: 'workRestored' };

describe('an example', () => {
  it('takes an empty page and sets nothing aside', () => {
    const state = reduceAll([opened]);
    expect(state.source?.name).toBe('source.png');
    expect(state.candidates.map(({ picture }) => picture.name)).toEqual(['done.png']);
    expect(state.instruction).toBe(EXAMPLE.instruction);
    expect(state.setAside).toBeUndefined();
    expect(hasOwnWork(state)).toBe(false);
  });

  it('sets own work aside, and gives it back with its scores', () => {
    const own = afterRun(readyState(2), [scored(1), scored(2)]);
    const back = reduceAll([opened, restored], own);
    expect(back).toMatchObject({ source: own.source, candidates: own.candidates, instruction: own.instruction });
    expect(back.setAside).toBeUndefined();
    expect(staleReason(back)).toBeUndefined();
  });

  it('keeps what is set aside while other examples come and the page is cleared', () => {
    const own = readyState(1);
    expect(reduceAll([opened, opened, { type: 'cleared' }, restored], own).source).toEqual(own.source);
  });

  it('sets aside what was added to it before the own work comes back', () => {
    const own = readyState(1);
    const mixed = reduceAll([opened, added('mine.png')], own);
    expect(hasOwnWork(mixed)).toBe(true);
    const back = reduce(mixed, restored);
    expect(back.source).toEqual(own.source);
    expect(back.setAside?.candidates).toHaveLength(2);
  });

  it('counts an instruction of one’s own as work', () => {
    const typed = reduceAll([{ type: 'instructionChanged', instruction: 'add a hat' }, opened]);
    expect(typed.setAside?.instruction).toBe('add a hat');
    expect(hasOwnWork(reduce(typed, { type: 'instructionChanged', instruction: 'add a scarf' }))).toBe(true);
  });
});

describe('work of an earlier visit', () => {
  const work = afterRun(readyState(2), [scored(1), scored(2)]);

  it('takes an empty page as it is', () => {
    const found = reduceAll([{ type: 'workFound', work }]);
    expect(found).toMatchObject({ source: work.source, candidates: work.candidates, nextId: 4 });
  });

  it('takes no score of what is scored meanwhile, whose pictures had the same ids', () => {
    const own = readyState(2);
    const outcome = scored(9);
    const back = reduceAll(
      [{ type: 'workFound', work }, runStarted(own), restored, { type: 'candidateDone', id: 2, outcome }],
      own,
    );
    expect(back.candidates.map(({ picture }) => picture.name)).toEqual(['a.png', 'b.png']);
    expect(back.candidates.map((one) => one.outcome)).toEqual([scored(1), scored(2)]);
    expect(reduceAll([{ type: 'workFound', work }, restored], own)).toMatchObject({
      candidates: [{ outcome: scored(1) }, { outcome: scored(2) }],
    });
    expect(staleReason(reduceAll([{ type: 'workFound', work }, restored], own))).toBeUndefined();
  });
});
