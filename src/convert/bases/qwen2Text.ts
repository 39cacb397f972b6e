/** The language model of Qwen2-VL and Qwen2.5-VL. Their reward models count all tokens plainly, whatever the config says. */
import * as v from 'valibot';
import { parseFields, size } from '../baseModelError.ts';
import type { Rule, TextSizes } from './base.ts';
import { ropeParametersOf } from './ropeParameters.ts';
import { epsilonOr, headDimOf, textFields } from './sizes.ts';

const DEFAULT_ROPE_THETA = 1_000_000;

const textConfig = v.object({
  ...textFields,
  num_key_value_heads: v.optional(v.nullable(size), 8),
  rms_norm_eps: epsilonOr(1e-5),
  attention_bias: v.optional(v.nullable(v.boolean()), true),
});

/** Throws BaseModelError. */
export function parseQwen2Text(json: unknown, file: string): TextSizes {
  const text = parseFields(textConfig, json, file);
  const numHeads = text.num_attention_heads;
  const headDim = text.head_dim ?? headDimOf(text.hidden_size, numHeads, 'text', file);
  return {
    numLayers: text.num_hidden_layers,
    hiddenSize: text.hidden_size,
    intermediateSize: text.intermediate_size,
    numHeads,
    numKeyValueHeads: text.num_key_value_heads ?? numHeads,
    headDim,
    ropeTheta: ropeParametersOf(text, { headDim, defaultTheta: DEFAULT_ROPE_THETA, file }).theta,
    rmsNormEps: text.rms_norm_eps,
    attentionBias: text.attention_bias ?? true,
    headNorms: false,
    positions: { kind: 'plain' },
  };
}

/** The official class cuts the width into heads, whatever head_dim says. */
export function headsFillWidth({ headDim, numHeads, hiddenSize }: TextSizes): Rule {
  return [
    headDim * numHeads === hiddenSize,
    `head_dim ${headDim} times num_attention_heads ${numHeads} is not hidden_size ${hiddenSize}`,
  ];
}
