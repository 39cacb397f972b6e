import { describe, expect, it } from 'vitest';
import { editScore } from '../testing/scoreForTest.ts';
import type { CandidateOutcome } from '../core/score/outcome.ts';
import { progressText, ranksOf, resultText, shownOrder } from './messages.ts';

const scored = (mu: number): CandidateOutcome => ({
  status: 'scored',
  score: editScore({ mu, logSigma: -20 }, { mu, logSigma: -20 }),
});
const FAILED: CandidateOutcome = { status: 'failed', error: { name: 'DecodeError', message: 'damaged' } };

describe('progressText', () => {
  it('counts the bytes of a model, and has no share while it is tested', () => {
    const loading = { stage: 'reading', loadedBytes: 1, totalBytes: 4 } as const;
    expect(progressText({ phase: 'loading', progress: loading }, [])).toEqual({
      text: 'Loading the model',
      share: 0.25,
    });
    const testing = { ...loading, stage: 'self-test' } as const;
    expect(progressText({ phase: 'loading', progress: testing }, []).share).toBeUndefined();
  });

  it('names the picture that is worked on', () => {
    const stage = { type: 'stage', stage: 'vision', done: 1, total: 2 } as const;
    const at = (candidate: number | undefined) =>
      progressText({ phase: 'scoring', progress: { ...stage, candidate } }, ['a.png', 'b.png']);
    expect(at(undefined)).toEqual({ text: 'Scoring the source', share: 0.5 });
    expect(at(1).text).toBe('Scoring b.png');
  });
});

describe('resultText', () => {
  it('tells the first and how sure that is', () => {
    expect(resultText([scored(1), FAILED, scored(2)], ['a', 'b', 'c'])).toBe('c is clearly best (over 99%).');
  });

  it('does not rank a single one, nor none', () => {
    expect(resultText([scored(1)], ['a'])).toBe('a is scored.');
    expect(resultText([FAILED], ['a'])).toBe('No candidate could be scored.');
  });
});

describe('shownOrder', () => {
  it('has the best first, failures last, and equals as they were given', () => {
    expect(shownOrder([FAILED, scored(1), scored(2), scored(1)])).toEqual([2, 1, 3, 0]);
  });
});

describe('ranksOf', () => {
  it('gives no rank to a failure', () => {
    expect(ranksOf([scored(1), FAILED, scored(2)])).toEqual([2, undefined, 1]);
  });
});
