import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { digestsOf, MemorySink, writtenFile } from '../testing/memorySink.ts';
import { changedTiny, floatTensor, tinyTensors, type Tensors } from '../testing/changedTiny.ts';
import { directoryFolder } from '../cli/nodeFiles.ts';
import type { FileFolder } from '../core/bytes/bytes.ts';
import { convertCheckpoint, type ConvertHooks, type ConvertProgress, type ConvertRequest } from './convert.ts';
import { parsePromptJson } from './promptSource.ts';
import { inlineEncoder, pooledEncoder, type RowEncoder } from './rowEncoder.ts';

const tiny = directoryFolder('reference/tiny/checkpoint');
const REQUEST: ConvertRequest = {
  checkpoint: tiny,
  base: tiny,
  prompts: parsePromptJson(readFileSync('reference/tiny/prompts.json', 'utf8')),
  dtype: 'q4',
  symmetric: false,
  maxLayersPerShard: 1,
  id: 'tiny',
};
const NO_SCORE = { mu: 0, logSigma: 0 };
const HOOKS: ConvertHooks = {
  measureSelfTest: async () => ({ instructionFollowing: NO_SCORE, visualQuality: NO_SCORE }),
};

async function killed(at: string, request = REQUEST): Promise<MemorySink> {
  const out = new MemorySink();
  out.fatal = at;
  await expect(convertCheckpoint(request, out, HOOKS)).rejects.toThrow('killed');
  expect(out.files.size).toBeGreaterThan(0);
  out.fatal = undefined;
  out.created.length = 0;
  return out;
}

const whole = new MemorySink();
beforeAll(() => convertCheckpoint(REQUEST, whole, HOOKS));

it('leaves a package and nothing else', () => {
  expect([...whole.files.keys()].toSorted()).toEqual(whole.created.toSorted());
  expect(whole.created).toContain('manifest.json');
});

it('gives the same bytes however many encode, in whatever order they end', async () => {
  let calls = 0;
  const slow: RowEncoder = {
    parallelism: 1,
    async encode(task) {
      await new Promise((resolve) => setTimeout(resolve, [5, 0, 2][calls++ % 3]));
      return inlineEncoder.encode(task);
    },
  };
  const out = new MemorySink();
  await convertCheckpoint(REQUEST, out, { ...HOOKS, encoder: pooledEncoder([slow, slow, slow]) });
  expect(digestsOf(out)).toEqual(digestsOf(whole));
});

describe('after a kill', () => {
  it.each(['vision-2.data', 'embedding.bin', 'manifest.json'])('at %s goes on there, to the same bytes', async (at) => {
    const out = await killed(at);
    const left = [...out.files.keys()];
    await convertCheckpoint(REQUEST, out, HOOKS);
    expect(out.created).toEqual(whole.created.filter((path) => !left.includes(path)));
    expect(out.created[0]).toBe(at);
    expect(digestsOf(out)).toEqual(digestsOf(whole));
  });

  it('makes a damaged file again, and it alone', async () => {
    const out = await killed('tokenizer.json');
    const damaged = out.files.get('decoder-1.data') ?? expect.fail('no file');
    damaged[64] = ~(damaged[64] ?? 0);
    out.files.delete('vision-0.data');
    await convertCheckpoint(REQUEST, out, HOOKS);
    expect(out.created.slice(0, 3)).toEqual(['vision-0.data', 'decoder-1.data', 'tokenizer.json']);
    expect(digestsOf(out)).toEqual(digestsOf(whole));
  });

  it('removes what another conversion left', async () => {
    const out = await killed('tokenizer.json', { ...REQUEST, dtype: 'fp32' });
    await convertCheckpoint({ ...REQUEST, maxLayersPerShard: undefined }, out, HOOKS);
    expect([...out.files.keys()].toSorted()).toEqual(out.created.toSorted());
    expect(out.files.has('decoder-1.data')).toBe(false);
  });

  it('trusts nothing once the checkpoint is another', async () => {
    const out = await killed('manifest.json');
    await convertCheckpoint({ ...REQUEST, checkpoint: laterFolder(tiny) }, out, HOOKS);
    expect(out.created).toEqual(whole.created);
  });

  it('takes a journal that cannot be read for none', async () => {
    const out = await killed('manifest.json');
    out.files.set('conversion.json', new Uint8Array(3));
    await convertCheckpoint(REQUEST, out, HOOKS);
    expect(out.created).toEqual(whole.created);
    expect(digestsOf(out)).toEqual(digestsOf(whole));
  });

  it('counts what it checks, converts and verifies', async () => {
    const out = await killed('decoder-1.data');
    const last = new Map<string, ConvertProgress>();
    await convertCheckpoint(REQUEST, out, { ...HOOKS, onProgress: (each) => last.set(each.stage, each) });
    expect([...last.keys()]).toEqual(['converting']);
    const { done, total } = last.get('converting') ?? expect.fail('no progress');
    expect(done).toBe(total);
  });
});

/** The same bytes, saved later. */
function laterFolder(folder: FileFolder): FileFolder {
  return {
    name: folder.name,
    async open(path) {
      const source = await folder.open(path);
      return source && { ...source, version: 'later' };
    },
  };
}

it('refuses to end when a file is not what was written', async () => {
  const out = new MemorySink();
  out.inspect = async (path) => {
    const bytes = out.files.get(path);
    return bytes && writtenFile(path === 'embedding.bin' ? bytes.slice(1) : bytes);
  };
  await expect(convertCheckpoint(REQUEST, out, HOOKS)).rejects.toMatchObject({
    name: 'OutputDamagedError',
    file: 'embedding.bin',
  });
  expect(out.files.has('manifest.json')).toBe(false);
});

