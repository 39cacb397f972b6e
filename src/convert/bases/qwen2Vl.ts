/** Qwen2-VL. */
import * as v from 'valibot';
import { finite, parseFields, side, size } from '../baseModelError.ts';
import type { Base, VisionSizes } from './base.ts';
import { TEXT_FIELDS, TOP_FIELDS, VISION_FIELDS } from './configFields.ts';
import { only } from '../fieldTable.ts';
import { QWEN_PROCESSOR } from './processorType.ts';
import { headsFillWidth, parseQwen2Text } from './qwen2Text.ts';
import { headDimOf, optionalSize } from './sizes.ts';

/** The constants of the vision tower that stand in its code, not in its config. */
const VISION_ROPE_THETA = 10_000;
const VISION_NORM_EPS = 1e-6;

/** Here `embed_dim` is the tower's width, and `hidden_size` what it gives to the language model. */
const visionConfig = v.object({
  depth: v.optional(size, 32),
  embed_dim: v.optional(size, 1280),
  hidden_size: v.optional(size, 3584),
  mlp_ratio: v.optional(v.pipe(finite, v.gtValue(0)), 4),
  num_heads: v.optional(size, 16),
  patch_size: v.optional(side, 14),
  temporal_patch_size: v.optional(side, 2),
  spatial_merge_size: v.optional(size, 2),
  in_channels: optionalSize,
  in_chans: optionalSize,
});

function parseVision(json: unknown, file: string): VisionSizes {
  const vision = parseFields(visionConfig, json, file);
  headDimOf(vision.embed_dim, vision.num_heads, 'vision', file);
  return {
    depth: vision.depth,
    hiddenSize: vision.embed_dim,
    // As Python's int() makes it.
    intermediateSize: Math.trunc(vision.embed_dim * vision.mlp_ratio),
    numHeads: vision.num_heads,
    patchSize: vision.patch_size,
    temporalPatchSize: vision.temporal_patch_size,
    mergeSize: vision.spatial_merge_size,
    outHiddenSize: vision.hidden_size,
    ropeTheta: VISION_ROPE_THETA,
    normEps: VISION_NORM_EPS,
    inChannels: vision.in_channels ?? vision.in_chans ?? 3,
  };
}

export const qwen2Vl: Base = {
  key: 'qwen2-vl',
  title: 'Qwen2-VL',
  modelTypes: ['qwen2_vl'],
  fields: {
    top: TOP_FIELDS,
    text: TEXT_FIELDS,
    vision: {
      ...VISION_FIELDS,
      hidden_act: only('quick_gelu'),
      spatial_patch_size: { harmless: 'the official class reads patch_size' },
    },
  },
  parse({ text, vision }, file) {
    return { text: parseQwen2Text(text, file), vision: parseVision(vision, file) };
  },
  geometry: ({ text }) => [headsFillWidth(text)],
  tower: {
    patchBias: false,
    norm: 'layer',
    mlp: { kind: 'quickGelu', up: 'fc1', down: 'fc2' },
    merger: { norm: 'ln_q', inner: 'mlp.0', outer: 'mlp.2' },
  },
  images: { processorType: QWEN_PROCESSOR, pixels: 256 * 28 * 28, resize: 'pillow', orientation: 'ignored' },
  biasesAsStored: true,
  addedTokens: 14,
};
