/** Pairs that a model ordered as people did, of those that people ordered. */
export interface PairCounts {
  readonly right: number;
  readonly total: number;
}

/**
 * Over all pairs of items whose grades differ: how many have the higher score at the higher grade. Equal scores count as
 * wrong. `scores` and `grades` are in the same order.
 */
export function countRightPairs(scores: readonly number[], grades: readonly number[]): PairCounts {
  let right = 0;
  let total = 0;
  for (const [i, grade] of grades.entries()) {
    for (const [j, lower] of grades.entries()) {
      if (!(grade > lower)) continue;
      total++;
      if ((scores[i] ?? NaN) > (scores[j] ?? NaN)) right++;
    }
  }
  return { right, total };
}

/** Right pairs of all groups together; undefined without pairs. */
export function pairAccuracy(groups: readonly PairCounts[]): number | undefined {
  const total = groups.reduce((sum, counts) => sum + counts.total, 0);
  return total === 0 ? undefined : groups.reduce((sum, counts) => sum + counts.right, 0) / total;
}
