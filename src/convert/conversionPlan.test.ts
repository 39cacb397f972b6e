import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Changes, planChanged, setFields } from '../testing/changedTiny.ts';

const windows = (text: string) => text.replaceAll('\n', '\r\n');

const read = (path: string) => readFileSync(`reference/tiny/checkpoint/${path}`, 'utf8');

it('takes the checkpoint as it is, without a warning', async () => {
  expect((await planChanged({})).warnings).toEqual([]);
});

describe('a base that transformers 5 saved', () => {
  const processor = {
    image_processor: {
      do_convert_rgb: true,
      do_normalize: true,
      do_rescale: true,
      do_resize: true,
      image_mean: [0.48145466, 0.4578275, 0.40821073],
      image_processor_type: 'Qwen2VLImageProcessor',
      image_std: [0.26862954, 0.26130258, 0.27577711],
      merge_size: 2,
      patch_size: 14,
      resample: 3,
      rescale_factor: 0.00392156862745098,
      size: { longest_edge: 12845056, shortest_edge: 3136 },
      temporal_patch_size: 2,
    },
    processor_class: 'Qwen2_5_VLProcessor',
    video_processor: { video_processor_type: 'Qwen2VLVideoProcessor' },
  };
  const changes: Changes = {
    config: setFields({ transformers_version: '5.18.0' }),
    text: setFields({
      rope_theta: undefined,
      rope_scaling: undefined,
      rope_parameters: { mrope_section: [2, 3, 3], rope_theta: 500000, rope_type: 'default' },
      layer_types: ['full_attention', 'full_attention', 'full_attention'],
      sliding_window: null,
      dtype: 'bfloat16',
      hidden_act: 'silu',
    }),
    vision: setFields({ model_type: 'qwen2_5_vl_vision', rope_parameters: { rope_theta: 10000, rope_type: 'axial' } }),
    tokenizerConfig: setFields({
      added_tokens_decoder: undefined,
      backend: 'tokenizers',
      extra_special_tokens: ['<|im_start|>', '<|image_pad|>'],
      is_local: true,
    }),
    files: { 'preprocessor_config.json': undefined, 'processor_config.json': JSON.stringify(processor) },
  };

  it('gives the same model', async () => {
    const [usual, saved] = [await planChanged({}), await planChanged(changes)];
    expect(saved.config).toEqual(usual.config);
    expect(saved.imageProcessor).toEqual(usual.imageProcessor);
    expect(saved.tokenizer).toMatchObject({
      tokenizerJson: usual.tokenizer.tokenizerJson,
      chatTemplate: usual.tokenizer.chatTemplate,
    });
    expect(saved.warnings).toEqual([]);
  });

  it('may hold the older file as well, where they agree', async () => {
    const before = readFileSync('reference/tiny/checkpoint/preprocessor_config.json', 'utf8');
    const files = { ...changes.files, 'preprocessor_config.json': before };
    expect((await planChanged({ ...changes, files })).imageProcessor).toEqual((await planChanged({})).imageProcessor);
  });
});

describe('files of another kind are named', () => {
  it.each([
    'config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'preprocessor_config.json',
    'chat_template.jinja',
  ])('in place of %s', async (file) => {
    const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n';
    await expect(planChanged({ files: { [file]: lfs } })).rejects.toThrow(`${file} is a Git LFS pointer`);
    await expect(planChanged({ files: { [file]: '<!doctype html><html>' } })).rejects.toThrow(
      `${file} is an HTML page`,
    );
  });

  it('in place of the weights', async () => {
    const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n';
    await expect(planChanged({ files: { 'model.safetensors': lfs } })).rejects.toThrow(
      'model.safetensors is a Git LFS pointer',
    );
  });
});

describe('text is read as Python reads it', () => {
  it('with any line ends', async () => {
    const files = Object.fromEntries(
      ['config.json', 'tokenizer_config.json', 'chat_template.jinja'].map((path) => [path, windows(read(path))]),
    );
    const [usual, saved] = [await planChanged({}), await planChanged({ files })];
    expect(saved.tokenizer.chatTemplate).toBe(usual.tokenizer.chatTemplate);
    expect(saved.fingerprint).toBe(usual.fingerprint);
  });

  it('takes a byte order mark of a chat template for a character, as Python does', async () => {
    const files = { 'chat_template.jinja': '\ufeff<|image_pad|>' };
    expect((await planChanged({ files })).tokenizer.chatTemplate).toBe('\ufeff<|image_pad|>');
  });

  it('refuses Latin-1', async () => {
    const files = { 'chat_template.jinja': new Uint8Array([0xe9]) };
    await expect(planChanged({ files })).rejects.toThrow('chat_template.jinja is not UTF-8 text');
  });
});

/** With pictures of at most so many pixels. */
const upTo = (maxPixels: number) => ({
  files: { 'editreward.json': JSON.stringify({ minPixels: 784, maxPixels }) },
});

it('starts over where the largest picture changes how the vision tower attends', async () => {
  const [small, medium, large] = [
    await planChanged(upTo(100_352)),
    await planChanged(upTo(200_704)),
    await planChanged(upTo(802_816)),
  ];
  expect(large.headsAtOnce).toBeLessThan(small.headsAtOnce);
  expect(medium.fingerprint).toBe(small.fingerprint);
  expect(large.fingerprint).not.toBe(small.fingerprint);
});

it('refuses a chat template of a model that sees nothing', async () => {
  const files = { 'chat_template.jinja': '{{ messages[0].content }}' };
  await expect(planChanged({ files })).rejects.toThrow(
    'The chat template has no <|image_pad|>, so it shows no pictures',
  );
});

it('warns of two chat templates that differ', async () => {
  const same = JSON.stringify({ chat_template: windows(read('chat_template.jinja')).trimEnd() });
  expect((await planChanged({ files: { 'chat_template.json': same } })).warnings).toEqual([]);
  const { warnings } = await planChanged({ files: { 'chat_template.json': '{"chat_template": "other"}' } });
  expect(warnings).toEqual([
    'The chat templates of chat_template.jinja and chat_template.json differ; that of chat_template.jinja was taken.',
  ]);
});
