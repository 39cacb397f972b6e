import { describe, expect, it } from 'vitest';
import type { CandidateScore } from '../core/score.ts';
import { datasetReport } from './datasetReport.ts';
import { officialAccuracy, officialLog } from './officialFiles.ts';
import type { ScoredItem } from './scoredItem.ts';

function score(reward: number): CandidateScore {
  const head = { mu: reward, logSigma: 0 };
  return { instructionFollowing: head, visualQuality: head, reward, logSigma: 0 };
}

/** An item of its own source; models are called a, b, c… by their place unless `models` names them. */
function item(
  line: number,
  rewards: readonly number[],
  { ranks, humans, models }: { ranks?: number[]; humans?: number[]; models?: string[] },
): ScoredItem {
  return {
    item: {
      line,
      instruction: `Edit ${line}`,
      source: { kind: 'file', name: `${line}.png` },
      candidates: rewards.map((_, k) => ({
        image: { kind: 'file', name: `${line}-${k}.png` },
        model: models?.[k],
        humanScore: humans?.[k],
      })),
      ranks,
    },
    scores: rewards.map(score),
  };
}

/** K = 2: an order that is right, one that is wrong, a tie 0.5 apart. K = 3: one right, one whose last two are exchanged. */
const ranked = [
  item(1, [2, 0], { ranks: [1, 2], models: ['a', 'b'] }),
  item(2, [1, 0], { ranks: [2, 1], models: ['a', 'b'] }),
  item(3, [1, 1.5], { ranks: [1, 1], models: ['a', 'b'] }),
  item(4, [1, 5, 3], { ranks: [3, 1, 2] }),
  item(5, [5, 1, 3], { ranks: [1, 2, 3] }),
];

describe('datasetReport', () => {
  it('gives the figures of GenAI-Bench and EditReward-Bench', () => {
    const report = datasetReport(ranked).ranked;
    // 9 pairs: at 0.5 the tie is right, one pair of each wrong item is not.
    expect(report?.withTies).toMatchObject({ value: 7 / 9, count: 9, epsilon: 0.5 });
    expect(report?.withoutTies).toMatchObject({ value: 6 / 8, count: 8 });
    expect(report?.strict).toMatchObject([
      { size: 2, value: 2 / 3, count: 3 },
      { size: 3, value: 1 / 2, count: 2 },
    ]);
    expect(report?.strictOverall).toMatchObject({ value: 3 / 5, count: 5 });
    const { low = NaN, high = NaN } = report?.strictOverall.interval ?? {};
    expect(low).toBeLessThan(3 / 5);
    expect(high).toBeGreaterThan(3 / 5);
  });

  it('compares P(A better) with what people prefer, ties left out', () => {
    const bins = datasetReport(ranked).ranked?.reliability.bins ?? [];
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(8);
    // Of line 2 alone: a lead of 1 with two sigmas of 1 is 0.76; people prefer the other.
    expect(bins.find(({ chance }) => Math.abs(chance - 0.7602) < 1e-4)).toMatchObject({ count: 1, outcome: 0 });
  });

  it('ranks the editing models by reward and by people', () => {
    const { byReward, byPeople } = datasetReport(ranked).leaderboards;
    // By reward a wins twice and b once; by people each wins once, and once neither.
    expect(byReward.map(({ model, contests }) => [model, contests])).toEqual([
      ['a', 3],
      ['b', 3],
    ]);
    expect(byReward[0]?.strength).toBeGreaterThan(0.1);
    expect(byPeople[0]?.strength).toBeCloseTo(0, 9);
  });

  it('correlates single scores within models', () => {
    const single = [
      ...[0.1, 0.2, 0.3].map((reward, k) => item(k, [reward], { humans: [[1, 2, 4][k] ?? 0], models: ['m'] })),
      ...[3, 2, 1].map((reward, k) => item(10 + k, [reward], { humans: [k] })),
    ];
    const { pointwise, ranked: none } = datasetReport(single);
    expect(pointwise?.models).toMatchObject([
      { model: 'm', value: expect.closeTo(1, 12), count: 3 },
      { model: 'unknown', value: expect.closeTo(-1, 12), count: 3 },
    ]);
    expect(pointwise?.mean).toMatchObject({ value: expect.closeTo(0, 12), count: 2 });
    expect(none).toBeUndefined();
  });

  it('is empty for nothing', () => {
    expect(datasetReport([])).toEqual({
      ranked: undefined,
      pointwise: undefined,
      leaderboards: { byReward: [], byPeople: [] },
    });
  });
});

describe('officialAccuracy', () => {
  it('has a split for each number of edits, and overall', () => {
    expect(officialAccuracy(ranked)).toEqual({
      '2pair': {
        pairwise_accuracy: 2 / 3,
        strict_ranking_accuracy: 2 / 3,
        strict_correct_count: 2,
        strict_total_samples: 3,
        pair_count: 3,
      },
      '3pair': {
        pairwise_accuracy: 5 / 6,
        strict_ranking_accuracy: 1 / 2,
        strict_correct_count: 1,
        strict_total_samples: 2,
        pair_count: 6,
      },
      overall: {
        pairwise_accuracy: 7 / 9,
        strict_ranking_accuracy: 3 / 5,
        strict_correct_count: 3,
        strict_total_samples: 5,
        pair_count: 9,
        total_pair_count: 9,
      },
    });
  });

  it('is undefined when people ranked nothing', () => expect(officialAccuracy([])).toBeUndefined());
});

describe('officialLog', () => {
  it('says of each item what the model made of it', () => {
    const log = officialLog(ranked);
    expect(log.map((entry) => [entry.file_name, entry.sample_index, entry.ground_truth])).toEqual([
      ['2pair', 0, 'A>B'],
      ['2pair', 1, 'B>A'],
      ['2pair', 2, 'A=B'],
      ['3pair', 0, 'B>C>A'],
      ['3pair', 1, 'A>B>C'],
    ]);
    expect(log.map((entry) => entry.strict_accuracy_correct)).toEqual([true, false, true, true, false]);
    expect(log[4]).toMatchObject({
      prompt: 'Edit 5',
      model_outputs: [
        { path: '5-0.png', score: 5, predicted_rank: 1 },
        { path: '5-1.png', score: 1, predicted_rank: 3 },
        { path: '5-2.png', score: 3, predicted_rank: 2 },
      ],
    });
  });
});
