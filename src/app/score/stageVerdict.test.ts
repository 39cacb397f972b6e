import { describe, expect, it } from 'vitest';
import { MODEL_STATUS, READY } from '../model/modelSamples.ts';
import { stageVerdict } from './stageVerdict.ts';
import { resultsJson } from './results.ts';
import { added, afterRun, newPicture, readyState, reduce, reduceAll, scored } from './stageSamples.ts';

const LIMITS = 'It knows shapes only.';
const LIMITED = { ...READY, status: { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, limits: LIMITS } } };

describe('stageVerdict', () => {
  it('says which is best, or that none can be told', () => {
    expect(stageVerdict(readyState(2))).toBeUndefined();
    const clear = afterRun(readyState(2), [scored(1), scored(9)]);
    expect(stageVerdict(clear)).toEqual({ text: 'b.png is clearly best (over 99%)', isCalled: true, isWeak: false });
    const close = afterRun(readyState(2), [scored(1), scored(1.1)]);
    expect(stageVerdict(close)?.text).toBe('Too close to call: b.png or a.png');
    const strict = reduce(close, { type: 'callFromChanged', callFrom: 0.5 });
    expect(stageVerdict(strict)?.text).toBe('b.png is probably best (53%)');
  });

  it('steps back when what it was made for has changed', () => {
    const done = afterRun(readyState(2), [scored(1), scored(9)]);
    expect(stageVerdict(reduce(done, { type: 'instructionChanged', instruction: 'another' }))?.isWeak).toBe(true);
  });

  it('is a demo for own pictures that the model cannot judge, and so is every copy', () => {
    const ready = reduce(readyState(2), LIMITED);
    const done = afterRun(ready, [scored(1), scored(9)]);
    expect(stageVerdict(done)).toEqual({ text: 'Demo only, no verdict', isCalled: false, isWeak: true });
    expect(JSON.parse(resultsJson(done) ?? '').model.limits).toBe(LIMITS);
  });

  it('tells limits in every copy where the source alone is an own picture', () => {
    const edits = ['a.png', 'b.png'].map((name) => ({ ...newPicture(name), fromExample: true }));
    const pictures = [newPicture('s.png'), ...edits];
    const shown = { ...added('none'), type: 'picturesAdded', pictures, problems: [], place: 'auto' } as const;
    const ready = reduceAll([LIMITED, shown, { type: 'instructionChanged', instruction: 'add a hat' }]);
    const done = afterRun(ready, [scored(1), scored(9)]);
    expect(stageVerdict(done)?.isWeak).toBe(true);
    expect(JSON.parse(resultsJson(done) ?? '').model.limits).toBe(LIMITS);
  });

  it('says nothing of limits for pictures that came with the site', () => {
    const pictures = ['s.png', 'a.png', 'b.png'].map((name) => ({ ...newPicture(name), fromExample: true }));
    const shown = { ...added('none'), type: 'picturesAdded', pictures, problems: [], place: 'auto' } as const;
    const ready = reduceAll([LIMITED, shown, { type: 'instructionChanged', instruction: 'add a hat' }]);
    const done = afterRun(ready, [scored(1), scored(9)]);
    expect(stageVerdict(done)?.isWeak).toBe(false);
    expect(JSON.parse(resultsJson(done) ?? '').model.limits).toBeUndefined();
  });
});
