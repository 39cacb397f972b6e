import { describe, expect, it } from 'vitest';
import type { CandidateScore } from '../core/score/score.ts';
import { editScore } from '../testing/scoreForTest.ts';
import { nanoReport, type GradedCase, type NanoRun } from './report.ts';

/** A score whose heads differ; the reward is their mean. */
function score(following: number, quality: number): CandidateScore {
  return editScore({ mu: following, logSigma: 0 }, { mu: quality, logSigma: 0 });
}

function run(id: string, scores: CandidateScore[][]): NanoRun {
  const model = { id, dtype: 'fp32', manifestSha256: '' };
  return { model, device: { provider: 'cpu', description: 'CPU', features: [] }, scores };
}

/** Two cases of two edits each; in the second one the visual quality is the same. */
const cases: readonly GradedCase[] = [
  {
    type: 'recolor',
    candidates: [
      { grades: { instructionFollowing: 4, visualQuality: 1 } },
      { grades: { instructionFollowing: 1, visualQuality: 3 } },
    ],
  },
  {
    type: 'move',
    candidates: [
      { grades: { instructionFollowing: 2, visualQuality: 4 } },
      { grades: { instructionFollowing: 3, visualQuality: 4 } },
    ],
  },
];
const first = run('first', [
  [score(2, 0), score(1, 1)],
  [score(5, 0), score(3, 1)],
]);
const second = run('second', [
  [score(2, 0), score(1, -4)],
  [score(5, 0), score(6, 1)],
]);
const [firstReport, secondReport] = nanoReport(cases, [first, second]);

function accuracy(dimension: string, type: string) {
  return firstReport?.accuracies.find((entry) => entry.dimension === dimension && entry.type === type);
}

describe('nanoReport', () => {
  it('counts each dimension by its own grades and scores', () => {
    expect(accuracy('instructionFollowing', 'all')).toMatchObject({ pairs: 2, accuracy: 0.5 });
    expect(accuracy('visualQuality', 'all')).toMatchObject({ pairs: 1, accuracy: 1 });
  });

  it('tells types of edit apart, those without pairs too', () => {
    expect(accuracy('instructionFollowing', 'recolor')).toMatchObject({ pairs: 1, accuracy: 1 });
    expect(accuracy('instructionFollowing', 'move')).toMatchObject({ pairs: 1, accuracy: 0 });
    expect(accuracy('visualQuality', 'move')).toMatchObject({ pairs: 0, accuracy: undefined, interval: undefined });
    expect(accuracy('visualQuality', 'add')).toMatchObject({ pairs: 0, accuracy: undefined });
  });

  it('gives intervals over scenes: of two, one right and one wrong, all is possible', () => {
    expect(accuracy('instructionFollowing', 'all')?.interval).toEqual({ low: 0, high: 1 });
    expect(accuracy('instructionFollowing', 'move')?.interval).toBeUndefined(); // one scene
  });

  it('compares the others with the first, within scenes', () => {
    expect(firstReport?.agreements).toEqual([]);
    // Following: 2 > 1 in both, then 5 > 3 against 5 < 6. Quality: 0 < 1 against 0 > -4, then 0 < 1 in both. Reward: 1 = 1
    // against 1 > -1.5, then 2.5 > 2 against 2.5 < 3.5: one tie, one pair discordant, -1 / sqrt(1 * 2).
    expect(secondReport?.agreements).toEqual([
      { of: 'instructionFollowing', tauB: 0, interval: { low: -1, high: 1 } },
      { of: 'visualQuality', tauB: 0, interval: { low: -1, high: 1 } },
      { of: 'reward', tauB: -1 / Math.sqrt(2), interval: expect.anything() },
    ]);
  });
});
