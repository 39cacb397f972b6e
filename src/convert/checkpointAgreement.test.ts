import { describe, expect, it } from 'vitest';
import { addTensors, type Changes, floatTensor, planChanged, setFields, type Tensors } from '../testing/changedTiny.ts';
import type { TensorData } from '../testing/safetensorsBytes.ts';

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

function unused(dtype: TensorData['dtype'], byteLength: number): TensorData {
  return { dtype, shape: [4], data: new Uint8Array(byteLength) };
}

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
      { text: setFields({ num_hidden_layers: 2 }) },
      'has 3 decoder layers, and config.json says num_hidden_layers 2',
    ],
    ['one decoder layer more', { tensors: copyLayer('layers.2.', 'layers.3.') }, 'has 4 decoder layers'],
    [
      'fewer vision blocks',
      { tensors: without('blocks.2.') },
      'has 2 vision blocks, and config.json says vision_config.depth 3',
    ],
    ['more vision blocks', { vision: setFields({ depth: 2, fullatt_block_indexes: [1] }) }, 'has 3 vision blocks'],
    [
      'a bias too many',
      { tensors: addTensors({ [`${layer}.0.mlp.up_proj.bias`]: vector(112) }) },
      'language.layers.0.mlp.up_proj.bias',
    ],
    [
      'norms of another family',
      { tensors: addTensors({ [`${layer}.0.self_attn.q_norm.weight`]: vector(16) }) },
      'language.layers.0.self_attn.q_norm.weight',
    ],
    ['a third head', { tensors: addTensors({ 'rm_heads.head_2.0.bias': vector(1024) }) }, 'rm_heads.head_2.0.bias'],
    [
      'an adapter beside its base',
      { tensors: addTensors({ [`${layer}.0.mlp.up_proj.lora_A.weight`]: vector(2) }) },
      'of an adapter (LoRA): language.layers.0.mlp.up_proj.lora_A.weight. Merge it',
    ],
    [
      'names of PEFT',
      { tensors: addTensors({ 'base_model.model.model.layers.0.mlp.up_proj.base_layer.weight': vector(2) }) },
      'of an adapter (LoRA)',
    ],
    [
      'codes of bitsandbytes',
      { tensors: addTensors({ [`${layer}.0.mlp.up_proj.weight.absmax`]: vector(2) }) },
      'of quantised weights',
    ],
    [
      'codes of GPTQ',
      { tensors: addTensors({ [`${layer}.0.mlp.up_proj.qweight`]: vector(2) }) },
      'of quantised weights',
    ],
    [
      'scales of fp8',
      { tensors: addTensors({ [`${layer}.0.mlp.up_proj.weight_scale_inv`]: vector(2) }) },
      'of quantised weights',
    ],
  ])('%s', async (_, changes, message) => {
    await expect(planChanged(changes)).rejects.toMatchObject({ name: 'CheckpointError', file: 'changed' });
    await expect(planChanged(changes)).rejects.toThrow(message);
  });

  it('another intermediate size', async () => {
    await expect(planChanged({ text: setFields({ intermediate_size: 128 }) })).rejects.toThrow(
      'config.json asks for [128, 64]',
    );
  });

  it('a weight of a type that is not read', async () => {
    const name = `${layer}.0.mlp.up_proj.weight`;
    const codes = { dtype: 'F8_E4M3', shape: [112, 64], data: new Uint8Array(112 * 64) } as const;
    await expect(planChanged({ tensors: addTensors({ [name]: codes }) })).rejects.toThrow(
      `${name} is stored as F8_E4M3`,
    );
  });

  it('heads with NaN', async () => {
    const name = 'rm_heads.head_1.3.bias';
    const bad = floatTensor([16], (i) => (i % 5 === 0 ? NaN : i === 1 ? Infinity : 0));
    await expect(planChanged({ tensors: addTensors({ [name]: bad }) })).rejects.toMatchObject({
      name: 'NonFiniteWeightError',
      message: expect.stringContaining(`model.safetensors: 5 weights of ${name} are NaN or infinite`),
    });
  });
});

it('passes over what nothing is made of, whatever its type, and says so', async () => {
  const tensors = addTensors({
    'lm_head.weight': unused('F8_E4M3', 4),
    'optimizer.step': unused('C64', 32),
    'optimizer.codes': unused('F4', 2),
    'optimizer.counts': unused('U16', 8),
    'model.language_model.layers.0.self_attn.rotary_emb.inv_freq': unused('F32', 16),
  });
  const { warnings, fingerprint } = await planChanged({ tensors });
  expect(warnings).toEqual([
    'The checkpoint holds what nothing is made of: optimizer.step, optimizer.codes, optimizer.counts and 1 more.',
  ]);
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
});
