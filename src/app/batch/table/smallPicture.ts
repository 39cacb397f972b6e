/** Twice the height that a thumbnail is shown at, for sharp screens. */
const HEIGHT = 80;

/** A picture made small, whatever its shape. The whole of it is in memory only while the browser decodes it. */
export function smallPicture(blob: Blob): Promise<ImageBitmap> {
  return createImageBitmap(blob, { resizeHeight: HEIGHT, resizeQuality: 'medium' });
}
