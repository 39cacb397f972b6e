import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changedTiny, floatTensor, type Changes, type Fields, type Tensors } from '../../e2e/harness/changedTiny.ts';
import type { TensorData } from '../formats/safetensorsBytes.ts';
import { planConversion } from './conversionPlan.ts';
import { parsePromptJson } from './promptSource.ts';

const prompts = parsePromptJson(readFileSync('reference/tiny/prompts.json', 'utf8'));

async function plan(changes: Changes) {
  const folder = await changedTiny(changes);
  return planConversion({ checkpoint: folder, base: folder, prompts, dtype: 'q4', symmetric: false, id: 'tiny' });
}

const set = (fields: Fields) => (config: Fields) => void Object.assign(config, fields);
const add = (tensors: Tensors) => (all: Tensors) => void Object.assign(all, tensors);
const vector = (length: number): TensorData => floatTensor([length], () => 1);

function get(tensors: Tensors, name: string): TensorData {
  return tensors[name] ?? expect.fail(`no ${name}`);
}

/** The decoder layers or vision blocks from `first` on are taken away. */
const without = (part: string) => (tensors: Tensors) => {
  for (const name of Object.keys(tensors)) if (name.includes(part)) delete tensors[name];
};

function copyLayer(from: string, to: string) {
  return (tensors: Tensors) => {
    for (const name of Object.keys(tensors)) {
      if (name.includes(from)) tensors[name.replace(from, to)] = get(tensors, name);
    }
  };
}

const MANY_TOKENS = { vocab_size: 512 };

function unused(dtype: TensorData['dtype'], byteLength: number): TensorData {
  return { dtype, shape: [4], data: new Uint8Array(byteLength) };
}

function putIntoVocabulary(fields: Fields): void {
  const model = fields['model'] as { vocab: Record<string, number> };
  model.vocab['<|Reward|>'] = 406;
}

const windows = (text: string) => text.replaceAll('\n', '\r\n');
const read = (path: string) => readFileSync(`reference/tiny/checkpoint/${path}`, 'utf8');

it('takes the checkpoint as it is, without a warning', async () => {
  expect((await plan({})).warnings).toEqual([]);
});

describe('config.json that asks for what is not computed is refused, both named', () => {
  it.each<[string, Changes, string]>([
    [
      'hidden_act of the text',
      { text: set({ hidden_act: 'gelu' }) },
      'text_config.hidden_act "gelu"; supported: "silu"',
    ],
    [
      'hidden_act of the vision tower',
      { vision: set({ hidden_act: 'quick_gelu' }) },
      'vision_config.hidden_act "quick_gelu"',
    ],
    ['a sliding window', { text: set({ use_sliding_window: true }) }, 'use_sliding_window true; supported: false'],
    [
      'layers of another kind',
      { text: set({ layer_types: ['full_attention', 'sliding_attention'] }) },
      'layer_types ["full_attention","sliding_attention"]',
    ],
    ['half a rotation', { text: set({ partial_rotary_factor: 0.5 }) }, 'partial_rotary_factor 0.5'],
    [
      'quantised weights',
      { config: set({ quantization_config: { quant_method: 'gptq' } }) },
      'quantization_config {"quant_method":"gptq"}',
    ],
    [
      'quantised weights of the text',
      { text: set({ quantization_config: { quant_method: 'fp8' } }) },
      'quantization_config {"quant_method":"fp8"}',
    ],
    ['yarn', { text: set({ rope_scaling: { type: 'yarn', factor: 4 } }) }, 'type "yarn"; supported: mrope, default'],
    [
      'dynamic positions',
      { text: set({ rope_scaling: undefined, rope_parameters: { rope_type: 'dynamic' } }) },
      'type "dynamic"',
    ],
    [
      'a kind of positions beside another',
      { text: set({ rope_scaling: { type: 'mrope', rope_type: 'linear' } }) },
      'type "linear"',
    ],
    [
      'positions of each kind of layer',
      { text: set({ rope_parameters: { full_attention: { rope_theta: 5 } } }) },
      'full_attention',
    ],
    ['two thetas', { text: set({ rope_parameters: { rope_theta: 7 } }) }, 'two values of rope_theta, 500000 and 7'],
    ['a theta of 0', { text: set({ rope_theta: 0 }) }, 'rope_theta'],
    [
      'sections that do not cover a head',
      { text: set({ rope_scaling: { type: 'mrope', mrope_section: [2, 3, 4] } }) },
      "mrope_section [2, 3, 4] covers 18 of a head's 16",
    ],
    [
      'another theta of the vision tower',
      { vision: set({ rope_parameters: { rope_theta: 5000 } }) },
      'rope_parameters.rope_theta 5000; supported: 10000',
    ],
    ['a negative epsilon', { text: set({ rms_norm_eps: -1 }) }, 'rms_norm_eps'],
    ['another family', { config: set({ model_type: 'qwen2_vl' }) }, 'type "qwen2_vl"; supported: qwen2_5_vl'],
  ])('%s', async (_, changes, message) => {
    await expect(plan(changes)).rejects.toMatchObject({ name: 'BaseModelError', file: 'config.json' });
    await expect(plan(changes)).rejects.toThrow(message);
  });

  it('NaN where a number is read, as Python writes it', async () => {
    const config = readFileSync('reference/tiny/checkpoint/config.json', 'utf8');
    const withNaN = config.replace('"rms_norm_eps": 1e-05', '"rms_norm_eps": NaN');
    await expect(plan({ files: { 'config.json': withNaN } })).rejects.toThrow('damaged at "rms_norm_eps"');
    const elsewhere = config.replace('"use_sliding_window"', '"initializer_range": NaN, "use_sliding_window"');
    expect((await plan({ files: { 'config.json': elsewhere } })).fingerprint).toBe((await plan({})).fingerprint);
  });
});

