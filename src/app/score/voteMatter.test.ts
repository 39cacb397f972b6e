import { describe, expect, it } from 'vitest';
import { added, afterRun, FAILED, readyState, reduce, reduceAll, runStarted, scored } from './stageSamples.ts';
import { canVote, matterView, needsScores, voteMatter, waitingText } from './voteMatter.ts';

const unscored = readyState(3);
const done = afterRun(unscored, [scored(1), FAILED, scored(3)]);
const instructed = { type: 'instructionChanged', instruction: 'add a bow' } as const;

describe('what is voted on', () => {
  it('is of two candidates or more, with what they were to show', () => {
    expect(canVote(unscored)).toBe(true);
    expect(canVote(readyState(1))).toBe(false);
    expect(canVote(reduce(unscored, { type: 'instructionChanged', instruction: ' ' }))).toBe(false);
    expect(canVote(reduce(unscored, { type: 'modelCancelled' }))).toBe(true);
  });

  it('is blind as long as nothing was shown of its pictures, be it for other words', () => {
    expect(voteMatter(unscored).isBlind).toBe(true);
    expect(voteMatter(done).isBlind).toBe(false);
    expect(voteMatter(reduce(done, instructed)).isBlind).toBe(false);
  });

  it('is scored unless it is, or under way', () => {
    expect(needsScores(unscored)).toBe(true);
    expect(needsScores(reduce(unscored, runStarted(unscored)))).toBe(false);
    expect(needsScores(done)).toBe(false);
    expect(needsScores(reduce(done, instructed))).toBe(true);
  });
});

describe('what the model says of it', () => {
  it('is there once all is scored that can be, in the order of the candidates', () => {
    const view = matterView(done, voteMatter(done));
    expect(view?.scores.map((score) => score?.reward)).toEqual([1, undefined, 3]);
    const { model } = done;
    expect(view?.modelId).toBe(model.kind === 'ready' && model.status.model.id);
  });

  it('is there although another picture has come to the page, and not once one of its own is gone', () => {
    const matter = voteMatter(done);
    const scores = matterView(done, matter)?.scores;
    expect(matterView(reduce(done, added('pasted.png')), matter)?.scores).toEqual(scores);
    expect(
      matterView(reduce(done, { type: 'pictureRemoved', id: matter.candidates[0]?.id ?? NaN }), matter),
    ).toBeUndefined();
  });

  it('is not of what was scored before', () => {
    expect(matterView(unscored, voteMatter(unscored))).toBeUndefined();
    expect(matterView(reduce(done, instructed), voteMatter(done))).toBeUndefined();
  });

  it('is waited for, and it is said why', () => {
    const running = reduce(unscored, runStarted(unscored));
    expect(waitingText(running)).toContain('still scoring');
    const error = { name: 'E', message: 'The worker died.' };
    expect(waitingText(reduceAll([{ type: 'runEnded', error }], running))).toContain('The worker died.');
    expect(waitingText(reduce(unscored, { type: 'modelCancelled' }))).toContain('no model');
  });

  it('is waited for while the vote is being kept, which is no matter of the model', () => {
    const blind = reduce(done, { type: 'blindChanged', isBlind: true });
    expect(waitingText(blind)).toBe('Your vote is being kept.');
    expect(waitingText(unscored)).toContain('has not scored these pictures');
  });
});
