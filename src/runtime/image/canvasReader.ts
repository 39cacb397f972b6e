import type { TileReader } from './tile.ts';

/** Reads tiles of at most `tileSize` a side through a 2D canvas: exact where the picture is opaque. */
export function createCanvasReader(bitmap: ImageBitmap, tileSize: number): TileReader {
  const canvas = new OffscreenCanvas(Math.min(tileSize, bitmap.width), Math.min(tileSize, bitmap.height));
  // Read back at once, so keep the canvas out of the GPU.
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
  if (context === null) throw new Error('This browser gives no 2D canvas to a worker.');
  // Without it, tiles would be blended over one another.
  context.globalCompositeOperation = 'copy';
  return ({ left, top, width, height }) => {
    context.drawImage(bitmap, left, top, width, height, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  };
}
