import { describe, expect, it } from 'vitest';
import { parseBaseConfig } from './baseConfig.ts';
import { checkGeometry } from './geometry.ts';

const text = {
  attention_bias: false,
  head_dim: 128,
  hidden_act: 'silu',
  hidden_size: 4096,
  intermediate_size: 12288,
  num_attention_heads: 32,
  num_hidden_layers: 36,
  num_key_value_heads: 8,
  rms_norm_eps: 1e-6,
  rope_scaling: { mrope_interleaved: true, mrope_section: [24, 20, 20], rope_type: 'default' },
  rope_theta: 5_000_000,
};
const vision = {
  deepstack_visual_indexes: [8, 16, 24],
  depth: 27,
  hidden_act: 'gelu_pytorch_tanh',
  hidden_size: 1152,
  in_channels: 3,
  intermediate_size: 4304,
  num_heads: 16,
  num_position_embeddings: 2304,
  out_hidden_size: 4096,
  patch_size: 16,
  spatial_merge_size: 2,
  temporal_patch_size: 2,
};
/** The 8B. */
const published = { model_type: 'qwen3_vl', text_config: text, vision_config: vision };

function parse(config: object) {
  const { base, config: sizes } = parseBaseConfig(JSON.stringify(config));
  checkGeometry(base, sizes);
  return { base: base.key, ...sizes };
}
const withText = (fields: object) => ({ ...published, text_config: { ...text, ...fields } });
const withVision = (fields: object) => ({ ...published, vision_config: { ...vision, ...fields } });

describe('the config of a Qwen3-VL', () => {
  it('has positions along three axes, a table of positions and features for early layers', () => {
    expect(parse(published)).toEqual({
      base: 'qwen3-vl',
      text: {
        numLayers: 36,
        hiddenSize: 4096,
        intermediateSize: 12288,
        numHeads: 32,
        numKeyValueHeads: 8,
        headDim: 128,
        ropeTheta: 5_000_000,
        rmsNormEps: 1e-6,
        attentionBias: false,
        headNorms: true,
        positions: { kind: 'mrope', sections: [24, 20, 20], interleaved: true },
      },
      vision: {
        depth: 27,
        hiddenSize: 1152,
        intermediateSize: 4304,
        numHeads: 16,
        patchSize: 16,
        temporalPatchSize: 2,
        mergeSize: 2,
        outHiddenSize: 4096,
        ropeTheta: 10_000,
        normEps: 1e-6,
        inChannels: 3,
        positionTable: { side: 48 },
        deepstack: { blocks: [8, 16, 24] },
      },
    });
  });

  it('may lack what its class has by itself, and what transformers 5 writes elsewhere', () => {
    const { hidden_size: _width, num_attention_heads: _heads, head_dim: _headDim, ...rest } = text;
    const { rope_scaling: _scaling, rope_theta: _theta, ...plain } = rest;
    const saved = {
      ...published,
      text_config: {
        ...plain,
        rope_parameters: { rope_theta: 5_000_000, rope_type: 'default', mrope_section: [24, 20, 20] },
      },
    };
    expect(parse(saved)).toEqual(parse(published));
    expect(parse({ ...published, text_config: { ...plain, rope_scaling: null } })).toEqual(parse(published));
  });

  it('may have the width once more at its top, which the reward class asks for', () => {
    expect(parse({ ...published, hidden_size: 7 })).toEqual(parse(published));
  });

  it('may have heads that are not the width together', () => {
    expect(parse(withText({ num_attention_heads: 16 })).text).toMatchObject({ numHeads: 16, headDim: 128 });
  });

  it.each<[string, object, string]>([
    ['biases in attention', withText({ attention_bias: true }), 'attention_bias true; supported: false'],
    ['the activation of another tower', withVision({ hidden_act: 'quick_gelu' }), 'supported: "gelu_pytorch_tanh"'],
    ['axes that do not take turns', withText({ rope_scaling: { mrope_interleaved: false } }), 'mrope_interleaved'],
    [
      'sections that do not cover a head',
      withText({ rope_scaling: { mrope_section: [24, 20, 10] } }),
      "mrope_section [24, 20, 10] covers 108 of a head's 128",
    ],
    [
      'a head that its own sections do not cover',
      withText({ head_dim: 64, rope_scaling: null }),
      'mrope_section [24, 20, 20]',
    ],
    [
      'sections of two axes',
      withText({ rope_scaling: { mrope_section: [44, 20] } }),
      'mrope_section [44, 20] has not three',
    ],
    [
      'two kinds of sections',
      withText({ rope_scaling: { mrope_section: [24, 20, 20] }, rope_parameters: { mrope_section: [20, 20, 24] } }),
      'two values of mrope_section, [20, 20, 24] and [24, 20, 20]',
    ],
    [
      'a table that is no square',
      withVision({ num_position_embeddings: 2305 }),
      'num_position_embeddings 2305 is not the square of a side',
    ],
    ['a table of one entry', withVision({ num_position_embeddings: 1 }), 'leaves nothing to read between'],
    [
      'features out of order',
      withVision({ deepstack_visual_indexes: [16, 8] }),
      'deepstack_visual_indexes [16, 8] are not ascending blocks of a tower of depth 27',
    ],
    ['features of a block that is not there', withVision({ deepstack_visual_indexes: [27] }), 'tower of depth 27'],
    ['more features than layers', withText({ num_hidden_layers: 3 }), 'are too many for num_hidden_layers 3'],
    ['experts', { ...published, model_type: 'qwen3_vl_moe' }, 'type "qwen3_vl_moe"'],
  ])('is refused with %s', (_, config, message) => {
    expect(() => parse(config)).toThrow(
      expect.objectContaining({ name: 'BaseModelError', message: expect.stringContaining(message) }),
    );
  });
});
