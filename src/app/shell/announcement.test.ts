import { describe, expect, it } from 'vitest';
import { announcement } from './announcement.ts';
import { LOADING } from '../model/modelSamples.ts';
import { afterRun, initialView, readyState, reduce, reduceAll, runStarted, scored } from '../score/stageSamples.ts';

describe('announcement', () => {
  it('follows the model, the candidates and the result', () => {
    expect(announcement(initialView)).toBe('');
    expect(announcement(reduce(initialView, LOADING))).toBe('Loading the model x.');
    const ready = readyState(2);
    expect(announcement(ready)).toBe('The model sample is ready.');
    const half = reduceAll([runStarted(ready), { type: 'candidateDone', id: 2, outcome: scored(1) }], ready);
    expect(announcement(half)).toBe('Scored 1 of 2.');
    expect(announcement(afterRun(ready, [scored(1), scored(2)]))).toBe('b.png is probably best (76%).');
    expect(announcement(afterRun(readyState(1), [scored(1)]))).toBe('a.png has a reward of 1.00.');
  });
});
