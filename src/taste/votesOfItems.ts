import { at } from '../core/at.ts';
import { requestKey, type DatasetItem } from '../core/dataset/datasetItem.ts';
import { groupBy } from '../core/groupBy.ts';
import { comparedPairs } from './comparedPairs.ts';
import type { LabelledHead, Vote } from './trainingSet.ts';

/** Where a candidate's features are, and what keeps it apart from the others in trials. Undefined: it has none. */
export interface CandidateFeatures {
  readonly row: number;
  readonly source: string;
}

/** The row of an item's candidate. */
export type FindFeatures = (item: DatasetItem, candidate: number) => CandidateFeatures | undefined;

/**
 * The votes in a dataset's judgements, of the candidates that have features. Each two that people ranked are a vote, a tie too. How
 * many people chose each of a pair makes it a soft one. Of pictures that were scored one by one, two of one request are a vote:
 * see {@link comparedPairs}.
 */
export function votesOfItems(items: readonly DatasetItem[], find: FindFeatures): Vote[] {
  const ranked = items.flatMap((item) => (item.ranks ? votesOf(item, item.ranks, featuresOf(item, find)) : []));
  const single = items.filter(({ ranks }) => !ranks);
  const graded = [...groupBy(single, requestKey).values()].flatMap((group) =>
    votesOfScores(scoredIn(group, find, 'overall'), 'overall'),
  );
  return [...ranked, ...graded];
}

/**
 * The votes in scores of single dimensions, each of the head at its dimension's place. Each two candidates of an item that both have a
 * score are a vote, and so are each two of one request that stand alone in their items.
 */
export function votesOfDimensions(items: readonly DatasetItem[], find: FindFeatures): Vote[] {
  const together = items.filter(({ candidates }) => candidates.length > 1).map((item) => [item]);
  const alone = items.filter(({ candidates }) => candidates.length === 1);
  const groups = [...together, ...groupBy(alone, requestKey).values()];
  return groups.flatMap((group) => headsOf(group).flatMap((head) => votesOfScores(scoredIn(group, find, head), head)));
}

/** The dimensions that items have scores of, by their places. */
export function headsOf(items: readonly DatasetItem[]): number[] {
  const count = items.reduce((most, { dimensions }) => Math.max(most, dimensions?.length ?? 0), 0);
  return Array.from({ length: count }, (_, head) => head);
}

function featuresOf(item: DatasetItem, find: FindFeatures): Found {
  return item.candidates.map((_, candidate) => find(item, candidate));
}

type Found = readonly (CandidateFeatures | undefined)[];

function votesOf(item: DatasetItem, ranks: readonly number[], found: Found): Vote[] {
  return found.flatMap((first, i) =>
    found
      .slice(i + 1)
      .flatMap((second, k) => voteOf(first, second, targetOf(item, at(ranks, i), at(ranks, i + 1 + k)), 'overall')),
  );
}

function voteOf(first: Found[number], second: Found[number], target: number, of: LabelledHead): Vote[] {
  // A picture says nothing against itself.
  if (!first || !second || first.row === second.row) return [];
  return [{ first: first.row, second: second.row, target, of, source: first.source }];
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

/** A candidate with the score that people gave to it, of the whole or of one dimension. */
export interface ScoredCandidate {
  readonly score: number;
  readonly features: CandidateFeatures;
}

/** The candidates that have features and such a score. */
export function scoredIn(items: readonly DatasetItem[], find: FindFeatures, of: LabelledHead): ScoredCandidate[] {
  return items.flatMap((item) =>
    item.candidates.flatMap(({ humanScore }, k) => {
      const score = of === 'overall' ? humanScore : item.dimensions?.[of]?.scores[k];
      const features = score === undefined ? undefined : find(item, k);
      return score === undefined || !features ? [] : [{ score, features }];
    }),
  );
}

function votesOfScores(scored: readonly ScoredCandidate[], of: LabelledHead): Vote[] {
  return comparedPairs(scored.length).flatMap(([one, other]) => {
    const [first, second] = [at(scored, one), at(scored, other)];
    // A higher score is a better place.
    return voteOf(first.features, second.features, orderOf(-first.score, -second.score), of);
  });
}
