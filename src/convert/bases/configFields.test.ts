import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Changes, planChanged, setFields } from '../../testing/changedTiny.ts';

describe('config.json that asks for what is not computed is refused, both named', () => {
  it.each<[string, Changes, string]>([
    [
      'hidden_act of the text',
      { text: setFields({ hidden_act: 'gelu' }) },
      'text_config.hidden_act "gelu"; supported: "silu"',
    ],
    [
      'hidden_act of the vision tower',
      { vision: setFields({ hidden_act: 'quick_gelu' }) },
      'vision_config.hidden_act "quick_gelu"',
    ],
    [
      'a sliding window',
      { text: setFields({ use_sliding_window: true }) },
      'use_sliding_window true; supported: false',
    ],
    [
      'layers of another kind',
      { text: setFields({ layer_types: ['full_attention', 'sliding_attention'] }) },
      'layer_types ["full_attention","sliding_attention"]',
    ],
    ['half a rotation', { text: setFields({ partial_rotary_factor: 0.5 }) }, 'partial_rotary_factor 0.5'],
    [
      'quantised weights',
      { config: setFields({ quantization_config: { quant_method: 'gptq' } }) },
      'quantization_config {"quant_method":"gptq"}',
    ],
    [
      'quantised weights of the text',
      { text: setFields({ quantization_config: { quant_method: 'fp8' } }) },
      'quantization_config {"quant_method":"fp8"}',
    ],
    [
      'yarn',
      { text: setFields({ rope_scaling: { type: 'yarn', factor: 4 } }) },
      'type "yarn"; supported: mrope, default',
    ],
    [
      'dynamic positions',
      { text: setFields({ rope_scaling: undefined, rope_parameters: { rope_type: 'dynamic' } }) },
      'type "dynamic"',
    ],
    [
      'a kind of positions beside another',
      { text: setFields({ rope_scaling: { type: 'mrope', rope_type: 'linear' } }) },
      'type "linear"',
    ],
    [
      'positions of each kind of layer',
      { text: setFields({ rope_parameters: { full_attention: { rope_theta: 5 } } }) },
      'full_attention',
    ],
    [
      'two thetas',
      { text: setFields({ rope_parameters: { rope_theta: 7 } }) },
      'two values of rope_theta, 500000 and 7',
    ],
    ['a theta of 0', { text: setFields({ rope_theta: 0 }) }, 'rope_theta'],
    [
      'sections that do not cover a head',
      { text: setFields({ rope_scaling: { type: 'mrope', mrope_section: [2, 3, 4] } }) },
      "mrope_section [2, 3, 4] covers 18 of a head's 16",
    ],
    [
      'another theta of the vision tower',
      { vision: setFields({ rope_parameters: { rope_theta: 5000 } }) },
      'rope_parameters.rope_theta 5000; supported: 10000',
    ],
    ['a text config that is none', { config: setFields({ text_config: 'x' }) }, 'damaged at "text_config"'],
    ['a negative epsilon', { text: setFields({ rms_norm_eps: -1 }) }, 'rms_norm_eps'],
    [
      'another family',
      { config: setFields({ model_type: 'llava' }) },
      'type "llava"; supported: qwen2_5_vl, qwen2_vl, qwen3_vl',
    ],
  ])('%s', async (_, changes, message) => {
    await expect(planChanged(changes)).rejects.toMatchObject({ name: 'BaseModelError', file: 'config.json' });
    await expect(planChanged(changes)).rejects.toThrow(message);
  });

  it('NaN where a number is read, as Python writes it', async () => {
    const config = readFileSync('reference/tiny/checkpoint/config.json', 'utf8');
    const withNaN = config.replace('"rms_norm_eps": 1e-05', '"rms_norm_eps": NaN');
    await expect(planChanged({ files: { 'config.json': withNaN } })).rejects.toThrow('damaged at "rms_norm_eps"');
    const elsewhere = config.replace('"use_sliding_window"', '"initializer_range": NaN, "use_sliding_window"');
    expect((await planChanged({ files: { 'config.json': elsewhere } })).fingerprint).toBe(
      (await planChanged({})).fingerprint,
    );
  });
});
