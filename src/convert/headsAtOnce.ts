import type { ImageProcessorConfig } from '../core/modelPackage/imageProcessorConfig.ts';

/**
 * Patches of the largest image for which all heads attend at once. The scores of 16 heads take 4 bytes * 16 * 2048² =
 * 268 MB. The 4,096 patches of a picture of 1024 x 1024 would take a gigabyte twice, and WebAssembly has four in all.
 */
const MAX_PATCHES = 2048;

/**
 * How many of the vision tower's `numHeads` look at the whole of an image at a time. A smaller number takes less
 * memory.
 */
export function headsAtOnce({ maxPixels, patchSize }: ImageProcessorConfig, numHeads: number): number {
  return maxPixels / patchSize ** 2 > MAX_PATCHES ? 1 : numHeads;
}
