import { imagesOf, type ImageReference } from '../../core/dataset/datasetItem.ts';
import type { OpenDataset } from './openDataset.ts';

/** Reads pictures of a dataset by their names. Names are looked up when the first is asked for: there may be 100,000. */
export function pictureReader({
  items,
  readImage,
}: Pick<OpenDataset, 'items' | 'readImage'>): (name: string) => Promise<Blob> {
  let byName: Map<string, ImageReference> | undefined;
  return async (name) => {
    byName ??= new Map(items.flatMap((item) => imagesOf(imagesIn(item)).map((image) => [image.name, image] as const)));
    return readImage(byName.get(name) ?? { kind: 'file', name });
  };
}

function imagesIn({ source, candidates }: OpenDataset['items'][number]) {
  return { source, candidates };
}
