import { pairsOf, type JudgeVote, type JudgeVotes } from '../core/dataset/judgeVote.ts';
import { groupBy } from '../core/groupBy.ts';
import type { DatasetReport, ReportOptions } from './datasetReport.ts';
import type { Estimate } from './estimate.ts';
import type { JudgeFacts } from './judgeFacts.ts';
import { weightedSum } from './judgedPair.ts';
import { bootstrapIntervals, type BootstrapOptions } from './statistics/bootstrap.ts';
import { bradleyTerry, type Contest } from './statistics/bradleyTerry.ts';

/**
 * How a judge agrees with people, by the figures of EditReward's own evaluation of chat models. An item counts as right if the
 * judge said of all of its pairs what people said. It gives no rewards, so all that rests on rewards is empty.
 */
export function judgeReport(
  { name, votes, unanswered }: JudgeVotes,
  { seed = 0, onProgress }: ReportOptions = {},
): DatasetReport & { readonly judge: JudgeFacts } {
  const items = [...groupBy(votes, itemKey).values()];
  // The files name no source. Pairs of an item stay together, whatever their instructions.
  const groups = [...groupBy(items, ([vote]) => vote?.instruction).values()].map((its) => its.flat());
  const options = { seed, onProgress: onProgress && ((done: number, total: number) => onProgress(done / total)) };
  const none = { absent: 0, assumed: 0, unreadable: 0, unknown: 0 };
  return {
    itemCount: items.length,
    groupCount: groups.length,
    judgements: { understood: items.length, ...none },
    ranked: votes.length === 0 ? undefined : rankedFigures(groups, options),
    pointwise: undefined,
    leaderboards: { byReward: strengthsBy(groups, 'judge', seed), byPeople: strengthsBy(groups, 'human', seed) },
    distributions: [],
    judge: { name, unanswered, unclear: votes.filter(({ judge }) => judge === undefined).length },
  };
}

type Groups = readonly (readonly JudgeVote[])[];

function itemKey({ size, item }: JudgeVote): string {
  return `${size} ${item}`;
}

/** What is counted: so many of so many in each group. */
interface Counts {
  readonly right: readonly number[];
  readonly total: readonly number[];
}

function rankedFigures(groups: Groups, options: BootstrapOptions): NonNullable<DatasetReport['ranked']> {
  const sizes = [...new Set(groups.flat().map(({ size }) => size))].toSorted((a, b) => a - b);
  const counts = [
    pairCounts(groups),
    pairCounts(groups.map((votes) => votes.filter(({ human }) => human !== 0))),
    itemCounts(groups),
    ...sizes.map((size) => itemCounts(groups.map((votes) => votes.filter((vote) => vote.size === size)))),
  ];
  const shares = (weights: Uint32Array) => counts.map((one) => shareOf(one, weights));
  const once = new Uint32Array(groups.length).fill(1);
  const [values, intervals] = [shares(once), bootstrapIntervals(groups.length, shares, options)];
  const estimate = (index: number): Estimate => ({
    value: values[index],
    interval: intervals[index],
    count: weightedSum(counts[index]?.total ?? [], once),
  });
  return {
    withTies: { ...estimate(0), epsilon: undefined },
    withoutTies: estimate(1),
    strictOverall: estimate(2),
    strict: sizes.map((size, k) => ({ size, ...estimate(3 + k) })),
    reliability: { bins: [], calibrationError: undefined, brier: undefined },
    sigmaCalibration: [],
  };
}

function shareOf({ right, total }: Counts, weights: Uint32Array): number | undefined {
  const all = weightedSum(total, weights);
  return all === 0 ? undefined : weightedSum(right, weights) / all;
}

function pairCounts(groups: Groups): Counts {
  return {
    right: groups.map((votes) => votes.filter(({ isRight }) => isRight).length),
    total: groups.map((votes) => votes.length),
  };
}

/** An item with a pair that has no answer is not right, as in the official code. */
function itemCounts(groups: Groups): Counts {
  const items = groups.map((votes) => [...groupBy(votes, itemKey).values()]);
  return {
    right: items.map((its) => its.filter((pairs) => isWholeAndRight(pairs)).length),
    total: items.map((its) => its.length),
  };
}

function isWholeAndRight(pairs: readonly JudgeVote[]): boolean {
  return pairs.length === pairsOf(pairs[0]?.size ?? 0) && pairs.every(({ isRight }) => isRight);
}

/** Of the editing models, by what the judge or people preferred. */
function strengthsBy(groups: Groups, by: 'judge' | 'human', seed: number): DatasetReport['leaderboards']['byPeople'] {
  const contests = groups.map((votes) =>
    votes.flatMap((vote): Contest[] => {
      const [first, second] = vote.editors;
      const preferred = vote[by];
      if (first === undefined || second === undefined || first === second || preferred === undefined) return [];
      return [{ first, second, outcome: (1 + preferred) / 2 }];
    }),
  );
  return bradleyTerry(contests, { seed });
}
