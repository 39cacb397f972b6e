import { Random } from '../../evaluation/statistics/random.ts';
import { labelsOf, sourcesOf, type Labels } from '../trainingSet.ts';

/** Labels to learn from, and labels of other sources. */
export interface Fold {
  readonly learned: Labels;
  readonly held: Labels;
}

/** Each source is held out once. The same seed gives the same folds. As many as there are sources at most. */
export function foldsOf(labels: Labels, count: number, seed: number): Fold[] {
  const sources = new Random(seed).shuffled(sourcesOf(labels));
  const folds = Math.min(count, sources.length);
  const foldOf = new Map(sources.map((source, place) => [source, place % folds]));
  return Array.from({ length: folds }, (_, fold) => ({
    learned: labelsOf(labels, (source) => foldOf.get(source) !== fold),
    held: labelsOf(labels, (source) => foldOf.get(source) === fold),
  }));
}
