/**
 * What the fields of a `config.json` that no base reads are to the converter. Some must have one value, for the graphs
 * compute nothing else; the rest changes no reward. Those that are read stand with their base.
 */
import { only, checkFields, type FieldTable, type FieldUse } from '../fieldTable.ts';
import type { JsonObject } from '../baseModelError.ts';
import type { ConfigFields, ConfigSections } from './base.ts';

const NO_SLIDING = ', as attention that slides over a window is not computed';
/** Two names of one function. */
export const SILU: FieldUse = { fits: (value) => value === 'silu' || value === 'swish', expected: '"silu"' };
const UNQUANTISED: FieldUse = { fits: () => false, expected: 'none, as quantised checkpoints are not read' };

/** Of the text section, in every base. */
export const TEXT_FIELDS: FieldTable = {
  hidden_act: SILU,
  use_sliding_window: only(false, NO_SLIDING),
  layer_types: {
    fits: (value) => Array.isArray(value) && value.every((type) => type === 'full_attention'),
    expected: `"full_attention" alone${NO_SLIDING}`,
  },
  partial_rotary_factor: only(1),
  quantization_config: UNQUANTISED,
  sliding_window: { harmless: 'it counts only with use_sliding_window' },
  max_window_layers: { harmless: 'it counts only with use_sliding_window' },
  max_position_embeddings: { harmless: 'positions are computed, none is looked up' },
  tie_word_embeddings: { harmless: 'no token is predicted, so the output embedding is not needed' },
  attention_dropout: { harmless: 'scoring drops nothing' },
  initializer_range: { harmless: 'for training from nothing' },
  use_cache: { harmless: 'the plan decides what is kept' },
};

/** Of the vision section, in every base. */
export const VISION_FIELDS: FieldTable = {
  initializer_range: { harmless: 'for training from nothing' },
};

/** What transformers 5 writes of the vision tower's positions; earlier versions have them in their code. */
const VISION_ROPE_FIELDS: FieldTable = {
  rope_theta: only(10000),
  rope_type: { fits: (value) => value === 'axial' || value === 'default', expected: '"axial"' },
};

/** Of the top of the file, in every base. */
export const TOP_FIELDS: FieldTable = {
  quantization_config: UNQUANTISED,
  compression_config: UNQUANTISED,
  architectures: { harmless: 'model_type tells the family' },
  dtype: { harmless: 'each tensor of the checkpoint names its own' },
  torch_dtype: { harmless: 'as dtype' },
  transformers_version: { harmless: 'the spellings of all versions are read' },
  bos_token_id: { harmless: 'no token is predicted' },
  eos_token_id: { harmless: 'no token is predicted' },
  pad_token_id: { harmless: 'nothing is padded' },
};

/** Throws BaseModelError for a field whose value would make our numbers wrong. */
export function checkConfigFields(sections: ConfigSections, fields: ConfigFields, file: string): void {
  const { top, text, vision } = sections;
  checkFields(top, fields.top, file);
  checkFields(text, fields.text, file, text === top ? '' : 'text_config.');
  checkFields(vision, fields.vision, file, 'vision_config.');
  const rope = vision['rope_parameters'];
  if (isObject(rope)) checkFields(rope, VISION_ROPE_FIELDS, file, 'vision_config.rope_parameters.');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
