import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  convertForTest,
  dataFolder,
  goldenCases,
  hasCheckpoint,
  type CheckpointName,
} from '../../e2e/harness/packages.ts';
import { bytesSource } from '../core/bytes.ts';
import { prepareImage } from '../core/image/prepareImage.ts';
import { expandSegments, promptSegments } from '../core/prompt/promptSegments.ts';
import { renderPrompt } from '../core/prompt/renderPrompt.ts';
import { openSafetensors, readRows, rowCountOf, type Safetensors } from '../formats/safetensors.ts';
import { loadScoringModel, type ScoringModel } from '../runtime/scoringModel.ts';
import type { PatchGrid } from '../runtime/visionTower.ts';
import { openModelPackage } from '../storage/modelPackage.ts';
import { decodeImage } from './decodeImage.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

const IMAGE_EMBEDS_BAR = 1e-3;
const HIDDEN_BAR = 2e-3;

/** A checkpoint, a golden case, and the file with what the official code computes on the way (first prompt). */
const INTERMEDIATES: readonly (readonly [CheckpointName, string, string])[] = [
  ['tiny', 'roof', 'intermediates.safetensors'],
  ['tiny-a', 'wide', 'tiny-a-wide.safetensors'],
  ['tiny-b', 'tall', 'tiny-b-tall.safetensors'],
];

/** One layer a shard, so that every hidden state passes between shards, where it can be seen. */
describe.each(INTERMEDIATES.filter(([name]) => hasCheckpoint(name)))('stages of %s, case %s', (name, id, file) => {
  let path: string;
  let model: ScoringModel;
  let official: Safetensors;
  let imageEmbeds: Float32Array[];
  const hiddenStates = new Map<string, Float32Array>();

  beforeAll(async () => {
    path = await convertForTest(name, { maxLayersPerShard: 1 });
    model = await loadScoringModel(await openModelPackage(directoryFolder(path)), createNodeBackend(path), {});
    official = await openSafetensors(bytesSource(file, readFileSync(join(dataFolder(name), file))));
    imageEmbeds = await embedImages();
    await runDecoder();
  }, 240_000);
  afterAll(async () => {
    await model.dispose();
    await rm(path, { recursive: true });
  });

  function golden() {
    const found = goldenCases(name).find((entry) => entry.id === id);
    if (!found) throw new Error(`no case ${id}`);
    return found;
  }

  async function embedImages() {
    const { source, edited } = golden();
    const images: PatchGrid[] = [];
    for (const image of [source, edited]) {
      const bytes = readFileSync(join(dataFolder(name), 'images', image));
      const decoded = await decodeImage(bytes, image, 'official');
      images.push(prepareImage(decoded.image, model.manifest.imageProcessor, image));
    }
    return model.vision.embed(images);
  }

  /** The whole prompt in one run, as the official code runs it, asking for every row. */
  async function runDecoder() {
    const { manifest, tokenizer, embedding } = model;
    const [prompt] = manifest.prompts;
    if (!prompt) throw new Error('no prompt');
    const text = renderPrompt(prompt, manifest.task, golden().instruction, tokenizer.renderChat);
    const counts = imageEmbeds.map((embeds) => embeds.length / embedding.columns);
    const segments = promptSegments(tokenizer.encode(text), manifest.tokenizer, [0, 1]);
    const ids = expandSegments(segments, counts, manifest.tokenizer.imageTokenId);
    const embeddings = new Float32Array(ids.length * embedding.columns);
    await embedding.copyRows(ids, embeddings, 0);
    let token = 0;
    for (const segment of segments) {
      const image = segment.kind === 'image' ? imageEmbeds[segment.image] : undefined;
      if (image) embeddings.set(image, token * embedding.columns);
      token += segment.kind === 'image' ? (counts[segment.image] ?? 0) : segment.ids.length;
    }
    hiddenStates.set('hidden_0', embeddings.slice());
    const { lastHiddenState } = await model.decoder.prefill({
      embeddings,
      start: 0,
      past: undefined,
      keep: false,
      queryRows: ids.map((_, row) => row),
      onHiddenStates: (layer, values) => hiddenStates.set(`hidden_${layer}`, values.slice()),
    });
    hiddenStates.set('last_hidden_state', lastHiddenState);
  }

  /** The official run goes on after the reward token, where we stop: compares what both have. */
  async function largestDifference(tensor: string, values: Float32Array): Promise<number> {
    const entry = official.tensors.get(tensor);
    if (!entry) throw new Error(`${file} has no ${tensor}`);
    const expected = await readRows(entry, 0, rowCountOf(entry));
    expect(values.length).toBeGreaterThan(0);
    return values.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))), 0);
  }

  it('embeds the images as the official vision tower', async () => {
    const joined = new Float32Array(imageEmbeds.flatMap((embeds) => [...embeds]));
    expect(await largestDifference('image_embeds', joined)).toBeLessThan(IMAGE_EMBEDS_BAR);
  });

  it('has the official hidden state before every layer and after the final norm', async () => {
    const names = [...official.tensors.keys()].filter((key) => /^hidden_\d+$|^last_hidden_state$/.test(key));
    expect(names).toHaveLength(model.manifest.text.numLayers + 1);
    for (const tensor of names) {
      const values = hiddenStates.get(tensor) ?? new Float32Array();
      expect(await largestDifference(tensor, values), tensor).toBeLessThan(HIDDEN_BAR);
    }
  });
});
