import { sha256 } from 'hash-wasm';
import type { EmbedHooks, PatchGrid, VisionTower } from './visionTower.ts';

/**
 * Images whose embeddings are remembered, 4 MB each of a 7B. A source and its candidates come again when an instruction is
 * changed or a candidate added; more than this are rarely on a page.
 */
const REMEMBERED_IMAGES = 16;

/** An image that can be told from others. */
export interface IdentifiedImage extends PatchGrid {
  /** The same for images that the model cannot tell apart, whatever files they come from. */
  readonly identity: string;
}

export async function identifyImage({ patches, gridHeight, gridWidth }: PatchGrid): Promise<IdentifiedImage> {
  const digest = await sha256(new Uint8Array(patches.buffer, patches.byteOffset, patches.byteLength));
  return { patches, gridHeight, gridWidth, identity: `${gridHeight}x${gridWidth}:${digest}` };
}

/** The vision tower with a memory: no image goes through it that did lately. */
export class ImageEmbedder {
  readonly #tower: Pick<VisionTower, 'embed'>;
  /** The one used last comes last. */
  readonly #remembered = new Map<string, Float32Array>();

  constructor(tower: Pick<VisionTower, 'embed'>) {
    this.#tower = tower;
  }

  /** As `VisionTower.embed`. What is returned is shared: it must not be written to. */
  async embed(images: readonly IdentifiedImage[], { signal, onRun }: EmbedHooks = {}): Promise<Float32Array[]> {
    const embeds = new Map(this.#remembered);
    const unknown = new Map<string, number>();
    for (const [index, { identity }] of images.entries()) {
      if (embeds.has(identity) || unknown.has(identity)) onRun?.(index, 1);
      else unknown.set(identity, index);
    }
    for (const [identity, fresh] of await this.#run(images, unknown, { signal, onRun })) embeds.set(identity, fresh);
    return images.map(({ identity }) => this.#remember(identity, embeds.get(identity)));
  }

  /** Embeddings of the images that `unknown` names by identity and index. */
  async #run(
    images: readonly IdentifiedImage[],
    unknown: ReadonlyMap<string, number>,
    { signal, onRun }: EmbedHooks,
  ): Promise<(readonly [string, Float32Array])[]> {
    // A streamed tower would be loaded for nothing.
    if (unknown.size === 0) return [];
    const indices = [...unknown.values()];
    const embeds = await this.#tower.embed(
      indices.flatMap((index) => images.slice(index, index + 1)),
      { signal, onRun: (run, share) => onRun?.(indices[run] ?? run, share) },
    );
    return [...unknown.keys()].flatMap((identity, run) =>
      embeds.slice(run, run + 1).map((fresh) => [identity, fresh] as const),
    );
  }

  #remember(identity: string, embeds: Float32Array | undefined): Float32Array {
    if (!embeds) throw new Error('The vision tower gave too few embeddings.');
    this.#remembered.delete(identity);
    this.#remembered.set(identity, embeds);
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= REMEMBERED_IMAGES) break;
      this.#remembered.delete(oldest);
    }
    return embeds;
  }
}
