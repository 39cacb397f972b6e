/** The base model's sizes, from its `config.json` and `preprocessor_config.json` in any of the spellings in use. */
import * as v from 'valibot';
import { EditRewardError } from '../core/errors.ts';
import type { ImageProcessorConfig } from '../core/modelPackage/manifest.ts';

/** A configuration file of the base model is damaged, or describes a model that is not supported. */
export class BaseModelError extends EditRewardError {
  override readonly name = 'BaseModelError';
}

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

/** Rotary variants that need nothing beyond theta here: positions are plain on all three axes. */
const SUPPORTED_ROPE_TYPES = ['mrope', 'default'];

/** The constants of Qwen2.5-VL's vision tower that stand in its code, not in its config. */
const VISION_ROPE_THETA = 10000;
const VISION_RMS_NORM_EPS = 1e-6;

const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const optionalSize = v.nullish(size);
const rope = v.nullish(
  v.object({ rope_theta: v.nullish(v.number()), type: v.nullish(v.string()), rope_type: v.nullish(v.string()) }),
);

/** transformers leaves a field out of a saved config when it equals the class's default: hence the defaults here. */
const textConfig = v.object({
  num_hidden_layers: size,
  hidden_size: size,
  intermediate_size: size,
  num_attention_heads: size,
  num_key_value_heads: v.optional(v.nullable(size), 8),
  head_dim: optionalSize,
  rope_theta: v.nullish(v.number()),
  rope_parameters: rope,
  rope_scaling: rope,
  rms_norm_eps: v.optional(v.number(), 1e-5),
  attention_bias: v.optional(v.boolean(), true),
});
type TextConfigJson = v.InferOutput<typeof textConfig>;

const DEFAULT_TEXT_ROPE_THETA = 1_000_000;

const visionConfig = v.object({
  depth: v.optional(size, 32),
  hidden_size: v.optional(size, 1280),
  intermediate_size: v.optional(size, 3420),
  num_heads: v.optional(size, 16),
  patch_size: v.optional(size, 14),
  temporal_patch_size: v.optional(size, 2),
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
  // Text sizes stand under `text_config`, or flat at the top in files of older transformers.
  const text = textSizes(parse(textConfig, data['text_config'] ?? data, file), file);
  return { text, vision: visionSizes(data['vision_config'] ?? {}, text.hiddenSize, file) };
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
  return {
    numLayers: text.num_hidden_layers,
    hiddenSize: text.hidden_size,
    intermediateSize: text.intermediate_size,
    numHeads,
    numKeyValueHeads: text.num_key_value_heads ?? numHeads,
    headDim: text.head_dim ?? headDimOf(text.hidden_size, numHeads, 'text', file),
    ropeTheta: ropeTheta(text, file),
    rmsNormEps: text.rms_norm_eps,
    attentionBias: text.attention_bias,
  };
}

/** transformers 5 moved theta into `rope_parameters`; older files have it beside the sizes. */
function ropeTheta(text: TextConfigJson, file: string): number {
  for (const parameters of [text.rope_parameters, text.rope_scaling]) {
    const type = parameters?.rope_type ?? parameters?.type ?? 'default';
    if (SUPPORTED_ROPE_TYPES.includes(type)) continue;
    throw new BaseModelError(
      `${file} asks for rotary positions of type "${type}"; supported: ${SUPPORTED_ROPE_TYPES.join(', ')}.`,
      { file },
    );
  }
  return (
    text.rope_theta ?? text.rope_parameters?.rope_theta ?? text.rope_scaling?.rope_theta ?? DEFAULT_TEXT_ROPE_THETA
  );
}

function visionSizes(json: unknown, textHiddenSize: number, file: string): VisionSizes {
  const vision = parse(visionConfig, json, file);
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

/** The pixel budget that EditReward trains and scores with (256 tokens of 28x28), whatever the base model's file says. */
export const OFFICIAL_PIXELS = 200_704;

/** Our own `editreward.json` beside a base model, for small models: another pixel budget, and what they cannot judge. */
export interface EditRewardOverrides {
  readonly minPixels: number;
  readonly maxPixels: number;
  /** One sentence for the model's users. */
  readonly limits?: string | undefined;
}

const overrides = v.pipe(
  v.object({ minPixels: size, maxPixels: size, limits: v.optional(v.string()) }),
  v.check((value) => value.minPixels <= value.maxPixels, 'minPixels is above maxPixels'),
);

/** Makes overrides of `editreward.json`'s text. Throws {@link BaseModelError}. */
export function parseEditRewardOverrides(json: string, file = 'editreward.json'): EditRewardOverrides {
  return parse(overrides, parseObject(json, file), file);
}

const triple = v.tuple([v.number(), v.number(), v.number()]);
const preprocessor = v.object({
  patch_size: v.optional(size, 14),
  merge_size: v.optional(size, 2),
  temporal_patch_size: v.optional(size, 2),
  image_mean: triple,
  image_std: triple,
});

/**
 * Makes an image processor config of `preprocessor_config.json`'s text. The pixel budget is the official one unless
 * `budget` gives another. Throws {@link BaseModelError}.
 */
export function parsePreprocessor(
  json: string,
  budget: Pick<EditRewardOverrides, 'minPixels' | 'maxPixels'> = {
    minPixels: OFFICIAL_PIXELS,
    maxPixels: OFFICIAL_PIXELS,
  },
  file = 'preprocessor_config.json',
): ImageProcessorConfig {
  const data = parse(preprocessor, parseObject(json, file), file);
  return {
    patchSize: data.patch_size,
    mergeSize: data.merge_size,
    temporalPatchSize: data.temporal_patch_size,
    minPixels: budget.minPixels,
    maxPixels: budget.maxPixels,
    mean: data.image_mean,
    std: data.image_std,
  };
}

function parseObject(json: string, file: string): Record<string, unknown> {
  try {
    return v.parse(v.record(v.string(), v.unknown()), JSON.parse(json));
  } catch (cause) {
    throw new BaseModelError(`${file} is not a JSON object. Download it again.`, { file, cause });
  }
}

function parse<Output>(schema: v.GenericSchema<unknown, Output>, data: unknown, file: string): Output {
  const result = v.safeParse(schema, data);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new BaseModelError(`${file} is damaged at "${v.getDotPath(issue) ?? ''}": ${issue.message}.`, { file });
}
