import type { DatasetItem, ImageReference } from './datasetItem.ts';

/** An image by its name alone. */
export type PortableImage = Pick<ImageReference, 'kind' | 'name'>;

/** A dataset's item as plain data, which can be sent to another thread and kept. */
export interface PortableItem extends Omit<DatasetItem, 'source' | 'candidates'> {
  readonly source?: PortableImage | undefined;
  readonly candidates: readonly {
    readonly image: PortableImage;
    readonly model: string | undefined;
    readonly humanScore: number | undefined;
  }[];
}

export function toPortable({ source, candidates, ...item }: DatasetItem): PortableItem {
  return {
    ...item,
    ...(source && { source: portableImage(source) }),
    candidates: candidates.map(({ image, model, humanScore }) => ({ image: portableImage(image), model, humanScore })),
  };
}

function portableImage({ kind, name }: ImageReference): PortableImage {
  return { kind, name };
}

/** Reads an image that stands in the dataset itself, by its name. */
export type EmbeddedReader = (name: string) => Promise<Uint8Array<ArrayBuffer>>;

/** The inverse of {@link toPortable}, given a way to the images in the dataset. */
export function fromPortable(item: PortableItem, readEmbedded: EmbeddedReader): DatasetItem {
  // Nearly all items are of files, and there may be a million: those need no copy.
  if (isOfFiles(item)) return item;
  const whole = ({ kind, name }: PortableImage): ImageReference =>
    kind === 'file' ? { kind, name } : { kind, name, read: () => readEmbedded(name) };
  const { source, ...others } = item;
  return {
    ...others,
    ...(source && { source: whole(source) }),
    candidates: item.candidates.map((candidate) => ({ ...candidate, image: whole(candidate.image) })),
  };
}

function isOfFiles(item: PortableItem): item is PortableItem & DatasetItem {
  return item.source?.kind !== 'embedded' && item.candidates.every(({ image }) => image.kind === 'file');
}
