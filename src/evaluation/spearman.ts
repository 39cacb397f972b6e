import { groupBy } from '../core/groupBy.ts';

/**
 * Spearman's rank correlation: Pearson's of the ranks, equal values taking the mean of their ranks. Undefined when one of the
 * lists is constant or there are fewer than two items.
 */
export function spearman(first: readonly number[], second: readonly number[]): number | undefined {
  return pearson(meanRanks(first), meanRanks(second));
}

/** Ranks from 1, ascending; equal values share the mean of theirs. */
export function meanRanks(values: readonly number[]): number[] {
  const order = [...values.keys()].toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = Array.from<number>({ length: values.length });
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
  }
  return ranks;
}

function pearson(first: readonly number[], second: readonly number[]): number | undefined {
  const [a, b] = [centered(first), centered(second)];
  const norm = Math.sqrt(dot(a, a) * dot(b, b));
  return norm > 0 ? dot(a, b) / norm : undefined;
}

function centered(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
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
   * What ImagenHub's code, and EditReward's after it, reports: tanh of the mean, as if the correlations had been
   * transformed by atanh before, which they are not.
   */
  readonly official: number | undefined;
}

export function spearmanByModel(edits: readonly ScoredEdit[]): SpearmanByModel {
  const byModel = groupBy(edits, ({ model }) => model);
  const models = new Map(
    [...byModel].map(([model, its]) => [
      model,
      spearman(
        its.map(({ score }) => score),
        its.map(({ human }) => human),
      ),
    ]),
  );
  const known = [...models.values()].filter((value) => value !== undefined);
  const mean = known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
  return { models, mean, official: mean === undefined ? undefined : Math.tanh(mean) };
}
