import { describe, expect, it } from 'vitest';
import { ASSUMED, UNDERSTOOD, UNKNOWN, type Judgement } from '../../core/dataset/judgement.ts';
import { datasetReport } from '../datasetReport.ts';
import { resultItem } from '../../testing/resultItemForTest.ts';
import * as summaries from './summaries.ts';

function score(reward: number) {
  const head = { mu: reward, logSigma: 0 };
  return { reward, logSigma: 0, instructionFollowing: head, visualQuality: head };
}

const models = ['good', 'poor'];
const report = datasetReport([
  resultItem(1, [score(2), score(0)], { ranks: [1, 2], models }),
  resultItem(2, [score(1), score(0)], { ranks: [2, 1], models }),
]);
const nothing = datasetReport([]);
const tied = datasetReport([resultItem(1, [score(1), score(1)], { ranks: [1, 1], models: ['a', 'a'] })]);
const single = datasetReport([resultItem(1, [score(1)], { humans: [3] })]);
const bare = datasetReport([resultItem(1, [{ reward: 2 }, { reward: 1 }], { ranks: [1, 2] })]);

/** Pairs with ranks that come from there. */
const said = (...kinds: Judgement['kind'][]) =>
  datasetReport(
    kinds.map((kind, k) => {
      const judgement = kind === 'understood' ? UNDERSTOOD : kind === 'assumed' ? ASSUMED : UNKNOWN;
      return resultItem(k, [score(2), score(0)], { ranks: [1, 2], judgement });
    }),
  );

describe('summaries', () => {
  it('say what the figures are', () => {
    expect(summaries.accuracySummary(report)).toBe(
      'The model agrees with people on 50.0% of 2 pairs, ties counted, and on the whole order of 50.0% of 2 items.',
    );
    expect(summaries.leaderboardSummary(report.leaderboards.byReward, 'the reward')).toBe(
      'By the reward, good is first of 2 and poor last.',
    );
    expect(report.distributions.map(summaries.distributionSummary)[0]).toBe(
      'On average 1.00 preferred (2), 0.50 not preferred (2).',
    );
    // Phi(2 / sqrt 2) = 0.92135 right and Phi(1 / sqrt 2) = 0.76025 wrong: (0.07865 + 0.76025) / 2 = 0.41945, and the mean
    // of their squares 0.29208.
    expect(summaries.reliabilitySummary(report)).toBe(
      'Stated chances and what people preferred are 41.9% apart on average (calibration error); Brier score 0.292, ' +
        'where always saying one half gives 0.250.',
    );
    expect(summaries.sigmaSummary(report)).toBe(
      'From its uncertainty the model expects to order 84.1% of 2 pairs as people do; it orders 50.0% so.',
    );
    expect(summaries.intervalNote(report)).toContain('by the bootstrap over 2 sources with their instructions');
  });

  it('say what they rest on', () => {
    expect(summaries.judgementSummary(said('understood'))).toBe('Judgements by people: 1 understood.');
    expect(summaries.judgementSummary(said('unknown'))).toContain('Open the dataset again to find out.');
    expect(said('understood', 'unknown', 'assumed').judgements).toMatchObject({
      understood: 1,
      unknown: 1,
      assumed: 1,
    });
  });

  it('call no order one of people that none is known to have given', () => {
    const assumed = said('assumed');
    // Phi(2 / sqrt 2) = 0.92135.
    expect(summaries.reliabilitySummary(assumed)).toBe(
      'Stated chances and what is taken for preferred are 7.9% apart on average (calibration error); Brier score 0.006, ' +
        'where always saying one half gives 0.250.',
    );
    expect(summaries.sigmaSummary(assumed)).toBe(
      "From its uncertainty the model expects to order 92.1% of 1 pair in the order that is taken for people's; it orders 100.0% so.",
    );
    expect(summaries.preferredText(assumed)).toBe('A is taken for preferred');
    expect(summaries.orderedText(assumed)).toBe("Ordered as is taken for people's order");
    expect(summaries.preferredText(said('understood'))).toBe('People prefer A');
    expect(summaries.orderedText(said('understood'))).toBe('Ordered as people do');
  });

  it('correlate single scores', () => {
    const edits = [1, 2, 3].map((value) => resultItem(value, [score(value)], { humans: [value], models: ['m'] }));
    expect(summaries.correlationSummary(datasetReport(edits))).toBe(
      "Within an editing model, rewards and people's scores correlate by 1.000 on average (Spearman).",
    );
  });

  it.each([
    ['nothing', summaries.accuracySummary(nothing), 'People compared no edits in these results'],
    ['single edits alone', summaries.accuracySummary(single), 'People compared no edits in these results'],
    ['single edits alone', summaries.reliabilitySummary(single), 'People compared no edits in these results.'],
    ['single edits alone', summaries.sigmaSummary(single), 'People compared no edits in these results.'],
    ['one single edit', summaries.correlationSummary(single), 'Within no editing model do both the scores'],
    ['pairs alone', summaries.correlationSummary(report), 'People scored no single edits in these results'],
    ['all tied', summaries.reliabilitySummary(tied), 'People tied every pair, so there is no preference to predict.'],
    ['all tied', summaries.sigmaSummary(tied), 'People tied every pair, so there is no preference to predict.'],
    ['rewards alone', summaries.sigmaSummary(bare), 'These results hold rewards without their uncertainty.'],
    [
      'one source',
      summaries.intervalNote(bare),
      'All items are of one source and instruction, which gives no interval.',
    ],
    [
      'one editing model',
      summaries.leaderboardSummary(tied.leaderboards.byReward, 'the reward'),
      'No two named editing models met in an item for the reward to choose between.',
    ],
  ])('say of %s what is missing', (_what, text, expected) => {
    expect(text).toContain(expected);
    expect(text).not.toMatch(/NaN|undefined|none/);
  });
});
