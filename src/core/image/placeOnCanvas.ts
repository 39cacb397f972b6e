import type { RgbImage } from './rgbImage.ts';
import type { ImageSize } from './modelInput/smartResize.ts';

/** A frame on a black canvas that holds it. The same image where it fills the canvas. */
export function placeOnCanvas(
  frame: RgbImage,
  { left, top }: { readonly left: number; readonly top: number },
  { width, height }: ImageSize,
): RgbImage {
  if (frame.width === width && frame.height === height) return frame;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < frame.height; y++) {
    const row = frame.data.subarray(y * frame.width * 3, (y + 1) * frame.width * 3);
    data.set(row, ((top + y) * width + left) * 3);
  }
  return { width, height, data };
}
