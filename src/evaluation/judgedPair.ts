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
 * The share of pairs that the model orders, or ties, as people do, at the best epsilon. That is the first with the
 * highest share, of 0 and the absolute differences in order (Deutsch et al. 2023, "Ties Matter"). Epsilon is chosen on
 * the pairs that it is judged by, so the result flatters: label it so. A difference that is no number is wrong.
 * Undefined without pairs.
 */
export function accuracyWithTies(pairs: readonly JudgedPair[]): AccuracyWithTies | undefined {
  return prepareWithTies([pairs])(Uint32Array.of(1));
}

/** The same for groups of pairs that count as often as their weights say; sorts once, for any number of weights. */
export function prepareWithTies(
  groups: readonly (readonly JudgedPair[])[],
): (weights: Uint32Array) => AccuracyWithTies | undefined {
  const pairs = groups.flatMap((group, k) =>
    group.map((pair) => ({ pair, group: k, size: Math.abs(pair.difference) })),
  );
  const sorted = pairs.filter(({ size }) => !Number.isNaN(size)).toSorted((a, b) => a.size - b.size);
  // Typed arrays, because the bootstrap walks them thousands of times.
  const pairCounts = Uint32Array.from(groups, (group) => group.length);
  const concordant = Uint32Array.from(groups, (group) => group.filter(isConcordant).length);
  const groupOf = Uint32Array.from(sorted, ({ group }) => group);
  const sizes = Float64Array.from(sorted, ({ size }) => size);
  const gains = Int8Array.from(sorted, ({ pair }) => Number(pair.human === 0) - Number(isConcordant(pair)));
  return (weights) => {
    const total = weightedSum(pairCounts, weights);
    if (total === 0) return undefined;
    let right = weightedSum(concordant, weights);
    let mostRight = -1;
    let best = 0;
    for (let tied = 0, epsilon = 0; ; epsilon = at(sizes, tied)) {
      for (; tied < sizes.length && at(sizes, tied) <= epsilon; tied++) {
        right += at(gains, tied) * at(weights, at(groupOf, tied));
      }
      if (right > mostRight) [mostRight, best] = [right, epsilon];
      if (tied === sizes.length) return { accuracy: mostRight / total, epsilon: best };
    }
  };
}

/** Of the values of groups that count as often as their weights say. */
export function weightedSum(values: ArrayLike<number>, weights: Uint32Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += at(values, k) * at(weights, k);
  return sum;
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0;
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
