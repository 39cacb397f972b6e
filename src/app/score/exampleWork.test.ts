import { describe, expect, it } from 'vitest';
import { LOCATION, MODEL_STATUS, READY } from '../model/modelSamples.ts';
import { hasOwnWork, workOf } from './exampleWork.ts';
import {
  type Action,
  added,
  afterRun,
  EXAMPLE,
  initialView,
  newPicture,
  readyState,
  reduce,
  reduceAll,
  runStarted,
  scored,
} from './stageSamples.ts';
import { staleReason } from './staleness.ts';
import { latestUndoText } from './undo.ts';

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

describe('a comparison of before', () => {
  const before = workOf(afterRun(readyState(2), [scored(1), scored(2)]));

  it('takes the page with its scores, which are those of its model', () => {
    const state = reduceAll([READY, { type: 'workOpened', work: before }]);
    expect(state.instruction).toBe('add a hat');
    expect(state.candidates.map(({ outcome }) => outcome)).toEqual([scored(1), scored(2)]);
    expect(staleReason(state)).toBeUndefined();
    const other = { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, manifestSha256: 'ff' } };
    expect(staleReason(reduce(state, { type: 'modelReady', location: LOCATION, status: other }))).toBe(
      'the previous model',
    );
    expect(latestUndoText(state)).toBeUndefined();
  });

  it('loses nothing of what was on the page', () => {
    const own = reduceAll([READY, added('s.png', 'x.png'), { type: 'instructionChanged', instruction: 'own' }]);
    const state = reduce(own, { type: 'workOpened', work: before });
    const ids = [own.source, ...own.candidates.map(({ picture }) => picture)].map((picture) => picture?.id);
    expect(state.candidates.some(({ picture }) => ids.includes(picture.id))).toBe(false);
    expect(state.scoredFor?.sourceId).toBe(state.source?.id);
    expect(latestUndoText(state)).toBe('Undo opening another comparison');
    expect(workOf(reduce(state, { type: 'undone' }))).toEqual(workOf(own));
  });
});

describe('a link', () => {
  const settings = { instruction: 'linked', callFrom: 0.9, orientation: undefined };

  it('restores what it says, on an empty page', () => {
    const state = reduce(initialView, { type: 'settingsLinked', settings });
    expect(state).toMatchObject({ instruction: 'linked', callFrom: 0.9, orientation: 'upright', setAside: undefined });
  });

  it('sets own work aside', () => {
    const own = readyState(1);
    const state = reduce(own, { type: 'settingsLinked', settings });
    expect([state.source, state.candidates.length]).toEqual([undefined, 0]);
    expect(workOf(reduce(state, { type: 'workRestored' }))).toEqual(workOf(own));
  });
});
