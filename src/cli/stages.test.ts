import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointPlace } from '../testing/checkpoints.ts';
import { convertForTest, dataFolder, goldenCases, hasCheckpoint, type CheckpointName } from '../testing/packages.ts';
import { at } from '../core/at.ts';
import { bytesSource } from '../core/bytes/bytes.ts';
import type { ImagePatches } from '../core/image/modelInput/pixelValues.ts';
import { prepareDecoded } from '../core/image/modelInput/prepareImage.ts';
import { plannedImages } from '../core/plan/plannedImages.ts';
import { planWithoutReuse } from '../core/plan/scoringPlan.ts';
import { promptSegments } from '../core/prompt/promptSegments.ts';
import { renderPrompt } from '../core/prompt/renderPrompt.ts';
import { openSafetensors, readRows, rowCountOf, type Safetensors } from '../formats/safetensors.ts';
import { prepareNode } from '../runtime/scoring/prepareNode.ts';
import { loadScoringModel, type ScoringModel } from '../runtime/model/scoringModel.ts';
import type { EmbeddedImage } from '../runtime/model/visionTower.ts';
import { openModelPackage } from '../packages/modelPackage.ts';
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
  ['hps-a', 'bird', 'hps-a-bird.safetensors'],
  ['hps-b', 'tall-ru', 'hps-b-tall-ru.safetensors'],
  ['qwen3-a', 'mixed', 'qwen3-a-mixed.safetensors'],
];

/** One layer a shard, so that every hidden state passes between shards, where it can be seen. */
describe.each(INTERMEDIATES.filter(([name]) => hasCheckpoint(name)))('stages of %s, case %s', (name, id, file) => {
  let path: string;
  let model: ScoringModel;
  let official: Safetensors;
  let images: ImagePatches[];
  let embedded: EmbeddedImage[];
  const hiddenStates = new Map<string, Float32Array>();

  beforeAll(async () => {
    path = await convertForTest(name, { maxLayersPerShard: 1 });
    model = await loadScoringModel(await openModelPackage(directoryFolder(path)), createNodeBackend(path), {});
    official = await openSafetensors(bytesSource(file, readFileSync(join(dataFolder(name), file))));
    images = await Promise.all(golden().images.map(readImage));
    embedded = await model.vision.embed(images);
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

  async function readImage(image: string) {
    const decoded = await decodeImage(readFileSync(join(checkpointPlace(name).images, image)), image, 'official');
    return prepareDecoded(decoded, model.manifest.imageProcessor, image);
  }

  /** The whole prompt in one run, as the official code runs it, asking for every row. */
  async function runDecoder() {
    const { manifest, tokenizer, embedding } = model;
    const text = renderPrompt(at(manifest.prompts, 0), manifest.task, golden().instruction, tokenizer.renderChat);
    const segments = promptSegments(tokenizer.encode(text), manifest.tokenizer, [...images.keys()]);
    const planned = plannedImages(manifest, images);
    const node = at(planWithoutReuse([{ candidate: 0, prompt: 0, segments }], planned), 0);
    const { run, hiddenStates: embeddings } = await prepareNode(node, {
      embedding,
      images: planned,
      embedImage: async (image) => at(embedded, image),
    });
    hiddenStates.set('hidden_0', embeddings.slice());
    const { lastHiddenState } = await model.decoder.prefill({
      run: { ...run, queryRows: [...Array(run.count).keys()] },
      embeddings,
      past: undefined,
      keep: false,
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
    const joined = new Float32Array(embedded.flatMap(({ embeds }) => [...embeds]));
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
