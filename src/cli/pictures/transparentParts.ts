import sharp from 'sharp';
import { detectFormat } from '../../core/image/imageFormat.ts';
import { MAX_IMAGE_PIXELS } from '../../core/image/inspectImage.ts';
import { mayBeTransparent } from '../../core/image/mayBeTransparent.ts';

/** As the page looks: parts that are smaller than a pixel of so small a picture are none to speak of. */
const LOOK_PIXELS = 256;
const OPAQUE = 255;

/**
 * Whether a picture has parts that can be seen through, of which the model gets whatever colours are stored there. False where
 * sharp cannot tell: the decoder says what is wrong with a picture.
 */
export async function hasTransparentParts(bytes: Uint8Array): Promise<boolean> {
  const format = detectFormat(bytes);
  if (!format || !mayBeTransparent(bytes, format)) return false;
  try {
    const look = sharp(bytes, { limitInputPixels: MAX_IMAGE_PIXELS });
    const { hasAlpha } = await look.metadata();
    if (!hasAlpha) return false;
    const small = look.resize(LOOK_PIXELS, LOOK_PIXELS, { fit: 'fill' });
    const alphas = await small.extractChannel('alpha').raw().toBuffer();
    return alphas.some((alpha) => alpha < OPAQUE);
  } catch {
    return false;
  }
}
