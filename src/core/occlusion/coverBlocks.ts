import type { ImagePatches } from '../image/modelInput/pixelValues.ts';
import { tokenGrid } from '../model/imageGrid.ts';
import { type BlockRegion, blocksOf } from './blockRegion.ts';

/** How patches are arranged: see {@link ImagePatches}. */
export interface PatchLayout {
  readonly patchSize: number;
  readonly mergeSize: number;
}

const CHANNELS = 3;

/** The image with a region of `cover` in its place. Both have one grid. */
export function coverBlocks(
  image: ImagePatches,
  cover: ImagePatches,
  region: BlockRegion,
  { mergeSize, patchSize }: PatchLayout,
): ImagePatches {
  if (image.patches.length !== cover.patches.length || image.gridWidth !== cover.gridWidth) {
    throw new RangeError('What covers an image must have its size.');
  }
  const patches = image.patches.slice();
  const length = CHANNELS * (patchSize * mergeSize) ** 2;
  for (const block of blocksOf(region, tokenGrid(image, mergeSize))) {
    patches.set(cover.patches.subarray(block * length, (block + 1) * length), block * length);
  }
  return { ...image, patches };
}

/** An image of the same size, in the one colour that is the mean of all its pixels. */
export function meanColorOf(image: ImagePatches, { patchSize }: PatchLayout): ImagePatches {
  const area = patchSize ** 2;
  const sums = [0, 0, 0];
  for (const [index, value] of image.patches.entries()) {
    const channel = Math.floor(index / area) % CHANNELS;
    sums[channel] = (sums[channel] ?? 0) + value;
  }
  const pixels = image.patches.length / CHANNELS;
  const patches = image.patches.map((_, index) => (sums[Math.floor(index / area) % CHANNELS] ?? 0) / pixels);
  return { ...image, patches };
}
