/** Sizes of models whose speed is measured: what their `config.json` says. */

export type ShapeName = '7b' | 'mid' | 'small';

/** Sizes of the decoder and of the vision tower, by the names in `config.json`. */
export interface Shape {
  readonly text: Readonly<Record<string, number>>;
  readonly vision: Readonly<Record<string, number | readonly number[]>>;
}

export const SHAPES: Readonly<Record<ShapeName, Shape>> = {
  /** Qwen2.5-VL-7B, which EditReward is trained from. */
  '7b': {
    text: {
      num_hidden_layers: 28,
      hidden_size: 3584,
      intermediate_size: 18944,
      num_attention_heads: 28,
      num_key_value_heads: 4,
    },
    vision: {
      depth: 32,
      hidden_size: 1280,
      intermediate_size: 3420,
      num_heads: 16,
      fullatt_block_indexes: [7, 15, 23, 31],
    },
  },
  /** A quarter of the 7B in every width and, about, depth, as `midModel.ts` has it. */
  mid: {
    text: {
      num_hidden_layers: 8,
      hidden_size: 896,
      intermediate_size: 4736,
      num_attention_heads: 14,
      num_key_value_heads: 2,
    },
    vision: { depth: 8, hidden_size: 320, intermediate_size: 855, num_heads: 4, fullatt_block_indexes: [7] },
  },
  /** For a GPU in software: it says whether all runs, and nothing of speed. */
  small: {
    text: {
      num_hidden_layers: 2,
      hidden_size: 64,
      intermediate_size: 160,
      num_attention_heads: 1,
      num_key_value_heads: 1,
    },
    vision: { depth: 2, hidden_size: 64, intermediate_size: 160, num_heads: 1, fullatt_block_indexes: [1] },
  },
};

/** Layers of a model that is compared with the CPU: one of each kind. */
const CHECKED_LAYERS = 2;

/** The same widths with fewer layers. The tower's last block looks at the whole of an image, as one of its blocks must. */
export function withLayers({ text, vision }: Shape, layers: number): Shape {
  const depth = Math.min(layers, Number(vision['depth']));
  return {
    text: { ...text, num_hidden_layers: Math.min(layers, Number(text['num_hidden_layers'])) },
    vision: { ...vision, depth, fullatt_block_indexes: [depth - 1] },
  };
}

/** One layer of each kind: a window's and the whole image's block, a decoder layer and the last one. */
export function checkedShape(shape: Shape): Shape {
  return withLayers(shape, CHECKED_LAYERS);
}

/** `config.json` of a Qwen2.5-VL of these sizes. */
export function configOf({ text, vision }: Shape): string {
  const { hidden_size: outHiddenSize } = text;
  return JSON.stringify({
    model_type: 'qwen2_5_vl',
    text_config: { ...text, rms_norm_eps: 1e-6, rope_theta: 1_000_000 },
    vision_config: { ...vision, out_hidden_size: outHiddenSize },
  });
}
