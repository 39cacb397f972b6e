import { prepareImage } from '../../src/core/image/modelInput/prepareImage.ts';
import type { ImageProcessorConfig } from '../../src/core/modelPackage/imageProcessorConfig.ts';
import type { RgbImage } from '../../src/core/image/rgbImage.ts';
import type { ImagesToScore } from '../../src/runtime/scoring/scoreImages.ts';

/** Of each side, in pixels: 256 tokens, as most edits have. */
const SIDE = 448;
const CHANNELS = 3;

/** Edits whose pictures are noise, each with a source of its own: for measuring what judging them costs. */
export function drawSamples(count: number, imageProcessor: ImageProcessorConfig): ImagesToScore[] {
  const prepare = (seed: number) => prepareImage(noise(seed), imageProcessor, `sample ${seed}`);
  return Array.from({ length: count }, (_, index) => ({
    instruction: `Make the picture number ${index} brighter.`,
    source: prepare(2 * index),
    candidates: [{ key: 0, image: prepare(2 * index + 1) }],
  }));
}

function noise(seed: number): RgbImage {
  const data = new Uint8Array(SIDE * SIDE * CHANNELS);
  let state = seed + 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = state >>> 24;
  }
  return { width: SIDE, height: SIDE, data };
}