describe('sizes that do not go together are refused, both named', () => {
  it.each<[string, Changes, string]>([
    ['heads', { text: set({ num_attention_heads: 3 }) }, '64 cannot be cut into 3 heads'],
    [
      'key-value heads',
      { text: set({ num_key_value_heads: 3 }) },
      'num_attention_heads 4 cannot share num_key_value_heads 3',
    ],
    [
      'a head of another size',
      { text: set({ head_dim: 32, rope_scaling: null }) },
      'head_dim 32 times num_attention_heads 4 is not hidden_size 64',
    ],
    ['vision heads', { vision: set({ num_heads: 5 }) }, 'vision hidden size 48 cannot be cut into 5 heads'],
    ['a vision head without rows and columns', { vision: set({ num_heads: 8 }) }, 'vision tower of 6 values'],
    [
      'a window',
      { vision: set({ window_size: 100 }) },
      'window_size 100 is not a multiple of patch_size 14 times spatial_merge_size 2',
    ],
    [
      'the width of the vision tower',
      { vision: set({ out_hidden_size: 48 }) },
      "out_hidden_size 48 is not the text's hidden_size 64",
    ],
    ['channels', { vision: set({ in_channels: 4 }) }, 'in_channels 4 is not 3'],
    [
      'patches',
      { preprocessor: set({ patch_size: 16 }) },
      "patch_size is 16, and config.json's vision_config.patch_size is 14",
    ],
    [
      'merged patches',
      { preprocessor: set({ merge_size: 1 }) },
      "merge_size is 1, and config.json's vision_config.spatial_merge_size is 2",
    ],
    ['frames', { preprocessor: set({ temporal_patch_size: 1 }) }, 'temporal_patch_size is 1'],
  ])('%s', async (_, changes, message) => {
    await expect(plan(changes)).rejects.toMatchObject({ name: 'BaseModelError' });
    await expect(plan(changes)).rejects.toThrow(message);
  });
});

