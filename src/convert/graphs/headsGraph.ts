import { at } from '../../core/at.ts';
import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { OnnxGraph } from '../../formats/onnx.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { precisionOf } from './weightEncoding.ts';
import type { WeightLayout } from './weightLayout.ts';

/** Widths of a reward head's hidden layers, and its two outputs: mu and log sigma. */
const HEAD_WIDTHS = [1024, 16, 2] as const;
/** Positions of the linear layers in the official `nn.Sequential`; ReLU and dropout stand between. */
const HEAD_LAYERS = [0, 3, 5] as const;

/**
 * The reward heads, whose layers stand at `tensors`, in fp32. For head i:
 * - in: `hidden_i` [k, hidden], after the final norm
 * - out: `reward_i` [k, 2]
 */
export function buildHeadsGraph(
  variant: GraphVariant,
  hiddenSize: number,
  tensors: readonly string[],
  layout: WeightLayout,
): OnnxGraph {
  const graph = new GraphBuilder(`heads_${variant}`, variant, precisionOf('fp32', true), layout);
  for (const [head, prefix] of tensors.entries()) {
    let x = graph.input(`hidden_${head}`, 'float', ['k', hiddenSize]);
    let columns = hiddenSize;
    for (const [index, rows] of HEAD_WIDTHS.entries()) {
      x = graph.linearFloat32(x, `${prefix}.${at(HEAD_LAYERS, index)}`, rows, columns);
      if (index < HEAD_WIDTHS.length - 1) x = graph.op('Relu', [x]);
      columns = rows;
    }
    graph.output(x, `reward_${head}`, 'float', ['k', 2]);
  }
  return graph.build();
}
