import { at } from '../core/at.ts';
import type { RankedItem } from './rankedItem.ts';

/** How the pairs of pictures that people ordered came out, as HPSv3's own evaluation counts them. */
export interface OfficialPairs {
  /** Pairs that people ordered. */
  readonly total: number;
  /** The preferred picture has the higher reward. */
  readonly right: number;
  /** Both have the same reward, which is not right. */
  readonly equal: number;
}

/** Of all pairs of pictures of an item with different ranks. */
export function officialPairs({ ranks, scores }: RankedItem): OfficialPairs {
  const counts = { total: 0, right: 0, equal: 0 };
  for (const [i, rank] of ranks.entries()) {
    for (const [j, worse] of ranks.entries()) {
      if (!(rank < worse)) continue;
      const difference = at(scores, i) - at(scores, j);
      counts.total++;
      if (difference > 0) counts.right++;
      if (difference === 0) counts.equal++;
    }
  }
  return counts;
}
