import type { ImageProcessorConfig } from '../modelPackage/manifest.ts';
import type { DecodedImage } from './decodedImage.ts';
import { orientImage } from './orientImage.ts';
import { type ImagePatches, toPatches } from './pixelValues.ts';
import { resizeForModel, sizeForModel } from './resizeRule.ts';
import type { RgbImage } from './rgbImage.ts';

export interface PreparedImage extends ImagePatches {
  /** The picture the model sees. */
  readonly resized: RgbImage;
}

/**
 * From an image that stands as it should to the vision tower's input: resize, normalise, cut into patches.
 * `file` names the image. Throws `AspectRatioError`.
 */
export function prepareImage(image: RgbImage, config: ImageProcessorConfig, file: string): PreparedImage {
  const resized = resizeForModel(image, config, file);
  return { ...toPatches(resized, config), resized };
}

/** The same from a decoded file, which is turned where the official code turns it. */
export function prepareDecoded(decoded: DecodedImage, config: ImageProcessorConfig, file: string): PreparedImage {
  return prepareImage(asOfficial(decoded, config), config, file);
}

/** Whether `limited` gives the model a smaller picture than `config`, which differs from it in `maxPixels` alone. */
export function isLimited(decoded: DecodedImage, config: ImageProcessorConfig, limited: ImageProcessorConfig): boolean {
  if (limited.maxPixels >= config.maxPixels) return false;
  const image = asOfficial(decoded, config);
  const [official, ours] = [config, limited].map((one) => sizeForModel(image, one, ''));
  return official?.width !== ours?.width || official?.height !== ours?.height;
}

/** The user's limit on the size of pictures; no stricter than what the model needs at least. */
export function limitPixels(config: ImageProcessorConfig, maxPixels = Infinity): ImageProcessorConfig {
  return { ...config, maxPixels: Math.max(config.minPixels, Math.min(config.maxPixels, maxPixels)) };
}

function asOfficial({ image, ignoredTurn = 1 }: DecodedImage, { orientation }: ImageProcessorConfig): RgbImage {
  return orientation === 'applied' ? orientImage(image, ignoredTurn) : image;
}
