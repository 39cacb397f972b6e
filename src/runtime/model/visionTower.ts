import { defined } from '../../core/defined.ts';
import { throwIfAborted } from '../../core/errors.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import { deepstackCount } from '../../core/model/deepstack.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { createTensors, RunFeeds } from './feeds.ts';
import type { Backend, InferenceSession, Tensor } from './session.ts';
import type { Shard } from './shard.ts';
import { imageRun, VISION_FEEDS } from './visionFeeds.ts';

/** What the language model takes of an image: each [tokens, hidden], in memory. */
export interface EmbeddedImage {
  /** What stands in the place of the image tokens. */
  readonly embeds: Float32Array;
  /** Features that are added after the first decoder layers, one a layer. Most models have none. */
  readonly deepstack: readonly Float32Array[];
}

export interface EmbedHooks {
  readonly signal?: AbortSignal | undefined;
  /** A shard is about to run `image`, an index; `share` is its part of all blocks. */
  readonly onRun?: ((image: number, share: number) => void) | undefined;
}

const DEEPSTACK = 'deepstack.';

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

  /** Embeds images, each with gridHeight * gridWidth / merge² tokens. Each shard runs all images before the next one is used. */
  async embed(images: readonly ImagePatches[], hooks: EmbedHooks = {}): Promise<EmbeddedImage[]> {
    const passages = images.map((image): Passage => ({ image, hidden: undefined, deepstack: new Map() }));
    try {
      for (const { layers, use } of this.#shards) {
        const share = (layers[1] - layers[0]) / this.#manifest.vision.depth;
        await use(async (session) => {
          for (const [index, passage] of passages.entries()) {
            throwIfAborted(hooks.signal);
            hooks.onRun?.(index, share);
            await this.#run(session, passage);
          }
        });
      }
      return await Promise.all(passages.map((passage) => this.#finish(passage)));
    } finally {
      for (const { hidden } of passages) hidden?.dispose();
    }
  }

  async #run(session: InferenceSession, passage: Passage): Promise<void> {
    const { image, hidden, deepstack } = passage;
    const feeds = new RunFeeds(VISION_FEEDS, imageRun(this.#manifest, image), createTensors(this.#backend.ort));
    const inputs = feeds.of(session.inputNames, hidden ? { hidden_states: hidden } : {});
    const outputs = await this.#backend.guard(session.run(inputs));
    const out = outputs['image_embeds'] ?? outputs['hidden_states_out'];
    passage.hidden = defined(out, 'A vision shard gives neither hidden states nor image embeddings.');
    hidden?.dispose();
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name.startsWith(DEEPSTACK)) deepstack.set(name, await floatsOf(tensor));
    }
  }

  async #finish({ hidden, deepstack }: Passage): Promise<EmbeddedImage> {
    const feature = (index: number) =>
      defined(deepstack.get(`${DEEPSTACK}${index}`), `No vision shard gives ${DEEPSTACK}${index}.`);
    return {
      embeds: await floatsOf(defined(hidden, 'The model package has no vision shards.')),
      deepstack: Array.from({ length: deepstackCount(this.#manifest) }, (_, index) => feature(index)),
    };
  }
}

/** An image on its way through the shards. */
interface Passage {
  readonly image: ImagePatches;
  /** What the shard before gave; the first shard takes the patches. */
  hidden: Tensor | undefined;
  /** By output name. */
  readonly deepstack: Map<string, Float32Array>;
}

async function floatsOf(tensor: Tensor): Promise<Float32Array> {
  return (await tensor.getData()) as Float32Array;
}
