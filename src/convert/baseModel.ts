/** The base model's sizes, from its `config.json` and `preprocessor_config.json` in any of the spellings in use. */
import * as v from 'valibot';
import { BaseModelError, finite, type JsonObject, parseFields, parseObject, side, size } from './baseModelError.ts';
import { checkConfigFields, type ConfigSections } from './configFields.ts';
import { ropeFields, ropeThetaOf } from './ropeParameters.ts';

export { BaseModelError } from './baseModelError.ts';
export { OFFICIAL_PIXELS, parseEditRewardOverrides, parsePreprocessor } from './imageProcessor.ts';

export interface TextSizes {
  readonly numLayers: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly numHeads: number;
  readonly numKeyValueHeads: number;
  readonly headDim: number;
  readonly ropeTheta: number;
  readonly rmsNormEps: number;
  /** Whether the projections to queries, keys and values add a bias. */
  readonly attentionBias: boolean;
}

export interface VisionSizes {
  readonly depth: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly numHeads: number;
  readonly patchSize: number;
  readonly temporalPatchSize: number;
  /** Patches merged per side into one token. */
  readonly mergeSize: number;
  /** Window side in pixels. */
  readonly windowSize: number;
  /** Blocks whose attention spans the whole image. */
  readonly fullAttentionBlocks: readonly number[];
  readonly outHiddenSize: number;
  readonly ropeTheta: number;
  readonly rmsNormEps: number;
  readonly inChannels: number;
}

export interface BaseConfig {
  readonly text: TextSizes;
  readonly vision: VisionSizes;
}

/** Base models whose `config.json` is understood. MiMo-VL names itself `qwen2_5_vl` too. */
const SUPPORTED_MODEL_TYPES = ['qwen2_5_vl'];

/** The constants of Qwen2.5-VL's vision tower that stand in its code, not in its config. */
const VISION_ROPE_THETA = 10000;
const VISION_RMS_NORM_EPS = 1e-6;

const optionalSize = v.nullish(size);
const epsilon = v.pipe(finite, v.minValue(0));

/** transformers leaves a field out of a saved config when it equals the class's default: hence the defaults here. */
const textConfig = v.object({
  num_hidden_layers: size,
  hidden_size: size,
  intermediate_size: size,
  num_attention_heads: size,
  num_key_value_heads: v.optional(v.nullable(size), 8),
  head_dim: optionalSize,
  ...ropeFields,
  rms_norm_eps: v.optional(epsilon, 1e-5),
  attention_bias: v.optional(v.nullable(v.boolean()), true),
});
type TextConfigJson = v.InferOutput<typeof textConfig>;

const visionConfig = v.object({
  depth: v.optional(size, 32),
  hidden_size: v.optional(size, 1280),
  intermediate_size: v.optional(size, 3420),
  num_heads: v.optional(size, 16),
  patch_size: v.optional(side, 14),
  temporal_patch_size: v.optional(side, 2),
  spatial_merge_size: v.optional(size, 2),
  window_size: v.optional(size, 112),
  fullatt_block_indexes: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), [7, 15, 23, 31]),
  out_hidden_size: optionalSize,
  in_channels: optionalSize,
  in_chans: optionalSize,
});

/** Makes a base config of `config.json`'s text. Throws {@link BaseModelError}; `file` names the text for its message. */
export function parseBaseConfig(json: string, file = 'config.json'): BaseConfig {
  const data = parseObject(json, file);
  checkModelType(data['model_type'], file);
  const stated = sectionsOf(data, file);
  checkConfigFields(stated, file);
  const text = textSizes(parseFields(textConfig, stated.text, file), file);
  return { text, vision: visionSizes(stated.vision, text.hiddenSize, file) };
}

const section = v.nullish(v.record(v.string(), v.unknown()));
const sections = v.object({ text_config: section, vision_config: section });

/** Text sizes stand under `text_config`, or flat at the top in files of older transformers. */
function sectionsOf(top: JsonObject, file: string): ConfigSections {
  const { text_config: text, vision_config: vision } = parseFields(sections, top, file);
  return { top, text: text ?? top, vision: vision ?? {} };
}

function checkModelType(modelType: unknown, file: string): void {
  if (SUPPORTED_MODEL_TYPES.some((supported) => supported === modelType)) return;
  throw new BaseModelError(
    `${file} describes a model of type ${JSON.stringify(modelType) ?? 'unknown'}; supported: ` +
      `${SUPPORTED_MODEL_TYPES.join(', ')}. Choose the folder of the checkpoint's base model.`,
    { file },
  );
}

function textSizes(text: TextConfigJson, file: string): TextSizes {
  const numHeads = text.num_attention_heads;
  const headDim = text.head_dim ?? headDimOf(text.hidden_size, numHeads, 'text', file);
  return {
    numLayers: text.num_hidden_layers,
    hiddenSize: text.hidden_size,
    intermediateSize: text.intermediate_size,
    numHeads,
    numKeyValueHeads: text.num_key_value_heads ?? numHeads,
    headDim,
    ropeTheta: ropeThetaOf(text, headDim, file),
    rmsNormEps: text.rms_norm_eps,
    attentionBias: text.attention_bias ?? true,
  };
}

function visionSizes(json: unknown, textHiddenSize: number, file: string): VisionSizes {
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
    windowSize: vision.window_size,
    fullAttentionBlocks: vision.fullatt_block_indexes,
    outHiddenSize: vision.out_hidden_size ?? textHiddenSize,
    ropeTheta: VISION_ROPE_THETA,
    rmsNormEps: VISION_RMS_NORM_EPS,
    inChannels: vision.in_channels ?? vision.in_chans ?? 3,
  };
}

function headDimOf(hiddenSize: number, numHeads: number, part: string, file: string): number {
  if (hiddenSize % numHeads === 0) return hiddenSize / numHeads;
  throw new BaseModelError(`${file}: the ${part} hidden size ${hiddenSize} cannot be cut into ${numHeads} heads.`, {
    file,
  });
}
