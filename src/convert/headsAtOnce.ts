import type { ImageProcessorConfig } from '../core/modelPackage/manifest.ts';

/**
 * Patches of the largest image up to which all heads attend at once: 16 of them take 4 bytes * 16 * 2048² = 268 MB for their
 * scores. The 4,096 patches of a picture of 1024 x 1024 would take a gigabyte twice: WebAssembly has four in all.
 */
const MAX_PATCHES = 2048;

/** Of the vision tower's `numHeads`, how many look at the whole of an image at a time; a smaller number takes less memory. */
export function headsAtOnce({ maxPixels, patchSize }: ImageProcessorConfig, numHeads: number): number {
  return maxPixels / patchSize ** 2 > MAX_PATCHES ? 1 : numHeads;
}
