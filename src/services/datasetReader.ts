import * as Comlink from 'comlink';
import { mappedDigest, type ColumnMapping } from '../core/dataset/columnMapping.ts';
import type { ColumnSample } from '../core/dataset/columnSample.ts';
import { imagesOf, type Dataset, type ImageReference } from '../core/dataset/datasetItem.ts';
import { toPortable } from '../core/dataset/portableItem.ts';
import { EmbeddedImageError } from '../formats/dataset/embeddedImages.ts';
import { readDataset, sampleColumns } from '../formats/dataset/readDataset.ts';
import type { ModelInputSettings, PreparedInput } from '../core/score/preparedInput.ts';
import type { DatasetApi, DatasetFacts, DatasetPortion } from '../rpc/datasetApi.ts';
import { preparePicture } from './preparePicture.ts';
import { transferring } from './transferring.ts';
import { holdLock } from '../rpc/holdLock.ts';
import { blobSource } from '../packages/blobFolder.ts';
import { digestSource } from '../core/bytes/sha256.ts';

/** Sent at once: the page stands still for some 10 ms while it takes them. */
const ITEMS_A_PORTION = 2000;

type Embedded = Extract<ImageReference, { kind: 'embedded' }>;

/** Reads dataset files; of the last one it knows where its pictures are. */
export class DatasetReader implements DatasetApi {
  #open: { readonly sha256: string; readonly pictures: ReadonlyMap<string, Embedded> } | undefined;

  readonly holdLock = holdLock;

  read(
    name: string,
    file: Blob,
    onPortion: (portion: DatasetPortion) => unknown,
    columns?: ColumnMapping,
  ): Promise<DatasetFacts> {
    return transferring(async () => {
      const sha256 = await mappedDigest(await digestSource(blobSource(name, file)), columns);
      const dataset = await readDataset(blobSource(name, file), { columns });
      this.#open = { sha256, pictures: embeddedPictures(dataset) };
      const { items, problems, notices, notes } = dataset;
      for (let start = 0; start < items.length; start += ITEMS_A_PORTION) {
        const portion = items.slice(start, start + ITEMS_A_PORTION).map(toPortable);
        await onPortion({ items: portion, total: items.length });
      }
      return { sha256, itemCount: items.length, problems, notices, ...(notes && { notes }) };
    });
  }

  sample(name: string, file: Blob): Promise<ColumnSample> {
    return transferring(() => sampleColumns(blobSource(name, file)));
  }

  digest(name: string, file: Blob): Promise<string> {
    return transferring(() => digestSource(blobSource(name, file)));
  }

  prepare(name: string, file: Blob, input: ModelInputSettings): Promise<PreparedInput> {
    return transferring(async () => {
      const prepared = await preparePicture(name, file, input);
      return Comlink.transfer(prepared, [prepared.image.patches.buffer]);
    });
  }

  readImage(sha256: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
    return transferring(async () => {
      const picture = this.#open?.sha256 === sha256 ? this.#open.pictures.get(name) : undefined;
      if (!picture) throw new EmbeddedImageError(`The open dataset holds no ${name}.`, { file: name });
      return picture.read();
    });
  }
}

/** By name. A text file has none, and a million items. */
function embeddedPictures({ items }: Dataset): Map<string, Embedded> {
  const pictures = new Map<string, Embedded>();
  for (const item of items) {
    for (const image of imagesOf(item)) if (image.kind === 'embedded') pictures.set(image.name, image);
  }
  return pictures;
}
