import { at } from '../core/at.ts';
import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import type { Grade, Labels, Vote } from './trainingSet.ts';

/** Where a candidate's features are, and what keeps it apart from the others in trials. Undefined: it has none. */
export interface CandidateFeatures {
  readonly row: number;
  readonly source: string;
}

/** The row of an item's candidate. */
export type FindFeatures = (item: DatasetItem, candidate: number) => CandidateFeatures | undefined;

/**
 * What a dataset's judgements teach, of the candidates that have features. Each two that people ranked are a vote. How many people
 * chose each of a pair makes it a soft one. Scores that people gave to single pictures are grades.
 */
export function labelsOfItems(items: readonly DatasetItem[], find: FindFeatures): Labels {
  const votes: Vote[] = [];
  const grades: Grade[] = [];
  for (const item of items) {
    const found = item.candidates.map((_, candidate) => find(item, candidate));
    if (item.ranks) votes.push(...votesOf(item, item.ranks, found));
    else grades.push(...gradesOf(item, found));
  }
  return { votes, grades };
}

type Found = readonly (CandidateFeatures | undefined)[];

function votesOf(item: DatasetItem, ranks: readonly number[], found: Found): Vote[] {
  return found.flatMap((first, i) =>
    found.slice(i + 1).flatMap((second, k): Vote[] => {
      // A picture says nothing against itself.
      if (!first || !second || first.row === second.row) return [];
      const target = targetOf(item, at(ranks, i), at(ranks, i + 1 + k));
      return [{ first: first.row, second: second.row, target, of: 'overall', source: first.source }];
    }),
  );
}

function targetOf({ votes }: DatasetItem, first: number, second: number): number {
  const [one = 0, other = 0] = votes ?? [];
  // As many as chose it; the order itself where that contradicts it, as the official code trains by the order alone.
  const share = one + other > 0 ? one / (one + other) : undefined;
  const order = first === second ? 0.5 : Number(first < second);
  return share !== undefined && (share - 0.5) * (order - 0.5) > 0 ? share : order;
}

function gradesOf({ candidates }: DatasetItem, found: Found): Grade[] {
  return candidates.flatMap(({ humanScore }, candidate): Grade[] => {
    const features = found[candidate];
    if (humanScore === undefined || !features) return [];
    return [{ picture: features.row, score: humanScore, of: 'overall', source: features.source }];
  });
}
