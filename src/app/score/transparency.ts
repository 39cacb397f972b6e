/** Parts that are smaller than a pixel of so small a picture are none to speak of. */
const LOOK_PIXELS = 256;
const OPAQUE = 255;

/**
 * Whether a picture has parts that can be seen through, as far as this browser can tell. A browser that changes what is read from
 * canvases cannot, and then nothing is said.
 */
export async function hasTransparentParts(blob: Blob): Promise<boolean> {
  try {
    const context = new OffscreenCanvas(LOOK_PIXELS, LOOK_PIXELS).getContext('2d', { willReadFrequently: true });
    if (!context || !readsBackOpaque(context)) return false;
    const bitmap = await createImageBitmap(blob, {
      resizeWidth: LOOK_PIXELS,
      resizeHeight: LOOK_PIXELS,
      resizeQuality: 'medium',
    });
    context.clearRect(0, 0, LOOK_PIXELS, LOOK_PIXELS);
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return alphasOf(context).some((alpha) => alpha < OPAQUE);
  } catch {
    return false; // the decoder says what is wrong with it, once it is scored
  }
}

function readsBackOpaque(context: OffscreenCanvasRenderingContext2D): boolean {
  context.fillStyle = '#4080c0';
  context.fillRect(0, 0, LOOK_PIXELS, LOOK_PIXELS);
  const { data } = context.getImageData(0, 0, 1, 1);
  return data.join() === '64,128,192,255' && alphasOf(context).every((alpha) => alpha === OPAQUE);
}

function alphasOf(context: OffscreenCanvasRenderingContext2D): Uint8ClampedArray {
  return context.getImageData(0, 0, LOOK_PIXELS, LOOK_PIXELS).data.filter((_, index) => index % 4 === 3);
}
