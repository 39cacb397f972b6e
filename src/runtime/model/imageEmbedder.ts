import { digestBytes } from '../../core/bytes/sha256.ts';
import { at } from '../../core/at.ts';
import { defined } from '../../core/defined.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import { RecentlyUsed } from '../../core/recentlyUsed.ts';
import type { EmbeddedImage, EmbedHooks, VisionTower } from './visionTower.ts';

/**
 * The main memory that remembered embeddings may take. A source and its candidates come again when an instruction is
 * changed or a candidate is added. An image of 448 x 448 takes 4 MB in a 7B, and one of 1024 x 1024 with DeepStack 67
 * MB in an 8B.
 */
const REMEMBERED_BYTES = 256 * 2 ** 20;

/** An image that can be told from others. */
export interface IdentifiedImage extends ImagePatches {
  /** The same for images that the model cannot tell apart, whatever files they come from. */
  readonly identity: string;
}

export async function identifyImage({ patches, gridHeight, gridWidth }: ImagePatches): Promise<IdentifiedImage> {
  const digest = await digestBytes(new Uint8Array(patches.buffer, patches.byteOffset, patches.byteLength));
  return { patches, gridHeight, gridWidth, identity: `${gridHeight}x${gridWidth}:${digest}` };
}

/** The vision tower with a memory: no image goes through it that did lately. */
export class ImageEmbedder {
  readonly #tower: Pick<VisionTower, 'embed'>;
  readonly #remembered: RecentlyUsed<EmbeddedImage>;

  constructor(tower: Pick<VisionTower, 'embed'>, rememberedBytes = REMEMBERED_BYTES) {
    this.#tower = tower;
    this.#remembered = new RecentlyUsed({ capacity: rememberedBytes, sizeOf: byteLengthOf });
  }

  /** As `VisionTower.embed`. What is returned is shared: it must not be written to. */
  async embed(images: readonly IdentifiedImage[], { signal, onRun }: EmbedHooks = {}): Promise<EmbeddedImage[]> {
    const embeds = this.#recall(images);
    const unknown = new Map<string, number>();
    for (const [index, { identity }] of images.entries()) {
      if (embeds.has(identity) || unknown.has(identity)) onRun?.(index, 1);
      else unknown.set(identity, index);
    }
    for (const [identity, fresh] of await this.#run(images, unknown, { signal, onRun })) embeds.set(identity, fresh);
    const found = images.map(({ identity }) => {
      const image = defined(embeds.get(identity), 'The vision tower gave too few embeddings.');
      this.#remembered.set(identity, image);
      return image;
    });
    return found;
  }

  /** What is remembered of them, by identity: remembering others may push it out. */
  #recall(images: readonly IdentifiedImage[]): Map<string, EmbeddedImage> {
    const found = new Map<string, EmbeddedImage>();
    for (const { identity } of images) {
      const image = this.#remembered.peek(identity);
      if (image) found.set(identity, image);
    }
    return found;
  }

  /** Embeddings of the images that `unknown` names by identity and index. */
  async #run(
    images: readonly IdentifiedImage[],
    unknown: ReadonlyMap<string, number>,
    { signal, onRun }: EmbedHooks,
  ): Promise<(readonly [string, EmbeddedImage])[]> {
    // A streamed tower would be loaded for nothing.
    if (unknown.size === 0) return [];
    const indices = [...unknown.values()];
    const embeds = await this.#tower.embed(
      indices.map((index) => at(images, index)),
      { signal, onRun: (run, share) => onRun?.(at(indices, run), share) },
    );
    return [...unknown.keys()].map((identity, run) => [identity, at(embeds, run)] as const);
  }
}

function byteLengthOf({ embeds, deepstack }: EmbeddedImage): number {
  return deepstack.reduce((sum, feature) => sum + feature.byteLength, embeds.byteLength);
}
