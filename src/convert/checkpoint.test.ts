import { describe, expect, it } from 'vitest';
import { memoryFolder } from '../testing/memoryFolder.ts';
import { readRows } from '../formats/safetensors.ts';
import { safetensorsBytes, type TensorData } from '../testing/safetensorsBytes.ts';
import { openCheckpoint } from './checkpoint.ts';

function tensor(...values: number[]): TensorData {
  return { dtype: 'F32', shape: [values.length], data: new Uint8Array(new Float32Array(values).buffer) };
}

const single = (tensors: Record<string, TensorData>) =>
  openCheckpoint(memoryFolder('checkpoint', { 'model.safetensors': safetensorsBytes(tensors) }));

const sharded = (weightMap: Record<string, string>, shards: Record<string, Record<string, TensorData>>) =>
  openCheckpoint(
    memoryFolder('checkpoint', {
      'model.safetensors.index.json': JSON.stringify({ metadata: {}, weight_map: weightMap }),
      ...Object.fromEntries(Object.entries(shards).map(([file, tensors]) => [file, safetensorsBytes(tensors)])),
    }),
  );

describe('openCheckpoint', () => {
  it('gives canonical names, without lm_head', async () => {
    const checkpoint = await single({
      'model.norm.weight': tensor(1),
      'lm_head.weight': tensor(2),
      'visual.merger.ln_q.weight': tensor(3),
      'rm_heads.head_0.5.bias': tensor(4, 5),
      'optimizer.step': tensor(6),
    });
    expect([...checkpoint.tensors.keys()]).toEqual([
      'language.norm.weight',
      'visual.merger.ln_q.weight',
      'rm_heads.head_0.5.bias',
    ]);
    expect(checkpoint.unknownNames).toEqual(['optimizer.step']);
  });

  it('joins shards', async () => {
    const checkpoint = await sharded(
      { 'model.norm.weight': 'b.safetensors', 'visual.merger.ln_q.weight': 'a.safetensors' },
      {
        'a.safetensors': { 'visual.merger.ln_q.weight': tensor(1) },
        'b.safetensors': { 'model.norm.weight': tensor(2) },
      },
    );
    expect([...(await readRows(checkpoint.get('language.norm.weight', [1]), 0, 1))]).toEqual([2]);
    expect(checkpoint.get('visual.merger.ln_q.weight', [1]).source.name).toBe('a.safetensors');
  });

  it('names a missing shard', async () => {
    const opening = sharded({ 'model.norm.weight': 'model-00002-of-00002.safetensors' }, {});
    await expect(opening).rejects.toMatchObject({ name: 'CheckpointError', file: 'model-00002-of-00002.safetensors' });
  });

  it('refuses a shard without the tensor that the index promises', async () => {
    const opening = sharded({ 'model.norm.weight': 'a.safetensors' }, { 'a.safetensors': { other: tensor(1) } });
    await expect(opening).rejects.toThrow('a.safetensors does not hold model.norm.weight');
  });

  it('refuses one weight in two shards', async () => {
    const opening = sharded(
      { 'model.norm.weight': 'a.safetensors', 'visual.merger.ln_q.weight': 'b.safetensors' },
      {
        'a.safetensors': { 'model.norm.weight': tensor(1) },
        'b.safetensors': { 'model.norm.weight': tensor(2), 'visual.merger.ln_q.weight': tensor(3) },
      },
    );
    await expect(opening).rejects.toMatchObject({ name: 'CheckpointError', file: 'b.safetensors' });
    await expect(opening).rejects.toThrow('a.safetensors and b.safetensors both hold model.norm.weight');
  });

  it('refuses an index that names a weight twice', async () => {
    const index = '{"weight_map": {"model.norm.weight": "a.safetensors", "model.norm.weight": "b.safetensors"}}';
    const folder = memoryFolder('checkpoint', { 'model.safetensors.index.json': index });
    await expect(openCheckpoint(folder)).rejects.toThrow(
      'model.safetensors.index.json is damaged: it has "model.norm.weight" twice',
    );
  });

  it('takes an index with the line ends of Windows, and names one that is a Git LFS pointer', async () => {
    const files = { 'a.safetensors': safetensorsBytes({ 'model.norm.weight': tensor(1) }) };
    const index = '\ufeff{"weight_map":\r\n {"model.norm.weight": "a.safetensors"}}\r\n';
    const folder = memoryFolder('checkpoint', { ...files, 'model.safetensors.index.json': index });
    expect((await openCheckpoint(folder)).tensors.size).toBe(1);
    const lfs = 'version https://git-lfs.github.com/spec/v1\n';
    const pointer = memoryFolder('checkpoint', { ...files, 'model.safetensors.index.json': lfs });
    await expect(openCheckpoint(pointer)).rejects.toThrow('model.safetensors.index.json is a Git LFS pointer');
  });

  it.each(['adapter_config.json', 'adapter_model.safetensors'])('knows an adapter alone by %s', async (file) => {
    const opening = openCheckpoint(memoryFolder('lora', { [file]: '{}' }));
    await expect(opening).rejects.toMatchObject({ name: 'CheckpointError', file });
    await expect(opening).rejects.toThrow(`lora holds ${file}, an adapter (LoRA) without its base model. Merge it`);
  });

  it('refuses a damaged index', async () => {
    const folder = memoryFolder('checkpoint', { 'model.safetensors.index.json': '{"weight_map": 3}' });
    await expect(openCheckpoint(folder)).rejects.toMatchObject({ name: 'CheckpointError' });
  });

  it('refuses one weight under two names', async () => {
    const opening = single({ 'model.norm.weight': tensor(1), 'model.language_model.norm.weight': tensor(2) });
    await expect(opening).rejects.toThrow('language.norm.weight twice');
  });

  it.each(['model.pth', 'model.pt', 'final_model.pth', 'pytorch_model.bin', 'pytorch_model.bin.index.json'])(
    'says how to convert %s',
    async (file) => {
      const opening = openCheckpoint(memoryFolder('checkpoint', { [file]: 'pickled' }));
      await expect(opening).rejects.toMatchObject({ name: 'PickleCheckpointError', file });
      await expect(opening).rejects.toThrow(/weights_only=True[^]*safetensors\.torch\.save_file/);
    },
  );

  it('prefers safetensors to a pickle', async () => {
    const bytes = safetensorsBytes({ 'model.norm.weight': tensor(1) });
    const checkpoint = await openCheckpoint(memoryFolder('c', { 'model.pth': 'pickled', 'model.safetensors': bytes }));
    expect(checkpoint.tensors.size).toBe(1);
  });

  it('refuses a folder without a checkpoint', async () => {
    await expect(openCheckpoint(memoryFolder('pictures', {}))).rejects.toThrow('pictures holds no checkpoint');
  });
});

