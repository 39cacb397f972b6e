import { describe, expect, it } from 'vitest';
import { MODEL_STATUS } from '../model/modelSamples.ts';
import { runText, timeLeftText, waitingText } from './runText.ts';
import type { Run, ScoreStep } from './stageState.ts';

const run: Run = {
  candidateIds: [7, 8, 9],
  context: { status: MODEL_STATUS, sourceId: 1, instruction: 'i', orientation: 'upright' },
  doneIds: [],
  step: undefined,
  reload: undefined,
  startedAt: 1000,
  cancelling: false,
};
const step = (stage: ScoreStep['stage'], candidate: number | undefined, done = 0): ScoreStep => ({
  type: 'stage',
  stage,
  candidate,
  done,
  total: 10,
});

describe('runText', () => {
  it('speaks of the pictures', () => {
    expect(runText(run)).toBe('getting ready');
    expect(runText({ ...run, step: step('decoding', undefined) })).toBe('source: reading the image');
    expect(runText({ ...run, step: step('vision', 2) })).toBe('edit 3 of 3: looking at the image');
    expect(runText({ ...run, cancelling: true })).toBe('stopping after this step');
  });

  it('says so when the model has to be loaded again', () => {
    const reload = { stage: 'self-test', loadedBytes: 5, totalBytes: 5 } as const;
    expect(runText({ ...run, reload })).toBe('starting the model again: self-test: scoring a known picture');
  });
});

describe('timeLeftText', () => {
  it('waits until the pace is known', () => {
    expect(timeLeftText(run, 60_000)).toBeUndefined();
    expect(timeLeftText({ ...run, step: step('vision', 0, 1) }, 60_000)).toBeUndefined();
    expect(timeLeftText({ ...run, step: step('vision', 0, 5) }, 1500)).toBeUndefined();
  });

  it('goes by the steps done so far', () => {
    expect(timeLeftText({ ...run, step: step('vision', 0, 5) }, 41_000)).toBe('about 40 s left');
    expect(timeLeftText({ ...run, step: step('vision', 0, 2) }, 31_000)).toBe('about 2 min left');
  });
});

describe('waitingText', () => {
  it('tells apart what waits, what is under way and what is not scored', () => {
    const active = { ...run, step: step('language', 1) };
    expect(waitingText(active, 7)).toBe('Waiting');
    expect(waitingText(active, 8)).toBe('comparing it with the instruction…');
    expect(waitingText(active, 99)).toBe('Not scored yet');
    expect(waitingText(undefined, 7)).toBe('Not scored yet');
  });
});
