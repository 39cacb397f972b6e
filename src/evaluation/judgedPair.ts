/** Two edits of one source that people compared and a model scored. */
export interface JudgedPair {
  /** 1: people prefer the first; -1: the second; 0: neither. */
  readonly human: -1 | 0 | 1;
  /** The model's score of the first less that of the second. */
  readonly difference: number;
}

export interface AccuracyWithTies {
  readonly accuracy: number;
  /** Scores that differ by at most this much count as equal. */
  readonly epsilon: number;
}

/**
 * The share of pairs that the model orders, or ties, as people do, at the best epsilon: the first of 0 and the absolute
 * differences in order that gives the highest share (Deutsch et al. 2023, "Ties Matter"). As epsilon is chosen on the
 * pairs that it is judged by, the result flatters: label it so. A difference that is no number is wrong. Undefined without
 * pairs.
 */
export function accuracyWithTies(pairs: readonly JudgedPair[]): AccuracyWithTies | undefined {
  return prepareWithTies([pairs])(Uint32Array.of(1));
}

/** The same for groups of pairs that count as often as their weights say; sorts once, for any number of weights. */
export function prepareWithTies(
  groups: readonly (readonly JudgedPair[])[],
): (weights: Uint32Array) => AccuracyWithTies | undefined {
  const pairs = groups.flatMap((group, k) =>
    group.map((pair) => ({ ...pair, group: k, size: Math.abs(pair.difference) })),
  );
  const sorted = pairs.filter(({ size }) => !Number.isNaN(size)).toSorted((a, b) => a.size - b.size);
  return (weights) => {
    let total = 0;
    for (const { group } of pairs) total += weights[group] ?? 0;
    let right = 0;
    for (const pair of sorted) if (isConcordant(pair)) right += weights[pair.group] ?? 0;
    let best = { right: -1, epsilon: 0 };
    for (let tied = 0, epsilon = 0; ;) {
      for (let pair = sorted[tied]; pair && pair.size <= epsilon; pair = sorted[++tied]) {
        right += (Number(pair.human === 0) - Number(isConcordant(pair))) * (weights[pair.group] ?? 0);
      }
      if (right > best.right) best = { right, epsilon };
      const next = sorted[tied];
      if (!next) return total === 0 ? undefined : { accuracy: best.right / total, epsilon: best.epsilon };
      epsilon = next.size;
    }
  };
}

/**
 * The share of right orders among the pairs that people ordered; equal scores are wrong, pairs that people tied are left
 * out. Undefined without any.
 */
export function accuracyWithoutTies(pairs: readonly JudgedPair[]): number | undefined {
  const ordered = pairs.filter(({ human }) => human !== 0);
  return ordered.length === 0 ? undefined : ordered.filter(isConcordant).length / ordered.length;
}

function isConcordant({ human, difference }: JudgedPair): boolean {
  return human * difference > 0;
}
