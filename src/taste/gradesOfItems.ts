import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import { groupBy } from '../core/groupBy.ts';
import type { Grade, LabelledHead } from './trainingSet.ts';
import { headsOf, scoredIn, type FindFeatures, type ScoredCandidate } from './votesOfItems.ts';

/** The scores that people gave to whole pictures which have features. */
export function gradesOfItems(items: readonly DatasetItem[], find: FindFeatures): Grade[] {
  return gradesOf(scoredIn(items, find, 'overall'), 'overall');
}

/** The scores of single dimensions, each of the head at its dimension's place. */
export function gradesOfDimensions(items: readonly DatasetItem[], find: FindFeatures): Grade[] {
  return headsOf(items).flatMap((head) => gradesOf(scoredIn(items, find, head), head));
}

/** A picture that was scored several times, as in several pairs, is one grade: the mean of its scores. */
function gradesOf(scored: readonly ScoredCandidate[], of: LabelledHead): Grade[] {
  return Array.from(
    groupBy(scored, ({ features }) => features.row),
    ([picture, same]): Grade => {
      const score = same.reduce((sum, one) => sum + one.score, 0) / same.length;
      // Of one picture, the group is one as well.
      const source = same.map(({ features }) => features.source)[0] ?? '';
      return { picture, score, of, source };
    },
  );
}
