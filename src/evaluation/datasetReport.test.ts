import { describe, expect, it } from 'vitest';
import type { CandidateScore } from '../core/score/score.ts';
import { editScore } from '../testing/scoreForTest.ts';
import { datasetReport } from './datasetReport.ts';
import { officialAccuracy, officialLog } from './officialFiles.ts';
import { resultItem } from '../testing/resultItemForTest.ts';

function score(reward: number): CandidateScore {
  const head = { mu: reward, logSigma: 0 };
  return editScore(head, head);
}

function item(line: number, rewards: readonly number[], labels: Parameters<typeof resultItem>[2]) {
  return resultItem(line, rewards.map(score), labels);
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

  it('finds no order in one edit, however it is ranked', () => {
    const alone = item(6, [1], { ranks: [1], models: ['a'] });
    expect(datasetReport([...ranked, alone]).ranked).toEqual(datasetReport(ranked).ranked);
    expect(datasetReport([alone])).toMatchObject({
      ranked: undefined,
      distributions: [{ labels: [{ label: 'unlabelled' }] }, {}, {}],
    });
    expect(officialAccuracy([...ranked, alone])).toEqual(officialAccuracy(ranked));
    expect(officialAccuracy([alone])).toBeUndefined();
    expect(officialLog([...ranked, alone])).toEqual(officialLog(ranked));
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

  it('counts items of one source and instruction as one group, which alone gives no interval', () => {
    const [first, second] = [1, 2].map((line) => item(line, [2, 0], { ranks: [1, 2], source: 'same.png' }));
    const report = datasetReport([first, second].filter((one) => one !== undefined));
    expect(report).toMatchObject({ itemCount: 2, groupCount: 1 });
    expect(report.ranked?.strictOverall).toEqual({ value: 1, interval: undefined, count: 2 });
  });

  it('gives the same for the same seed, and tells how far it is', () => {
    const shares: number[] = [];
    const report = datasetReport(ranked, { seed: 3, onProgress: (share) => shares.push(share) });
    expect(datasetReport(ranked, { seed: 3 })).toEqual(report);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    // Two leaderboards of 3 contests and 500 fits each, after 5 items and 2000 resamples; the last of 25 reports.
    expect([shares[0], shares.at(-1)]).toEqual([0, (10_000 + 1500 + 1500 * (480 / 500)) / 13_000]);
  });

  it('has shares but no order when people tie everything', () => {
    // At 0 none is right; at 0.5 both.
    const tied = [item(1, [1, 1.5], { ranks: [1, 1] }), item(2, [3, 3.25], { ranks: [1, 1] })];
    const report = datasetReport(tied).ranked;
    expect(report?.withTies).toMatchObject({ value: 1, count: 2, epsilon: 0.5 });
    expect(report?.withoutTies).toEqual({ value: undefined, interval: undefined, count: 0 });
    expect(report?.strict).toMatchObject([{ size: 2, value: 1, count: 2 }]);
    expect(report?.reliability).toEqual({ bins: [], calibrationError: undefined, brier: undefined });
    expect(report?.sigmaCalibration).toEqual([]);
  });

  it('is wrong about every order when the model ties everything', () => {
    const report = datasetReport([item(1, [1, 1], { ranks: [1, 2] }), item(2, [1, 1, 1], { ranks: [1, 2, 3] })]);
    expect(report.ranked?.withTies).toMatchObject({ value: 0, epsilon: 0, count: 4 });
    expect(report.ranked?.withoutTies).toMatchObject({ value: 0, count: 4 });
    expect(report.ranked?.strictOverall).toMatchObject({ value: 0, count: 2 });
    expect(report.ranked?.sigmaCalibration).toMatchObject([{ count: 4, expected: 0.5, observed: 0.5 }]);
  });

  it('has no contests with one editing model, but figures', () => {
    const report = datasetReport([item(1, [2, 0], { ranks: [1, 2], models: ['a', 'a'] })]);
    expect(report.leaderboards).toEqual({ byReward: [], byPeople: [] });
    expect(report.ranked?.withoutTies.value).toBe(1);
  });

  it('has no correlation when the model gives every edit one score', () => {
    const same = [1, 2, 3].map((human) => item(human, [5], { humans: [human], models: ['m'] }));
    expect(datasetReport(same).pointwise).toEqual({
      models: [{ model: 'm', value: undefined, interval: undefined, count: 3 }],
      mean: { value: undefined, interval: undefined, count: 0 },
      official: undefined,
    });
  });

  it('leaves out what needs uncertainty where results say only rewards', () => {
    const report = datasetReport([resultItem(1, [{ reward: 2 }, { reward: 1 }], { ranks: [1, 2] })]);
    expect(report.ranked?.withTies.value).toBe(1);
    expect(report.ranked?.reliability.bins).toEqual([]);
    expect(report.distributions.map(({ of }) => of)).toEqual(['reward']);
  });

  it('is empty for nothing', () => {
    expect(datasetReport([])).toEqual({
      itemCount: 0,
      groupCount: 0,
      judgements: { understood: 0, absent: 0, assumed: 0, unreadable: 0, unknown: 0 },
      ranked: undefined,
      pointwise: undefined,
      leaderboards: { byReward: [], byPeople: [] },
      distributions: [],
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

  it('has no pairs to count when people tie three', () => {
    expect(officialAccuracy([item(1, [1, 2, 3], { ranks: [1, 1, 1] })])).toMatchObject({
      '3pair': { pairwise_accuracy: null, strict_ranking_accuracy: 0, strict_total_samples: 1, pair_count: 3 },
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
      prompt: 'Edit 5.png',
      model_outputs: [
        { path: '5-0.png', score: 5, predicted_rank: 1 },
        { path: '5-1.png', score: 1, predicted_rank: 3 },
        { path: '5-2.png', score: 3, predicted_rank: 2 },
      ],
    });
  });
});
