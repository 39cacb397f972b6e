import { describe, expect, it } from 'vitest';
import { parseBaseConfig } from './baseConfig.ts';

const text = {
  num_hidden_layers: 28,
  hidden_size: 3584,
  intermediate_size: 18944,
  num_attention_heads: 28,
  num_key_value_heads: 4,
  rms_norm_eps: 1e-6,
  rope_theta: 1000000,
};
const flat = { model_type: 'qwen2_5_vl', ...text };
const parse = (config: unknown) => parseBaseConfig(JSON.stringify(config)).config;
const refused = (message: string) =>
  expect.objectContaining({ name: 'BaseModelError', message: expect.stringContaining(message) });

describe('parseBaseConfig', () => {
  it('reads flat text sizes and fills the vision sizes of Qwen2.5-VL', () => {
    expect(parse(flat)).toEqual({
      text: {
        numLayers: 28,
        hiddenSize: 3584,
        intermediateSize: 18944,
        numHeads: 28,
        numKeyValueHeads: 4,
        headDim: 128,
        ropeTheta: 1000000,
        rmsNormEps: 1e-6,
        attentionBias: true,
        headNorms: false,
        positions: { kind: 'plain' },
      },
      vision: {
        depth: 32,
        hiddenSize: 1280,
        intermediateSize: 3420,
        numHeads: 16,
        patchSize: 14,
        temporalPatchSize: 2,
        mergeSize: 2,
        windows: { size: 112, fullAttentionBlocks: [7, 15, 23, 31] },
        outHiddenSize: 3584,
        ropeTheta: 10000,
        normEps: 1e-6,
        inChannels: 3,
      },
    });
  });

  it('prefers text_config to sizes at the top', () => {
    const nested = { ...flat, hidden_size: 1, text_config: text };
    expect(parse(nested).text).toEqual(parse(flat).text);
  });

  it('believes the vision config where it speaks', () => {
    const vision = {
      depth: 4,
      hidden_size: 64,
      num_heads: 2,
      fullatt_block_indexes: [1],
      out_hidden_size: 96,
      in_chans: 1,
    };
    expect(parse({ ...flat, vision_config: vision }).vision).toMatchObject({
      depth: 4,
      hiddenSize: 64,
      numHeads: 2,
      windows: { size: 112, fullAttentionBlocks: [1] },
      outHiddenSize: 96,
      inChannels: 1,
    });
    expect(parse({ ...flat, vision_config: { in_channels: 4 } }).vision.inChannels).toBe(4);
  });

  it.each([
    ['rope_parameters', { rope_theta: 5000, rope_type: 'default' }],
    ['rope_scaling', { rope_theta: 5000, type: 'mrope' }],
  ])('finds theta in %s', (field, parameters) => {
    expect(parse({ ...flat, rope_theta: undefined, [field]: parameters }).text.ropeTheta).toBe(5000);
  });

  it('fills what transformers leaves out because it equals its default', () => {
    const bare = { ...flat, rope_theta: undefined, rms_norm_eps: undefined, num_key_value_heads: undefined };
    expect(parse(bare).text).toMatchObject({ ropeTheta: 1000000, rmsNormEps: 1e-5, numKeyValueHeads: 8 });
  });

  it('believes head_dim, and a null count of key-value heads', () => {
    expect(parse({ ...flat, head_dim: 64, num_key_value_heads: null }).text).toMatchObject({
      headDim: 64,
      numKeyValueHeads: 28,
    });
  });

  it.each([
    ['another family', { ...flat, model_type: 'llava' }, 'type "llava"; supported: qwen2_5_vl, qwen2_vl, qwen3_vl'],
    ['no family', { ...flat, model_type: undefined }, 'type unknown; supported: qwen2_5_vl'],
    ['a missing size', { ...flat, hidden_size: undefined }, 'hidden_size'],
    ['a size that is no count', { ...flat, hidden_size: 3.5 }, 'hidden_size'],
    ['heads that do not divide', { ...flat, num_attention_heads: 27 }, '3584 cannot be cut into 27 heads'],
    ['stretched positions', { ...flat, rope_scaling: { rope_type: 'yarn' } }, '"yarn"; supported: mrope, default'],
  ])('refuses %s', (_, config, message) => {
    expect(() => parse(config)).toThrow(refused(message));
  });

  it.each(['{', '3', 'null'])('refuses %s', (json) => {
    expect(() => parseBaseConfig(json)).toThrow(refused('not a JSON object'));
  });
});
