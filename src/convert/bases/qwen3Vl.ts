/** Qwen3-VL, of dense models: those of experts name themselves otherwise. */
import * as v from 'valibot';
import { BaseModelError, parseFields, side, size } from '../baseModelError.ts';
import type { Base, BaseConfig, Rule, TextSizes, VisionSizes } from './base.ts';
import { TEXT_FIELDS, TOP_FIELDS, VISION_FIELDS } from './configFields.ts';
import { only } from '../fieldTable.ts';
import { QWEN_PROCESSOR } from './processorType.ts';
import { ropeParametersOf } from './ropeParameters.ts';
import { blockIndex, epsilonOr, headDimOf, optionalSize, textFields } from './sizes.ts';

/** The constants of the vision tower that stand in its code, not in its config. */
const VISION_ROPE_THETA = 10_000;
const VISION_NORM_EPS = 1e-6;
const DEFAULT_ROPE_THETA = 5_000_000;
const DEFAULT_HEAD_DIM = 128;
const DEFAULT_SECTIONS = [24, 20, 20] as const;

/** The published 8B has the class's width and heads, so that a saved config of it may lack them. */
const textConfig = v.object({
  ...textFields,
  num_hidden_layers: v.optional(size, 32),
  hidden_size: v.optional(size, 4096),
  intermediate_size: v.optional(size, 22016),
  num_attention_heads: v.optional(size, 32),
  num_key_value_heads: v.optional(v.nullable(size), 32),
  rms_norm_eps: epsilonOr(1e-6),
});

const visionConfig = v.object({
  depth: v.optional(size, 27),
  hidden_size: v.optional(size, 1152),
  intermediate_size: v.optional(size, 4304),
  num_heads: v.optional(size, 16),
  patch_size: v.optional(side, 16),
  temporal_patch_size: v.optional(side, 2),
  spatial_merge_size: v.optional(size, 2),
  out_hidden_size: v.optional(size, 3584),
  num_position_embeddings: v.optional(size, 2304),
  deepstack_visual_indexes: v.optional(v.array(blockIndex), [8, 16, 24]),
  in_channels: optionalSize,
});

function parseText(json: unknown, file: string): TextSizes {
  const text = parseFields(textConfig, json, file);
  const headDim = text.head_dim ?? DEFAULT_HEAD_DIM;
  const rope = ropeParametersOf(text, { headDim, defaultTheta: DEFAULT_ROPE_THETA, file });
  const sections = threeSections(rope.sections ?? DEFAULT_SECTIONS, file);
  return {
    numLayers: text.num_hidden_layers,
    hiddenSize: text.hidden_size,
    intermediateSize: text.intermediate_size,
    numHeads: text.num_attention_heads,
    numKeyValueHeads: text.num_key_value_heads ?? text.num_attention_heads,
    headDim,
    ropeTheta: rope.theta,
    rmsNormEps: text.rms_norm_eps,
    attentionBias: false,
    headNorms: true,
    positions: { kind: 'mrope', sections, interleaved: true },
  };
}

function threeSections(sections: readonly number[], file: string): [number, number, number] {
  const [time, height, width, ...more] = sections;
  if (time !== undefined && height !== undefined && width !== undefined && more.length === 0)
    return [time, height, width];
  throw new BaseModelError(
    `${file}: mrope_section [${sections.join(', ')}] has not three parts, for time, height and width.`,
    { file },
  );
}

function parseVision(json: unknown, file: string): VisionSizes {
  const vision = parseFields(visionConfig, json, file);
  headDimOf(vision.hidden_size, vision.num_heads, 'vision', file);
  return {
    depth: vision.depth,
    hiddenSize: vision.hidden_size,
    intermediateSize: vision.intermediate_size,
    numHeads: vision.num_heads,
    patchSize: vision.patch_size,
    temporalPatchSize: vision.temporal_patch_size,
    mergeSize: vision.spatial_merge_size,
    outHiddenSize: vision.out_hidden_size,
    ropeTheta: VISION_ROPE_THETA,
    normEps: VISION_NORM_EPS,
    inChannels: vision.in_channels ?? 3,
    positionTable: { side: Math.sqrt(vision.num_position_embeddings) },
    deepstack: { blocks: vision.deepstack_visual_indexes },
  };
}

function geometry({ text, vision }: BaseConfig): readonly Rule[] {
  const { positionTable, deepstack, depth } = vision;
  const blocks = deepstack?.blocks ?? [];
  const tableSide = positionTable?.side ?? 0;
  const sections = text.positions.kind === 'mrope' ? text.positions.sections : [];
  return [
    [Number.isInteger(tableSide), `num_position_embeddings ${Math.round(tableSide ** 2)} is not the square of a side`],
    [tableSide > 1, 'num_position_embeddings 1 leaves nothing to read between'],
    [
      blocks.every((block, i) => block < depth && block > (blocks[i - 1] ?? -1)),
      `deepstack_visual_indexes [${blocks.join(', ')}] are not ascending blocks of a tower of depth ${depth}`,
    ],
    [
      blocks.length < text.numLayers,
      `deepstack_visual_indexes [${blocks.join(', ')}] are too many for num_hidden_layers ${text.numLayers}`,
    ],
    [
      2 * sections.reduce((sum, section) => sum + section, 0) === text.headDim,
      `mrope_section [${sections.join(', ')}] does not cover a head's ${text.headDim} values`,
    ],
  ];
}

export const qwen3Vl: Base = {
  key: 'qwen3-vl',
  title: 'Qwen3-VL',
  modelTypes: ['qwen3_vl'],
  fields: {
    top: {
      ...TOP_FIELDS,
      hidden_size: { harmless: 'the reward class wants it there, and it says what text_config says' },
    },
    text: { ...TEXT_FIELDS, attention_bias: only(false) },
    vision: { ...VISION_FIELDS, hidden_act: only('gelu_pytorch_tanh') },
  },
  parse: ({ text, vision }, file) => ({ text: parseText(text, file), vision: parseVision(vision, file) }),
  geometry,
  tower: {
    patchBias: true,
    norm: 'layer',
    mlp: { kind: 'tanhGelu', up: 'linear_fc1', down: 'linear_fc2' },
    merger: { norm: 'norm', inner: 'linear_fc1', outer: 'linear_fc2' },
  },
  images: { processorType: QWEN_PROCESSOR, pixels: undefined, resize: 'torchvision', orientation: 'applied' },
  biasesAsStored: false,
  addedTokens: 26,
};
