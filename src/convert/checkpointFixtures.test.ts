import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryFolder } from '../cli/nodeFiles.ts';
import { type FileFolder, readText } from '../core/bytes/bytes.ts';
import { layeredFolder } from '../core/bytes/layeredFolder.ts';
import { readRows } from '../formats/safetensors.ts';
import type { BaseConfig } from './bases/base.ts';
import { parseBaseConfig } from './bases/baseConfig.ts';
import { qwen25Vl } from './bases/qwen25Vl.ts';
import { openCheckpoint } from './checkpoint.ts';
import { parsePreprocessor } from './imageProcessor.ts';
import { parsePromptJson } from './promptSource.ts';
import { prepareTokenizer } from './tokenizerFiles.ts';

const fixtures = process.env['EDITREWARD_FIXTURES'] ?? '../shared/fixtures';
const present = existsSync(join(fixtures, 'golden.json'));
if (!present) console.warn(`Skipping checkpoint fixtures: no fixtures at ${fixtures} (set EDITREWARD_FIXTURES).`);

const TOKENS = 151666;

async function textOf(folder: FileFolder, path: string): Promise<string> {
  const source = await folder.open(path);
  if (source === undefined) throw new Error(`no ${path} in ${folder.name}`);
  return readText(source);
}

/** Canonical name and shape of every weight of the family, from the config's sizes. */
function expectedShapes({ text, vision }: BaseConfig): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  const linear = (name: string, outputs: number, inputs: number, bias: boolean): void => {
    shapes.set(`${name}.weight`, [outputs, inputs]);
    if (bias) shapes.set(`${name}.bias`, [outputs]);
  };
  const norm = (name: string, size: number): void => void shapes.set(`${name}.weight`, [size]);

  const patch = vision.patchSize;
  const merged = vision.hiddenSize * vision.mergeSize ** 2;
  shapes.set('visual.patch_embed.proj.weight', [
    vision.hiddenSize,
    vision.inChannels,
    vision.temporalPatchSize,
    patch,
    patch,
  ]);
  for (let i = 0; i < vision.depth; i++) {
    const block = `visual.blocks.${i}`;
    for (const name of ['norm1', 'norm2']) norm(`${block}.${name}`, vision.hiddenSize);
    linear(`${block}.attn.qkv`, 3 * vision.hiddenSize, vision.hiddenSize, true);
    linear(`${block}.attn.proj`, vision.hiddenSize, vision.hiddenSize, true);
    for (const name of ['gate_proj', 'up_proj']) {
      linear(`${block}.mlp.${name}`, vision.intermediateSize, vision.hiddenSize, true);
    }
    linear(`${block}.mlp.down_proj`, vision.hiddenSize, vision.intermediateSize, true);
  }
  norm('visual.merger.ln_q', vision.hiddenSize);
  linear('visual.merger.mlp.0', merged, merged, true);
  linear('visual.merger.mlp.2', vision.outHiddenSize, merged, true);

  shapes.set('language.embed_tokens.weight', [TOKENS, text.hiddenSize]);
  for (let i = 0; i < text.numLayers; i++) {
    const layer = `language.layers.${i}`;
    for (const name of ['input_layernorm', 'post_attention_layernorm']) norm(`${layer}.${name}`, text.hiddenSize);
    linear(`${layer}.self_attn.q_proj`, text.numHeads * text.headDim, text.hiddenSize, true);
    for (const name of ['k_proj', 'v_proj']) {
      linear(`${layer}.self_attn.${name}`, text.numKeyValueHeads * text.headDim, text.hiddenSize, true);
    }
    linear(`${layer}.self_attn.o_proj`, text.hiddenSize, text.numHeads * text.headDim, false);
    for (const name of ['gate_proj', 'up_proj'])
      linear(`${layer}.mlp.${name}`, text.intermediateSize, text.hiddenSize, false);
    linear(`${layer}.mlp.down_proj`, text.hiddenSize, text.intermediateSize, false);
  }
  norm('language.norm', text.hiddenSize);
  for (const head of ['rm_heads.head_0', 'rm_heads.head_1']) {
    linear(`${head}.0`, 1024, text.hiddenSize, true);
    linear(`${head}.3`, 16, 1024, true);
    linear(`${head}.5`, 2, 16, true);
  }
  return shapes;
}

describe.skipIf(!present).each(['tiny-a', 'tiny-b'])('%s', (name) => {
  const folder = directoryFolder(join(fixtures, 'checkpoints', name));

  it('holds exactly the weights that its config asks for', async () => {
    const expected = expectedShapes(parseBaseConfig(await textOf(folder, 'config.json')).config);
    const checkpoint = await openCheckpoint(folder);
    expect([...checkpoint.tensors.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
    for (const [canonical, shape] of expected) expect(checkpoint.get(canonical, shape).shape).toEqual(shape);
    expect(checkpoint.unknownNames).toEqual([]);
  });

  it('gives finite rows of bf16 and fp32', async () => {
    const checkpoint = await openCheckpoint(folder);
    for (const canonical of ['language.embed_tokens.weight', 'rm_heads.head_0.0.weight']) {
      const entry = checkpoint.get(canonical, [null, null]);
      const rows = await readRows(entry, 1, 3);
      expect(rows.length).toBe(2 * (entry.shape[1] ?? 0));
      expect(rows.every(Number.isFinite)).toBe(true);
      expect(rows.some((value) => value !== 0)).toBe(true);
    }
  });

  it('has an image processor with the official budget', async () => {
    expect(parsePreprocessor(await textOf(folder, 'preprocessor_config.json'), qwen25Vl.images)).toMatchObject({
      patchSize: 14,
      minPixels: 200704,
      maxPixels: 200704,
      mean: [0.48145466, 0.4578275, 0.40821073],
    });
  });

  it('gets the reward token at the id that the checkpoint was trained with', async () => {
    const prepared = await prepareTokenizer(layeredFolder(folder, directoryFolder(join(fixtures, 'tokenizer'))));
    expect(prepared).toMatchObject({ rewardTokenId: TOKENS - 1, vocabularySize: TOKENS });
    expect(prepared.chatTemplate).toContain('<|vision_start|>');
    // A token of Qwen's that a careless copy of the vocabulary loses.
    expect(prepared.tokenizerJson).toMatch(/"constructor":\d+/);
  });
});

it.skipIf(!present)('reads the official prompts from JSON', async () => {
  const texts = parsePromptJson(await textOf(directoryFolder(fixtures), 'prompts.json'));
  expect([...texts.templates, texts.suffix].map((text) => text.length)).toEqual([1820, 1724, 67]);
});
