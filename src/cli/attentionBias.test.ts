/** Base models whose projections to queries, keys and values add no bias: the config says so, as MiMo's may. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { convertCheckpoint } from '../convert/convert.ts';
import { parsePromptJson } from '../convert/promptSource.ts';
import type { SelfTest } from '../core/modelPackage/manifest.ts';
import { headScore } from '../core/score/score.ts';
import { openSafetensors, readRaw } from '../formats/safetensors.ts';
import { safetensorsBytes, type TensorData } from '../testing/safetensorsBytes.ts';
import { measureOnDisk } from './measureOnDisk.ts';
import { directoryFolder, directorySink } from './nodeFiles.ts';

const tiny = 'reference/tiny/checkpoint';
const ATTENTION_BIAS = /self_attn\.[qkv]_proj\.bias$/;

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-bias-'));
});
afterAll(() => rm(root, { recursive: true }));

/** The tiny checkpoint with its attention biases as `change` makes them, or without where it gives none. */
async function expectedRewards(
  name: string,
  config: object,
  change: (bias: TensorData) => TensorData | undefined,
): Promise<SelfTest['expected']> {
  const folder = join(root, name);
  await cp(tiny, folder, { recursive: true });
  const index: { weight_map: Record<string, string> } = JSON.parse(
    await readFile(join(folder, 'model.safetensors.index.json'), 'utf8'),
  );
  const tensors: Record<string, TensorData> = {};
  for (const file of new Set(Object.values(index.weight_map))) Object.assign(tensors, await readTensors(file, change));
  await writeFile(join(folder, 'model.safetensors'), safetensorsBytes(tensors));
  const base = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
  const text = { ...base.text_config, ...config };
  await writeFile(join(folder, 'config.json'), JSON.stringify({ ...base, text_config: text }));
  return convert(folder);
}

async function readTensors(file: string, change: (bias: TensorData) => TensorData | undefined) {
  const source = await directoryFolder(tiny).open(file);
  if (!source) throw new Error(`no ${file}`);
  const tensors: Record<string, TensorData> = {};
  for (const [name, entry] of (await openSafetensors(source)).tensors) {
    const tensor = { dtype: entry.dtype, shape: entry.shape, data: await readRaw(entry) };
    const kept = ATTENTION_BIAS.test(name) ? change(tensor) : tensor;
    if (kept) tensors[name] = kept;
  }
  return tensors;
}

async function convert(folder: string): Promise<SelfTest['expected']> {
  const checkpoint = directoryFolder(folder);
  const prompts = parsePromptJson(await readFile('reference/tiny/prompts.json', 'utf8'));
  const out = `${folder}-package`;
  const request = { checkpoint, base: checkpoint, prompts, dtype: 'q4', symmetric: false, id: 'tiny' } as const;
  const hooks = {
    measureSelfTest: (manifest: Parameters<typeof measureOnDisk>[1]) => measureOnDisk(out, manifest),
  };
  return (await convertCheckpoint(request, directorySink(out), hooks)).selfTest.expected;
}

it('scores as with biases of zero', async () => {
  const zeroed = await expectedRewards('zeroed', {}, (bias) => ({ ...bias, data: new Uint8Array(bias.data.length) }));
  const without = await expectedRewards('without', { attention_bias: false }, () => undefined);
  expect(without).toEqual(zeroed);
  const usual = await expectedRewards('usual', {}, (bias) => bias);
  expect(Math.abs(headScore(usual, 'visualQuality').mu - headScore(zeroed, 'visualQuality').mu)).toBeGreaterThan(1e-3);
  // The official class does not read this field.
  expect(await expectedRewards('contradicted', { attention_bias: false }, (bias) => bias)).toEqual(usual);
});

it('are not taken to have none because a file lacks them', async () => {
  await expect(expectedRewards('lacking', {}, () => undefined)).rejects.toMatchObject({ name: 'MissingTensorError' });
});
