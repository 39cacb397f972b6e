import { at } from '../../at.ts';
import type { ImageGrid } from '../../model/imageGrid.ts';
import type { ImageProcessorConfig } from '../../modelPackage/imageProcessorConfig.ts';
import type { RgbImage } from '../rgbImage.ts';

const CHANNELS = 3;

/** An image as the vision tower takes it. */
export interface ImagePatches extends ImageGrid {
  /**
   * [gridHeight * gridWidth, 3 * patchSize * patchSize], row-major. Rows are in merge-block order: the patches of one
   * merged token stand together. Columns are channel, row, column.
   */
  readonly patches: Float32Array<ArrayBuffer>;
}

/**
 * Normalises an image and cuts it into patches. Both sides must be multiples of patchSize * mergeSize, which
 * `smartResize` gives.
 *
 * The official `pixel_values` hold every image twice, as two identical frames (columns channel, frame, row, column).
 * Here the frames are folded away; the patch projection sums its weights over them instead.
 */
export function toPatches(image: RgbImage, config: ImageProcessorConfig): ImagePatches {
  const { patchSize, mergeSize } = config;
  const gridHeight = image.height / patchSize;
  const gridWidth = image.width / patchSize;
  if (gridHeight % mergeSize !== 0 || gridWidth % mergeSize !== 0) {
    throw new RangeError(`${image.width} × ${image.height} is not a multiple of ${patchSize * mergeSize} pixels.`);
  }
  const patches = new Float32Array(image.width * image.height * CHANNELS);
  const tables = normalisationTables(config);
  const columns = CHANNELS * patchSize * patchSize;
  let start = 0;
  for (const { row, column } of mergeBlockOrder(gridHeight, gridWidth, mergeSize)) {
    const pixel = (row * image.width + column) * patchSize;
    for (const [channel, table] of tables.entries()) {
      const out = patches.subarray(start + channel * patchSize * patchSize);
      copyPatchChannel(out, image, pixel * CHANNELS + channel, table, patchSize);
    }
    start += columns;
  }
  return { patches, gridHeight, gridWidth };
}

/** Grid positions, merge block by merge block, row-major among blocks and inside each. */
function* mergeBlockOrder(gridHeight: number, gridWidth: number, mergeSize: number) {
  for (let top = 0; top < gridHeight; top += mergeSize) {
    for (let left = 0; left < gridWidth; left += mergeSize) {
      for (let k = 0; k < mergeSize * mergeSize; k++) {
        yield { row: top + Math.floor(k / mergeSize), column: left + (k % mergeSize) };
      }
    }
  }
}

function copyPatchChannel(out: Float32Array, image: RgbImage, start: number, table: Float32Array, patchSize: number) {
  const rowLength = image.width * CHANNELS;
  let to = 0;
  for (let y = 0; y < patchSize; y++) {
    let from = start + y * rowLength;
    for (let x = 0; x < patchSize; x++, from += CHANNELS) out[to++] = table[image.data[from] ?? 0] ?? 0;
  }
}

/** (byte / 255 - mean) / std of every byte, one table a channel. */
function normalisationTables({ mean, std }: ImageProcessorConfig): Float32Array[] {
  return mean.map((channelMean, channel) =>
    Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - channelMean) / at(std, channel)),
  );
}
