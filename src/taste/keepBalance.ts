import { at } from '../core/at.ts';
import { batchOf } from './batches.ts';
import type { HeadOutputs } from './loss/labelsLoss.ts';
import type { MatrixProducts } from './network/matrixProducts.ts';
import { spreadOf } from './scores/scoreScale.ts';
import type { TasteHeads } from './tasteHeads.ts';
import type { Features, Labels } from './trainingSet.ts';
import { headOutputs } from './wholeHeads/learnWholeHeads.ts';

/**
 * Shares by which each head varies the reward as much as it did in the original. Judgements of single dimensions say nothing of how
 * much each counts, but they change how far a head's mu spreads.
 */
export async function balancedShares(
  original: TasteHeads,
  { heads }: Pick<TasteHeads, 'heads'>,
  features: Features,
  labels: Labels,
  products: MatrixProducts,
): Promise<number[]> {
  const { rows } = batchOf([labels]);
  const before = await headOutputs(original.heads, features, rows, products);
  const after = await headOutputs(heads, features, rows, products);
  return original.shares.map((share, head) => (share * muSpread(before, head)) / muSpread(after, head));
}

function muSpread(outputs: HeadOutputs, head: number): number {
  return spreadOf([...at(outputs, head)].filter((_, k) => k % 2 === 0)).deviation;
}
