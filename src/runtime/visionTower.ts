import { throwIfAborted } from '../core/errors.ts';
import { layoutWindows, patchPlaces } from '../core/model/windowLayout.ts';
import { visionRotary } from '../core/model/rotary.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import { pickFeeds, type Backend, type Feeds, type InferenceSession, type Tensor } from './session.ts';

/** An image as the vision tower takes it: [gridHeight * gridWidth, columns] in merge-block order. */
export interface PatchGrid {
  readonly patches: Float32Array<ArrayBuffer>;
  readonly gridHeight: number;
  readonly gridWidth: number;
}

/** Runs the vision shards in a chain; hidden states stay on the device between them. */
export class VisionTower {
  readonly #backend: Backend;
  readonly #manifest: Manifest;
  readonly #sessions: readonly InferenceSession[];

  constructor(backend: Backend, manifest: Manifest, sessions: readonly InferenceSession[]) {
    this.#backend = backend;
    this.#manifest = manifest;
    this.#sessions = sessions;
  }

  /** Image embeddings [gridHeight * gridWidth / merge², hidden], in memory. */
  async embed(image: PatchGrid, signal?: AbortSignal): Promise<Float32Array> {
    const feeds = this.#feeds(image);
    let hidden: Tensor | undefined;
    try {
      for (const session of this.#sessions) {
        throwIfAborted(signal);
        const inputs = hidden ? { ...feeds, hidden_states: hidden } : feeds;
        const outputs = await session.run(pickFeeds(inputs, session.inputNames));
        hidden?.dispose();
        hidden = outputs['hidden_states_out'];
        const embeds = outputs['image_embeds'];
        if (embeds) return (await embeds.getData(true)) as Float32Array;
      }
    } finally {
      hidden?.dispose();
    }
    throw new Error('The vision shards end without image_embeds.');
  }

  #feeds({ patches, gridHeight, gridWidth }: PatchGrid): Feeds {
    const { Tensor } = this.#backend.ort;
    const { vision, imageProcessor } = this.#manifest;
    const places = patchPlaces(gridHeight, gridWidth, imageProcessor.mergeSize);
    const rotary = visionRotary(places, vision.hiddenSize / vision.numHeads, vision.ropeTheta);
    const side = vision.windowSize / imageProcessor.patchSize;
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