describe('a checkpoint that is not the one of its config is refused, both named', () => {
  const layer = 'model.language_model.layers';
  it.each<[string, Changes, string]>([
    [
      'fewer decoder layers',
      { tensors: without('layers.2.') },
      'has 2 decoder layers, and config.json says num_hidden_layers 3',
    ],
    [
      'more decoder layers',
      { text: set({ num_hidden_layers: 2 }) },
      'has 3 decoder layers, and config.json says num_hidden_layers 2',
    ],
    ['one decoder layer more', { tensors: copyLayer('layers.2.', 'layers.3.') }, 'has 4 decoder layers'],
    [
      'fewer vision blocks',
      { tensors: without('blocks.2.') },
      'has 2 vision blocks, and config.json says vision_config.depth 3',
    ],
    ['more vision blocks', { vision: set({ depth: 2, fullatt_block_indexes: [1] }) }, 'has 3 vision blocks'],
    [
      'a bias too many',
      { tensors: add({ [`${layer}.0.mlp.up_proj.bias`]: vector(112) }) },
      'language.layers.0.mlp.up_proj.bias',
    ],
    [
      'norms of another family',
      { tensors: add({ [`${layer}.0.self_attn.q_norm.weight`]: vector(16) }) },
      'language.layers.0.self_attn.q_norm.weight',
    ],
    ['a third head', { tensors: add({ 'rm_heads.head_2.0.bias': vector(1024) }) }, 'rm_heads.head_2.0.bias'],
    [
      'an adapter beside its base',
      { tensors: add({ [`${layer}.0.mlp.up_proj.lora_A.weight`]: vector(2) }) },
      'of an adapter (LoRA): language.layers.0.mlp.up_proj.lora_A.weight. Merge it',
    ],
    [
      'names of PEFT',
      { tensors: add({ 'base_model.model.model.layers.0.mlp.up_proj.base_layer.weight': vector(2) }) },
      'of an adapter (LoRA)',
    ],
    [
      'codes of bitsandbytes',
      { tensors: add({ [`${layer}.0.mlp.up_proj.weight.absmax`]: vector(2) }) },
      'of quantised weights',
    ],
    ['codes of GPTQ', { tensors: add({ [`${layer}.0.mlp.up_proj.qweight`]: vector(2) }) }, 'of quantised weights'],
    [
      'scales of fp8',
      { tensors: add({ [`${layer}.0.mlp.up_proj.weight_scale_inv`]: vector(2) }) },
      'of quantised weights',
    ],
  ])('%s', async (_, changes, message) => {
    await expect(plan(changes)).rejects.toMatchObject({ name: 'CheckpointError', file: 'changed' });
    await expect(plan(changes)).rejects.toThrow(message);
  });

  it('another intermediate size', async () => {
    await expect(plan({ text: set({ intermediate_size: 128 }) })).rejects.toThrow('config.json asks for [128, 64]');
  });

  it('a weight of a type that is not read', async () => {
    const name = `${layer}.0.mlp.up_proj.weight`;
    const codes = { dtype: 'F8_E4M3', shape: [112, 64], data: new Uint8Array(112 * 64) } as const;
    await expect(plan({ tensors: add({ [name]: codes }) })).rejects.toThrow(`${name} is stored as F8_E4M3`);
  });

  it('heads with NaN', async () => {
    const name = 'rm_heads.head_1.3.bias';
    const bad = floatTensor([16], (i) => (i % 5 === 0 ? NaN : i === 1 ? Infinity : 0));
    await expect(plan({ tensors: add({ [name]: bad }) })).rejects.toMatchObject({
      name: 'NonFiniteWeightError',
      message: expect.stringContaining(`model.safetensors: 5 weights of ${name} are NaN or infinite`),
    });
  });
});

it('passes over what nothing is made of, whatever its type, and says so', async () => {
  const tensors = add({
    'lm_head.weight': unused('F8_E4M3', 4),
    'optimizer.step': unused('C64', 32),
    'optimizer.codes': unused('F4', 2),
    'optimizer.counts': unused('U16', 8),
    'model.language_model.layers.0.self_attn.rotary_emb.inv_freq': unused('F32', 16),
  });
  const { warnings, fingerprint } = await plan({ tensors });
  expect(warnings).toEqual([
    'The checkpoint holds what nothing is made of: optimizer.step, optimizer.codes, optimizer.counts and 1 more.',
  ]);
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
});

