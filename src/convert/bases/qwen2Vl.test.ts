import { describe, expect, it } from 'vitest';
import { parseBaseConfig } from './baseConfig.ts';
import { checkGeometry } from './geometry.ts';

const text = {
  hidden_act: 'silu',
  hidden_size: 3584,
  intermediate_size: 18944,
  max_window_layers: 28,
  num_attention_heads: 28,
  num_hidden_layers: 28,
  num_key_value_heads: 4,
  rms_norm_eps: 1e-6,
  rope_scaling: { type: 'mrope', mrope_section: [16, 24, 24] },
  rope_theta: 1_000_000,
  use_sliding_window: false,
};
/** As the 7B is published: flat, the vision part partial. */
const published = {
  model_type: 'qwen2_vl',
  ...text,
  vision_config: { depth: 32, embed_dim: 1280, mlp_ratio: 4, num_heads: 16, in_chans: 3, hidden_size: 3584 },
};

function parse(config: object) {
  const { base, config: sizes } = parseBaseConfig(JSON.stringify(config));
  checkGeometry(base, sizes);
  return { base: base.key, ...sizes };
}
const withVision = (fields: object) => ({ ...published, vision_config: { ...published.vision_config, ...fields } });

describe('the config of a Qwen2-VL', () => {
  it('has its tower without windows, as wide as embed_dim, and plain positions whatever it says', () => {
    expect(parse(published)).toEqual({
      base: 'qwen2-vl',
      text: {
        numLayers: 28,
        hiddenSize: 3584,
        intermediateSize: 18944,
        numHeads: 28,
        numKeyValueHeads: 4,
        headDim: 128,
        ropeTheta: 1_000_000,
        rmsNormEps: 1e-6,
        attentionBias: true,
        headNorms: false,
        positions: { kind: 'plain' },
      },
      vision: {
        depth: 32,
        hiddenSize: 1280,
        intermediateSize: 5120,
        numHeads: 16,
        patchSize: 14,
        temporalPatchSize: 2,
        mergeSize: 2,
        outHiddenSize: 3584,
        ropeTheta: 10_000,
        normEps: 1e-6,
        inChannels: 3,
      },
    });
  });

  it('may be nested, as later versions of transformers write it, and lack what its class has by itself', () => {
    const { vision_config: _, ...top } = published;
    const nested = { model_type: 'qwen2_vl', text_config: { ...text, model_type: 'qwen2_vl_text' }, vision_config: {} };
    expect(parse(nested)).toEqual(parse(published));
    expect(parse(top)).toEqual(parse(published));
  });

  it('takes a ratio of the MLP as Python does', () => {
    expect(parse(withVision({ mlp_ratio: 2.7 })).vision.intermediateSize).toBe(3456);
  });

  it.each<[string, object, string]>([
    [
      'the activation of another tower',
      withVision({ hidden_act: 'silu' }),
      'hidden_act "silu"; supported: "quick_gelu"',
    ],
    ['a tower that gives another width', withVision({ hidden_size: 1280 }), "out_hidden_size 1280 is not the text's"],
    ['heads that cannot be rotated', withVision({ num_heads: 640 }), 'vision tower of 2 values'],
    ['heads that are not the width', { ...published, head_dim: 64, rope_scaling: null }, 'is not hidden_size 3584'],
    ['a sliding window', { ...published, use_sliding_window: true }, 'use_sliding_window true'],
  ])('is refused with %s', (_, config, message) => {
    expect(() => parse(config)).toThrow(
      expect.objectContaining({ name: 'BaseModelError', message: expect.stringContaining(message) }),
    );
  });
});
