import { groupBy } from '../../core/groupBy.ts';

/**
 * Spearman's rank correlation: Pearson's of the ranks, equal values taking the mean of their ranks. Undefined when one of the
 * lists is constant or there are fewer than two items.
 */
export function spearman(first: readonly number[], second: readonly number[]): number | undefined {
  return prepareSpearman(first, second)(new Uint32Array(first.length).fill(1));
}

/** The same for items that count as often as their weights say; sorts once, for any number of weights. */
export function prepareSpearman(
  first: readonly number[],
  second: readonly number[],
): (weights: Uint32Array) => number | undefined {
  const [ranksOfFirst, ranksOfSecond] = [prepareRanks(first), prepareRanks(second)];
  return (weights) => {
    const [a, b] = [ranksOfFirst(weights), ranksOfSecond(weights)];
    const count = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = (count + 1) / 2;
    const sums = { ab: 0, aa: 0, bb: 0 };
    for (let k = 0; k < a.length; k++) {
      const [x, y, weight] = [(a[k] ?? 0) - mean, (b[k] ?? 0) - mean, weights[k] ?? 0];
      sums.ab += weight * x * y;
      sums.aa += weight * x * x;
      sums.bb += weight * y * y;
    }
    const norm = Math.sqrt(sums.aa * sums.bb);
    return norm > 0 ? sums.ab / norm : undefined;
  };
}

/** Ranks from 1, ascending; equal values share the mean of theirs. */
export function meanRanks(values: readonly number[]): number[] {
  return [...prepareRanks(values)(new Uint32Array(values.length).fill(1))];
}

/** Ranks when values count as often as their weights say: those of a value's copies share their mean. */
function prepareRanks(values: readonly number[]): (weights: Uint32Array) => Float64Array {
  const order = Uint32Array.from(values.keys()).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const isSame = Uint8Array.from(order, (index, k) => Number(k > 0 && values[index] === values[order[k - 1] ?? 0]));
  return (weights) => {
    const ranks = new Float64Array(order.length);
    for (let start = 0, end = 0, below = 0; start < order.length; start = end) {
      let count = 0;
      do count += weights[order[end++] ?? 0] ?? 0;
      while (isSame[end] === 1);
      for (let k = start; k < end; k++) ranks[order[k] ?? 0] = below + (count + 1) / 2;
      below += count;
    }
    return ranks;
  };
}

/** An edit of an editing model that people gave a score of its own. */
export interface ScoredEdit {
  readonly model: string;
  readonly score: number;
  readonly human: number;
}

export interface SpearmanByModel {
  /** Undefined for a model whose scores, human or not, are all the same. */
  readonly models: ReadonlyMap<string, number | undefined>;
  /** Of the models that have one. */
  readonly mean: number | undefined;
  /**
   * The figure of ImagenHub's code, and of EditReward's after it: tanh of the mean. That would be right if the
   * correlations had been transformed by atanh before. They are not.
   */
  readonly official: number | undefined;
}

export function spearmanByModel(edits: readonly ScoredEdit[]): SpearmanByModel {
  return prepareSpearmanByModel([edits])(Uint32Array.of(1));
}

/** The same for groups of edits that count as often as their weights say. */
export function prepareSpearmanByModel(
  groups: readonly (readonly ScoredEdit[])[],
): (weights: Uint32Array) => SpearmanByModel {
  const all = groups.flatMap((edits, group) => edits.map((edit) => ({ ...edit, group })));
  const prepared = [...groupBy(all, ({ model }) => model)].map(([model, edits]) => ({
    model,
    groupOf: Uint32Array.from(edits, ({ group }) => group),
    correlate: prepareSpearman(
      edits.map(({ score }) => score),
      edits.map(({ human }) => human),
    ),
  }));
  return (weights) => {
    const models = new Map(
      prepared.map(({ model, groupOf, correlate }) => [model, correlate(groupOf.map((group) => weights[group] ?? 0))]),
    );
    const known = [...models.values()].filter((value) => value !== undefined);
    const mean = known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
    return { models, mean, official: mean === undefined ? undefined : Math.tanh(mean) };
  };
}
