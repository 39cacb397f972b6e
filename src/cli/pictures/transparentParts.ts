import sharp from 'sharp';
import { detectFormat } from '../../core/image/imageFormat.ts';
import { MAX_IMAGE_PIXELS } from '../../core/image/inspectImage.ts';
import { mayBeTransparent } from '../../core/image/mayBeTransparent.ts';

/** Parts that are smaller than a pixel of so small a picture are none to speak of: the page, which looks at one, sees none there. */
const LOOK_PIXELS = 256 * 256;
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
    const alphas = await look.extractChannel('alpha').raw().toBuffer();
    const count = countTransparent(alphas);
    return count > 0 && count * LOOK_PIXELS >= alphas.length;
  } catch {
    return false;
  }
}

function countTransparent(alphas: Uint8Array): number {
  let count = 0;
  for (const alpha of alphas) if (alpha < OPAQUE) count++;
  return count;
}
