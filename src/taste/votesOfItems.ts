import { at } from '../core/at.ts';
import { requestKey, type DatasetItem } from '../core/dataset/datasetItem.ts';
import { groupBy } from '../core/groupBy.ts';
import type { Vote } from './trainingSet.ts';

/** Where a candidate's features are, and what keeps it apart from the others in trials. Undefined: it has none. */
export interface CandidateFeatures {
  readonly row: number;
  readonly source: string;
}

/** The row of an item's candidate. */
export type FindFeatures = (item: DatasetItem, candidate: number) => CandidateFeatures | undefined;

/**
 * The votes in a dataset's judgements, of the candidates that have features. Each two that people ranked are a vote, a tie too. How
 * many people chose each of a pair makes it a soft one. Of pictures that were scored one by one, each two of one request are a vote.
 */
export function votesOfItems(items: readonly DatasetItem[], find: FindFeatures): Vote[] {
  const ranked = items.flatMap((item) => (item.ranks ? votesOf(item, item.ranks, featuresOf(item, find)) : []));
  const single = items.filter(({ ranks }) => !ranks);
  const graded = [...groupBy(single, requestKey).values()].flatMap((group) => votesOfScores(group, find));
  return [...ranked, ...graded];
}

function featuresOf(item: DatasetItem, find: FindFeatures): Found {
  return item.candidates.map((_, candidate) => find(item, candidate));
}

type Found = readonly (CandidateFeatures | undefined)[];

function votesOf(item: DatasetItem, ranks: readonly number[], found: Found): Vote[] {
  return found.flatMap((first, i) =>
    found
      .slice(i + 1)
      .flatMap((second, k) => voteOf(first, second, targetOf(item, at(ranks, i), at(ranks, i + 1 + k)))),
  );
}

function voteOf(first: Found[number], second: Found[number], target: number): Vote[] {
  // A picture says nothing against itself.
  if (!first || !second || first.row === second.row) return [];
  return [{ first: first.row, second: second.row, target, of: 'overall', source: first.source }];
}

function orderOf(first: number, second: number): number {
  return first === second ? 0.5 : Number(first < second);
}

function targetOf({ votes }: DatasetItem, first: number, second: number): number {
  const [one = 0, other = 0] = votes ?? [];
  // As many as chose it; the order itself where that contradicts it, as the official code trains by the order alone.
  const share = one + other > 0 ? one / (one + other) : undefined;
  const order = orderOf(first, second);
  return share !== undefined && (share - 0.5) * (order - 0.5) > 0 ? share : order;
}

/** Of the items of one request. */
function votesOfScores(items: readonly DatasetItem[], find: FindFeatures): Vote[] {
  const scored = items.flatMap((item) => {
    const found = featuresOf(item, find);
    return item.candidates.map(({ humanScore }, k) => ({ score: humanScore, features: found[k] }));
  });
  return scored.flatMap((first, i) =>
    scored.slice(i + 1).flatMap((second) => {
      if (first.score === undefined || second.score === undefined) return [];
      // A higher score is a better place.
      return voteOf(first.features, second.features, orderOf(-first.score, -second.score));
    }),
  );
}
