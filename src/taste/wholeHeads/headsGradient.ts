import { at } from '../../core/at.ts';
import { labelsLoss } from '../loss/labelsLoss.ts';
import type { PairLossName } from '../loss/pairLoss.ts';
import { parametersOf, type HeadLayers } from '../network/headLayers.ts';
import { backwardPass, forwardPass } from '../network/headPasses.ts';
import { matrixLike, type Floats, type Matrix } from '../network/matrix.ts';
import type { MatrixProducts } from '../network/matrixProducts.ts';
import type { Labels } from '../trainingSet.ts';

/** The mean loss of labels, and its derivatives by the parameters of all heads, in the order of {@link parametersOf}. */
export interface HeadsGradient {
  readonly loss: number;
  readonly gradients: readonly Floats[];
}

/** `features`: by head, rows that the labels name. */
export async function headsGradient(
  heads: readonly HeadLayers[],
  shares: readonly number[],
  features: readonly Matrix[],
  labels: Labels,
  { loss: name, products }: { readonly loss: PairLossName; readonly products: MatrixProducts },
): Promise<HeadsGradient> {
  const passes = [];
  for (const [head, layers] of heads.entries()) passes.push(await forwardPass(layers, at(features, head), products));
  const outputs = passes.map(({ output }) => Float64Array.from(output.values));
  const loss = labelsLoss(name, labels, outputs, shares);
  const count = labels.votes.length + labels.grades.length;
  const gradients: Floats[] = [];
  for (const [head, layers] of heads.entries()) {
    const pass = at(passes, head);
    const byOutput = matrixLike(pass.output.values, pass.output.rows, pass.output.columns);
    byOutput.values.set(at(loss.byOutputs, head).map((slope) => slope / count));
    gradients.push(...parametersOf(await backwardPass(layers, pass, byOutput, products)));
  }
  return { loss: loss.value / count, gradients };
}