describe('a tokenizer of another model is refused, both named', () => {
  it.each<[string, Changes, string]>([
    [
      'the image token',
      { config: set({ image_token_id: 151655 }) },
      'image_token_id 151655, and tokenizer.json has <|image_pad|> as 396',
    ],
    [
      'the start of an image',
      { config: set({ vision_start_token_id: 1 }) },
      'vision_start_token_id 1, and tokenizer.json has <|vision_start|> as 393',
    ],
    ['the end of an image', { config: set({ vision_end_token_id: 1 }) }, 'vision_end_token_id 1'],
    ['the video token', { config: set({ video_token_id: 1 }) }, 'video_token_id 1'],
    [
      'an added token of another id',
      { tokenizerConfig: addToDecoder('384', '<|im_end|>') },
      'names the token <|im_end|> with the id 384, and tokenizer.json has it as 386',
    ],
    [
      'an added token that is not there',
      { tokenizerConfig: addToDecoder('406', '<new>') },
      'names the token <new> with the id 406, and tokenizer.json has none',
    ],
    [
      'a special token that is not there',
      { tokenizerConfig: set({ additional_special_tokens: ['<new>'] }) },
      'names the token <new>, and tokenizer.json has none',
    ],
    [
      'a special token of transformers 5',
      { tokenizerConfig: set({ extra_special_tokens: { thing: '<new>' } }) },
      'the token <new>',
    ],
    [
      'a reward token of another id',
      { tokenizerConfig: addToDecoder('500', '<|Reward|>') },
      'names the token <|Reward|> with the id 500, and tokenizer.json has it as 406',
    ],
  ])('%s', async (_, changes, message) => {
    await expect(plan(changes)).rejects.toMatchObject({ name: 'TokenizerFilesError' });
    await expect(plan(changes)).rejects.toThrow(message);
  });

  it.each([
    ['fewer', 406, "has 407 tokens with <|Reward|>, the checkpoint's embedding only 406 rows"],
    ['more', 408, "has 407 tokens with <|Reward|>, the checkpoint's embedding 408 rows"],
  ])('%s rows than tokens', async (_, rows, message) => {
    const tensors = add({ 'model.language_model.embed_tokens.weight': floatTensor([rows, 64], () => 1) });
    await expect(plan({ tensors, text: set(MANY_TOKENS) })).rejects.toThrow(message);
  });

  it('takes a reward token that is there, in the vocabulary or among the added ones', async () => {
    const { tokenizer } = await plan({});
    const saved = await plan({ files: { 'tokenizer.json': tokenizer.tokenizerJson } });
    expect(saved.tokenizer).toMatchObject({ rewardTokenId: 406, vocabularySize: 407 });
    expect((await plan({ tokenizer: putIntoVocabulary })).tokenizer).toMatchObject({
      rewardTokenId: 406,
      vocabularySize: 407,
    });
  });
});

function addToDecoder(id: string, content: string) {
  return (fields: Fields) => {
    const decoder = fields['added_tokens_decoder'] as Fields;
    fields['added_tokens_decoder'] = { ...decoder, [id]: { content } };
  };
}

