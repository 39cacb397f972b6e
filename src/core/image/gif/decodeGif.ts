import { DecodeError } from '../decodedImage.ts';
import { type GifStructure, readGifStructure } from './gifStructure.ts';
import { LzwDecoder } from './lzwDecoder.ts';
import type { RgbImage } from '../rgbImage.ts';
import { paletteToRgb } from '../paletteToRgb.ts';

/** First row and step of each pass over an interlaced picture (GIF89a, appendix E). */
const INTERLACED_PASSES = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;
const SINGLE_PASS = [[0, 1]] as const;

/**
 * Decodes a GIF's first frame, drawn on its canvas, to the bytes of Pillow's `convert("RGB")`. The canvas around the
 * frame, and beneath its transparent pixels, has the colour of the transparent index, or of index 0 if there is none.
 * Throws `DecodeError` when the frame is not whole.
 */
export function decodeGif(bytes: Uint8Array, file: string): RgbImage {
  const gif = readGifStructure(bytes, file);
  const { width, height } = gif;
  const indices = new Uint8Array(width * height).fill(gif.fill);
  drawFrame(indices, gif, bytes, file);
  return { width, height, data: paletteToRgb(indices, gif.palette) };
}

function drawFrame(
  canvas: Uint8Array,
  { width, frame, codeSize, pixels }: GifStructure,
  bytes: Uint8Array,
  file: string,
) {
  if (frame.width === 0 || frame.height === 0) throw new DecodeError(file, 'its picture has no pixels');
  const decoder = new LzwDecoder(bytes, pixels, codeSize, file);
  for (const [first, step] of frame.isInterlaced ? INTERLACED_PASSES : SINGLE_PASS) {
    for (let y = first; y < frame.height; y += step) {
      const start = (frame.top + y) * width + frame.left;
      decoder.read(canvas.subarray(start, start + frame.width));
    }
  }
}
