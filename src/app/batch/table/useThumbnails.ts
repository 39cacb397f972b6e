import { useEffect, useMemo } from 'react';
import type { OpenBatch } from '../batchState.ts';
import type { OpenDataset } from '../openDataset.ts';
import { useOpenBatch } from '../useBatch.ts';
import { smallPicture } from './smallPicture.ts';
import { createThumbnails, type Thumbnails } from './thumbnails.ts';

/** Undefined where no picture is at hand. */
export function useThumbnails(): Thumbnails<ImageBitmap> | undefined {
  const dataset = useOpenBatch((open) => open.dataset);
  const hasImages = useOpenBatch(({ files }) => files !== undefined);
  const changedPictures = useOpenBatch(changedPicturesOf);
  const thumbnails = useMemo(
    () => (hasImages ? thumbnailsOf(dataset, changedPictures) : undefined),
    [dataset, hasImages, changedPictures],
  );
  useEffect(() => () => thumbnails?.clear(), [thumbnails]);
  return thumbnails;
}

/** Another number when thumbnails may be of former pictures. */
function changedPicturesOf({ check }: OpenBatch): number {
  return check?.kind === 'done' ? check.changed : 0;
}

/** Others for each number of changed pictures: nothing remembered is of a former one. */
function thumbnailsOf({ readImage }: OpenDataset, _changedPictures: number): Thumbnails<ImageBitmap> {
  return createThumbnails(async (image) => smallPicture(await readImage(image)));
}
