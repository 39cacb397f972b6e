import { throwIfAborted } from '../core/errors.ts';
import { layoutWindows, patchPlaces } from '../core/model/windowLayout.ts';
import { visionRotary } from '../core/model/rotary.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import { pickFeeds, type Backend, type Feeds, type InferenceSession, type Tensor } from './session.ts';
import type { Shard } from './shard.ts';

/** An image as the vision tower takes it: [gridHeight * gridWidth, columns] in merge-block order. */
export interface PatchGrid {
  readonly patches: Float32Array<ArrayBuffer>;
  readonly gridHeight: number;
  readonly gridWidth: number;
}

export interface EmbedHooks {
  readonly signal?: AbortSignal | undefined;
  /** A shard is about to run `image`, an index; `share` is its part of all blocks. */
  readonly onRun?: ((image: number, share: number) => void) | undefined;
}

/** Runs the vision shards in a chain. */
export class VisionTower {
  readonly #backend: Backend;
  readonly #manifest: Manifest;
  readonly #shards: readonly Shard[];

  constructor(backend: Backend, manifest: Manifest, shards: readonly Shard[]) {
    this.#backend = backend;
    this.#manifest = manifest;
    this.#shards = shards;
  }

  /**
   * Embeddings of each image, [gridHeight * gridWidth / merge², hidden], in memory. Each shard runs all images before the
   * next one is used.
   */
  async embed(images: readonly PatchGrid[], hooks: EmbedHooks = {}): Promise<Float32Array[]> {
    const hidden = new Map<number, Tensor>();
    try {
      for (const { layers, use } of this.#shards) {
        const share = (layers[1] - layers[0]) / this.#manifest.vision.depth;
        await use(async (session) => {
          for (const [index, image] of images.entries()) {
            throwIfAborted(hooks.signal);
            hooks.onRun?.(index, share);
            const before = hidden.get(index);
            hidden.set(index, await this.#run(session, image, before));
            before?.dispose();
          }
        });
      }
      return await Promise.all([...hidden.values()].map(async (embeds) => (await embeds.getData()) as Float32Array));
    } finally {
      for (const tensor of hidden.values()) tensor.dispose();
    }
  }

  /** `hidden` is what the shard before gave; the first shard takes the patches. */
  async #run(session: InferenceSession, image: PatchGrid, hidden: Tensor | undefined): Promise<Tensor> {
    const feeds = this.#feeds(image);
    const inputs = pickFeeds(hidden ? { ...feeds, hidden_states: hidden } : feeds, session.inputNames);
    const outputs = await this.#backend.guard(session.run(inputs));
    const out = outputs['image_embeds'] ?? outputs['hidden_states_out'];
    if (!out) throw new Error('A vision shard gives neither hidden states nor image embeddings.');
    return out;
  }

  #feeds({ patches, gridHeight, gridWidth }: PatchGrid): Feeds {
    const { Tensor } = this.#backend.ort;
    const { vision, imageProcessor } = this.#manifest;
    const places = patchPlaces(gridHeight, gridWidth, imageProcessor.mergeSize);
    const rotary = visionRotary(places, vision.hiddenSize / vision.numHeads, vision.ropeTheta);
    if (!vision.windows) throw new Error('A tower without windows is not built yet.');
    const side = vision.windows.size / imageProcessor.patchSize;
    const windows = layoutWindows(places, gridWidth, side);
    const slots = side * side;
    return {
      patches: new Tensor('float32', patches, [places.length, patches.length / places.length]),
      cos: new Tensor('float32', rotary.cos, [rotary.rows, rotary.columns]),
      sin: new Tensor('float32', rotary.sin, [rotary.rows, rotary.columns]),
      window_slots: new Tensor('int32', windows.windowSlots, [windows.windowSlots.length]),
      window_mask: new Tensor('float32', windows.windowMask, [windows.windowCount, 1, slots, slots]),
      patch_slots: new Tensor('int32', windows.patchSlots, [places.length]),
    };
  }
}
