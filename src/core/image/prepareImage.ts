import type { ImageProcessorConfig } from '../modelPackage/manifest.ts';
import { type ImagePatches, toPatches } from './pixelValues.ts';
import { resizeBicubic } from './resizeBicubic.ts';
import type { RgbImage } from './rgbImage.ts';
import { smartResize } from './smartResize.ts';

export interface PreparedImage extends ImagePatches {
  /** The picture the model sees. */
  readonly resized: RgbImage;
}

/**
 * From a decoded image to the vision tower's input: resize, normalise, cut into patches.
 * `file` names the image. Throws `AspectRatioError`.
 */
export function prepareImage(image: RgbImage, config: ImageProcessorConfig, file: string): PreparedImage {
  const { patchSize, mergeSize, minPixels, maxPixels } = config;
  const size = smartResize(image, { factor: patchSize * mergeSize, minPixels, maxPixels }, file);
  const resized = resizeBicubic(image, size.width, size.height);
  return { ...toPatches(resized, config), resized };
}
