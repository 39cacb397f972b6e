/** How two lists of scores for the same items order the pairs of them. */
export interface PairAgreement {
  readonly concordant: number;
  readonly discordant: number;
  /** Equal in the first list alone, and in the second list alone. Pairs equal in both count nowhere, as in tau-b. */
  readonly tiedInFirst: number;
  readonly tiedInSecond: number;
}

export function comparePairs(first: readonly number[], second: readonly number[]): PairAgreement {
  const counts = { concordant: 0, discordant: 0, tiedInFirst: 0, tiedInSecond: 0 };
  for (let i = 1; i < first.length; i++) {
    for (let j = 0; j < i; j++) {
      const one = Math.sign((first[i] ?? NaN) - (first[j] ?? NaN));
      const other = Math.sign((second[i] ?? NaN) - (second[j] ?? NaN));
      if (one * other > 0) counts.concordant++;
      if (one * other < 0) counts.discordant++;
      if (one === 0 && other !== 0) counts.tiedInFirst++;
      if (one !== 0 && other === 0) counts.tiedInSecond++;
    }
  }
  return counts;
}

/**
 * Kendall's tau-b (Kendall 1945) over the pairs of all groups together. It is 1 when the lists order every pair alike,
 * and -1 when they order every pair differently. Undefined when a list tells no pair apart.
 */
export function kendallTauB(groups: readonly PairAgreement[]): number | undefined {
  const sum = (key: keyof PairAgreement) => groups.reduce((total, group) => total + group[key], 0);
  const ordered = sum('concordant') + sum('discordant');
  const inFirst = ordered + sum('tiedInSecond');
  const inSecond = ordered + sum('tiedInFirst');
  if (inFirst === 0 || inSecond === 0) return undefined;
  return (sum('concordant') - sum('discordant')) / Math.sqrt(inFirst * inSecond);
}
