import { createSHA256 } from 'hash-wasm';
import { readAll } from '../src/core/bytes/bytes.ts';
import { imagesOf, type Dataset, type ImageReference } from '../src/core/dataset/datasetItem.ts';
import { toPortable } from '../src/core/dataset/portableItem.ts';
import { EmbeddedImageError } from '../src/formats/dataset/embeddedImages.ts';
import { readDataset } from '../src/formats/dataset/readDataset.ts';
import type { DatasetApi, DatasetFacts, DatasetPortion } from '../src/rpc/datasetApi.ts';
import { toTransferred } from '../src/rpc/transferError.ts';
import { holdLock } from '../src/rpc/holdLock.ts';
import { blobSource } from '../src/packages/blobFolder.ts';
import { digestBytes } from '../src/packages/digestBytes.ts';

/** Sent at once: the page stands still for some 10 ms while it takes them. */
const ITEMS_A_PORTION = 2000;
/** Hashed at once. */
const PIECE_BYTES = 8e6;

type Embedded = Extract<ImageReference, { kind: 'embedded' }>;

/** Reads dataset files; of the last one it knows where its pictures are. */
export class DatasetReader implements DatasetApi {
  #open: { readonly sha256: string; readonly pictures: ReadonlyMap<string, Embedded> } | undefined;

  readonly holdLock = holdLock;

  async read(name: string, file: Blob, onPortion: (portion: DatasetPortion) => unknown): Promise<DatasetFacts> {
    try {
      const sha256 = await digestOfFile(name, file);
      const dataset = await readDataset(blobSource(name, file));
      this.#open = { sha256, pictures: embeddedPictures(dataset) };
      const { items, problems, notices } = dataset;
      for (let start = 0; start < items.length; start += ITEMS_A_PORTION) {
        const portion = items.slice(start, start + ITEMS_A_PORTION).map(toPortable);
        await onPortion({ items: portion, total: items.length });
      }
      return { sha256, itemCount: items.length, problems, notices };
    } catch (error) {
      throw toTransferred(error);
    }
  }

  async digest(name: string, file: Blob): Promise<string> {
    try {
      return await digestOfFile(name, file);
    } catch (error) {
      throw toTransferred(error);
    }
  }

  async readImage(sha256: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const picture = this.#open?.sha256 === sha256 ? this.#open.pictures.get(name) : undefined;
      if (!picture) throw new EmbeddedImageError(`The open dataset holds no ${name}.`, { file: name });
      return await picture.read();
    } catch (error) {
      throw toTransferred(error);
    }
  }
}

/** Small files at once and by the platform, which is quickest; others in pieces, so that a file of any length passes. */
async function digestOfFile(name: string, file: Blob): Promise<string> {
  const source = blobSource(name, file);
  if (file.size <= PIECE_BYTES) return digestBytes(await readAll(source));
  const hash = await createSHA256();
  for (let start = 0; start < file.size; start += PIECE_BYTES) {
    hash.update(await source.slice(start, Math.min(file.size, start + PIECE_BYTES)));
  }
  return hash.digest('hex');
}

/** By name. A text file has none, and a million items. */
function embeddedPictures({ items }: Dataset): Map<string, Embedded> {
  const pictures = new Map<string, Embedded>();
  for (const item of items) {
    for (const image of imagesOf(item)) if (image.kind === 'embedded') pictures.set(image.name, image);
  }
  return pictures;
}