it('names the weight that an encoder cannot take', async () => {
  const encoder: RowEncoder = {
    parallelism: 1,
    encode: () => Promise.reject(Object.assign(new Error('no'), { name: 'NonFiniteWeightError' })),
  };
  await expect(convertCheckpoint(REQUEST, new MemorySink(), { ...HOOKS, encoder })).rejects.toMatchObject({
    name: 'NonFiniteWeightError',
    file: 'model-00001-of-00002.safetensors',
    message: expect.stringContaining('a weight of visual.patch_embed.proj.weight is NaN or infinite'),
  });
});

const Q_BIAS = 'model.language_model.layers.1.self_attn.q_proj.bias';
const UP = 'model.language_model.layers.1.mlp.up_proj.weight';

async function changedRequest(tensors: Tensors, more: Partial<ConvertRequest> = {}): Promise<ConvertRequest> {
  const checkpoint = await changedTiny({ tensors: (all) => void Object.assign(all, tensors) });
  return { ...REQUEST, checkpoint, base: checkpoint, ...more };
}

describe('weights that are NaN or infinite', () => {
  it.each<[string, string, ConvertRequest['dtype']]>([
    ['a matrix', UP, 'q4'],
    ['a matrix that is not quantised', UP, 'fp32'],
    ['a bias', Q_BIAS, 'q4'],
    ['a bias in 16 bits', Q_BIAS, 'q4f16'],
    ['a norm', 'model.language_model.norm.weight', 'q4'],
    ['the patch projection', 'model.visual.patch_embed.proj.weight', 'q4'],
    ['the embedding', 'model.language_model.embed_tokens.weight', 'q4'],
  ])('are counted and named in %s, before the manifest', async (_, name, dtype) => {
    const { shape } = (await tinyTensors())[name] ?? expect.fail('no such tensor');
    const bad = floatTensor(shape, (i) => (i === 3 ? NaN : i === 4 ? -Infinity : i === 63 ? Infinity : 0.5));
    const out = new MemorySink();
    await expect(convertCheckpoint(await changedRequest({ [name]: bad }, { dtype }), out, HOOKS)).rejects.toMatchObject(
      {
        name: 'NonFiniteWeightError',
        file: 'model.safetensors',
        message: expect.stringMatching(/^model\.safetensors: 3 weights of \S+ are NaN or infinite/),
      },
    );
    expect(out.files.has('manifest.json')).toBe(false);
  });
});

const warningsOf = async (tensors: Tensors, more: Partial<ConvertRequest> = {}) =>
  (await convertCheckpoint(await changedRequest(tensors, more), new MemorySink(), HOOKS)).warnings;

describe('what is odd in weights', () => {
  it('is told of nothing in a usual checkpoint', async () => {
    expect(await warningsOf({}, { dtype: 'q4f16' })).toBeUndefined();
  });

  it('is told of a bias that 16 bits cannot hold, and only where they must', async () => {
    const bias = { [Q_BIAS]: floatTensor([64], (i) => (i < 2 ? -131072 : i)) };
    expect(await warningsOf(bias, { dtype: 'q4f16' })).toEqual([
      '2 weights of language.layers.1.self_attn.q_proj.bias did not fit into 16 bits and became 65504 (the largest is ' +
        '131072). Scores may differ from those of the checkpoint: convert it to q4 or q8, which compute in 32 bits.',
    ]);
    expect(await warningsOf(bias)).toBeUndefined();
  });

  it('is told of scales that 16 bits cannot hold', async () => {
    const large = { [UP]: floatTensor([112, 64], (i) => (i < 32 ? 4e6 * (i % 2 ? 1 : -1) : 0.1)) };
    expect(await warningsOf(large, { dtype: 'q4f16' })).toEqual([
      'The scales of 1 block of language.layers.1.mlp.up_proj.weight did not fit into 16 bits and became 65504 (the ' +
        'largest weight is 4000000). Scores may differ from those of the checkpoint: convert it to q4 or q8, which ' +
        'compute in 32 bits.',
    ]);
    expect(await warningsOf(large)).toBeUndefined();
  });

  it('is told of blocks that vanish, but not of those that are 0', async () => {
    const small = { [UP]: floatTensor([112, 64], (i) => (i < 64 ? 1e-9 : i < 128 ? 0 : 0.1)) };
    expect(await warningsOf(small, { dtype: 'q4f16' })).toEqual([
      '2 blocks of language.layers.1.mlp.up_proj.weight had weights too small for their scales, and became zero.',
    ]);
    expect(await warningsOf(small)).toBeUndefined();
  });

  it('is told of heads that are 0 throughout, but not of biases', async () => {
    const heads = {
      'rm_heads.head_0.5.weight': floatTensor([2, 16], () => 0),
      'rm_heads.head_1.3.weight': floatTensor([16, 1024], () => -0),
      'rm_heads.head_1.3.bias': floatTensor([16], () => 0),
    };
    expect(await warningsOf(heads)).toEqual([
      'All weights are zero in rm_heads.head_0.5.weight, rm_heads.head_1.3.weight: every picture gets the same reward from ' +
        'such a head.',
    ]);
  });

  it('is told as well when the conversion went on after a kill', async () => {
    const request = await changedRequest({ [UP]: floatTensor([112, 64], () => 0) });
    const out = await killed('embedding.bin', request);
    expect((await convertCheckpoint(request, out, HOOKS)).warnings).toEqual([
      'All weights are zero in language.layers.1.mlp.up_proj.weight: the checkpoint may not be trained.',
    ]);
  });
});
