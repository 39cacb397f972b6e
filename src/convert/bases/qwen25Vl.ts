/** Qwen2.5-VL, and MiMo-VL, which names itself the same. */
import * as v from 'valibot';
import { defined } from '../../core/defined.ts';
import { parseFields, side, size } from '../baseModelError.ts';
import type { Base, VisionSizes } from './base.ts';
import { SILU, TEXT_FIELDS, TOP_FIELDS, VISION_FIELDS } from './configFields.ts';
import { QWEN_PROCESSOR } from './processorType.ts';
import { headsFillWidth, parseQwen2Text } from './qwen2Text.ts';
import { blockIndex, headDimOf, optionalSize } from './sizes.ts';

/** The constants of the vision tower that stand in its code, not in its config. */
const VISION_ROPE_THETA = 10_000;
const VISION_NORM_EPS = 1e-6;

const visionConfig = v.object({
  depth: v.optional(size, 32),
  hidden_size: v.optional(size, 1280),
  intermediate_size: v.optional(size, 3420),
  num_heads: v.optional(size, 16),
  patch_size: v.optional(side, 14),
  temporal_patch_size: v.optional(side, 2),
  spatial_merge_size: v.optional(size, 2),
  window_size: v.optional(size, 112),
  fullatt_block_indexes: v.optional(v.array(blockIndex), [7, 15, 23, 31]),
  out_hidden_size: optionalSize,
  in_channels: optionalSize,
  in_chans: optionalSize,
});

function parseVision(json: unknown, textHiddenSize: number, file: string): VisionSizes {
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
    outHiddenSize: vision.out_hidden_size ?? textHiddenSize,
    ropeTheta: VISION_ROPE_THETA,
    normEps: VISION_NORM_EPS,
    inChannels: vision.in_channels ?? vision.in_chans ?? 3,
    windows: { size: vision.window_size, fullAttentionBlocks: vision.fullatt_block_indexes },
  };
}

export const qwen25Vl: Base = {
  key: 'qwen2.5-vl',
  title: 'Qwen2.5-VL',
  modelTypes: ['qwen2_5_vl'],
  fields: {
    top: TOP_FIELDS,
    text: TEXT_FIELDS,
    vision: {
      ...VISION_FIELDS,
      hidden_act: SILU,
      spatial_patch_size: { harmless: 'the official class reads patch_size' },
      tokens_per_second: { harmless: 'for videos' },
    },
  },
  parse({ text: textJson, vision }, file) {
    const text = parseQwen2Text(textJson, file);
    return { text, vision: parseVision(vision, text.hiddenSize, file) };
  },
  geometry({ text, vision }) {
    const { patchSize, mergeSize } = vision;
    const { size: windowSize } = defined(vision.windows, 'This tower has windows.');
    return [
      headsFillWidth(text),
      [
        windowSize % (patchSize * mergeSize) === 0,
        `window_size ${windowSize} is not a multiple of patch_size ${patchSize} times spatial_merge_size ${mergeSize}`,
      ],
    ];
  },
  tower: {
    patchBias: false,
    norm: 'rms',
    mlp: { kind: 'gatedSilu', gate: 'gate_proj', up: 'up_proj', down: 'down_proj' },
    merger: { norm: 'ln_q', inner: 'mlp.0', outer: 'mlp.2' },
  },
  images: { processorType: QWEN_PROCESSOR, pixels: 256 * 28 * 28, resize: 'pillow', orientation: 'ignored' },
  biasesAsStored: true,
  addedTokens: 22,
};