describe('an image processor that does something else is refused', () => {
  it.each<[string, Fields, string]>([
    ['another kind', { image_processor_type: 'CLIPImageProcessor' }, 'image_processor_type "CLIPImageProcessor"'],
    ['no rescaling', { do_rescale: false }, 'do_rescale false; supported: true'],
    ['another factor', { rescale_factor: 0.5 }, 'rescale_factor 0.5; supported: 1/255'],
    ['no normalising', { do_normalize: false }, 'do_normalize false'],
    ['another filter', { resample: 2 }, 'resample 2; supported: 3'],
    ['a deviation of 0', { image_std: [0, 1, 1] }, 'image_std'],
  ])('%s', async (_, fields, message) => {
    await expect(plan({ preprocessor: set(fields) })).rejects.toMatchObject({ file: 'preprocessor_config.json' });
    await expect(plan({ preprocessor: set(fields) })).rejects.toThrow(message);
  });

  it.each<[string, Fields]>([
    ['too small', { max_pixels: 100_000 }],
    ['too large', { min_pixels: 400_000 }],
    [
      'too small in the spelling of transformers 5',
      { min_pixels: null, max_pixels: null, size: { shortest_edge: 3136, longest_edge: 100_000 } },
    ],
    ['that of EditReward itself, which rounding leaves', { min_pixels: 200_704, max_pixels: 200_704 }],
  ])('a budget that is %s for the official one', async (_, fields) => {
    const changes = { preprocessor: set(fields), files: { 'editreward.json': undefined } };
    await expect(plan(changes)).rejects.toThrow('which it would resize once more');
  });

  it('two that differ', async () => {
    const other = JSON.stringify({ image_processor: { image_mean: [0, 0, 0], image_std: [1, 1, 1] } });
    await expect(plan({ files: { 'processor_config.json': other } })).rejects.toThrow(
      'processor_config.json and preprocessor_config.json differ',
    );
  });

  it('none', async () => {
    const files = { 'preprocessor_config.json': undefined, 'processor_config.json': '{"processor_class": "X"}' };
    await expect(plan({ files })).rejects.toMatchObject({ name: 'BaseModelError', file: 'preprocessor_config.json' });
  });
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
    config: set({ transformers_version: '5.18.0' }),
    text: set({
      rope_theta: undefined,
      rope_scaling: undefined,
      rope_parameters: { mrope_section: [2, 3, 3], rope_theta: 500000, rope_type: 'default' },
      layer_types: ['full_attention', 'full_attention', 'full_attention'],
      sliding_window: null,
      dtype: 'bfloat16',
      hidden_act: 'silu',
    }),
    vision: set({ model_type: 'qwen2_5_vl_vision', rope_parameters: { rope_theta: 10000, rope_type: 'axial' } }),
    tokenizerConfig: set({
      added_tokens_decoder: undefined,
      backend: 'tokenizers',
      extra_special_tokens: ['<|im_start|>', '<|image_pad|>'],
      is_local: true,
    }),
    files: { 'preprocessor_config.json': undefined, 'processor_config.json': JSON.stringify(processor) },
  };

  it('gives the same model', async () => {
    const [usual, saved] = [await plan({}), await plan(changes)];
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
    expect((await plan({ ...changes, files })).imageProcessor).toEqual((await plan({})).imageProcessor);
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
    await expect(plan({ files: { [file]: lfs } })).rejects.toThrow(`${file} is a Git LFS pointer`);
    await expect(plan({ files: { [file]: '<!doctype html><html>' } })).rejects.toThrow(`${file} is an HTML page`);
  });

  it('in place of the weights', async () => {
    const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n';
    await expect(plan({ files: { 'model.safetensors': lfs } })).rejects.toThrow(
      'model.safetensors is a Git LFS pointer',
    );
  });
});

describe('text is read as Python reads it', () => {
  it('with any line ends', async () => {
    const files = Object.fromEntries(
      ['config.json', 'tokenizer_config.json', 'chat_template.jinja'].map((path) => [path, windows(read(path))]),
    );
    const [usual, saved] = [await plan({}), await plan({ files })];
    expect(saved.tokenizer.chatTemplate).toBe(usual.tokenizer.chatTemplate);
    expect(saved.fingerprint).toBe(usual.fingerprint);
  });

  it('takes a byte order mark of a chat template for a character, as Python does', async () => {
    const files = { 'chat_template.jinja': '\ufeff<|image_pad|>' };
    expect((await plan({ files })).tokenizer.chatTemplate).toBe('\ufeff<|image_pad|>');
  });

  it('refuses Latin-1', async () => {
    const files = { 'chat_template.jinja': new Uint8Array([0xe9]) };
    await expect(plan({ files })).rejects.toThrow('chat_template.jinja is not UTF-8 text');
  });
});

it('refuses a chat template of a model that sees nothing', async () => {
  const files = { 'chat_template.jinja': '{{ messages[0].content }}' };
  await expect(plan({ files })).rejects.toThrow('The chat template has no <|image_pad|>, so it shows no pictures');
});

it('warns of two chat templates that differ', async () => {
  const same = JSON.stringify({ chat_template: windows(read('chat_template.jinja')).trimEnd() });
  expect((await plan({ files: { 'chat_template.json': same } })).warnings).toEqual([]);
  const { warnings } = await plan({ files: { 'chat_template.json': '{"chat_template": "other"}' } });
  expect(warnings).toEqual([
    'The chat templates of chat_template.jinja and chat_template.json differ; that of chat_template.jinja was taken.',
  ]);
});