describe('get', () => {
  it('gives a tensor of the expected shape, open sizes included', async () => {
    const checkpoint = await single({ 'model.norm.weight': tensor(1, 2, 3) });
    expect(checkpoint.get('language.norm.weight', [3]).shape).toEqual([3]);
    expect(checkpoint.get('language.norm.weight', [null]).shape).toEqual([3]);
  });

  it.each([[[2]], [[3, 1]], [[]], [[null, null]]])('refuses [3] where %j is expected', async (shape) => {
    const checkpoint = await single({ 'model.norm.weight': tensor(1, 2, 3) });
    expect(() => checkpoint.get('language.norm.weight', shape)).toThrow(
      expect.objectContaining({ name: 'TensorShapeError', message: expect.stringContaining('has the shape [3]') }),
    );
  });

  it('names a missing tensor in every spelling, and what is there instead', async () => {
    const checkpoint = await single({ 'base_model.model.layers.0.lora_A.weight': tensor(1) });
    const get = () => checkpoint.get('language.norm.weight', [1]);
    expect(get).toThrow(expect.objectContaining({ name: 'MissingTensorError' }));
    expect(get).toThrow(
      /language\.norm\.weight \(looked for as model\.language_model\.norm\.weight and model\.norm\.weight\).*lora_A/,
    );
  });
});
