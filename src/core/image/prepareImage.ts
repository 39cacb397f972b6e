import type { ImageProcessorConfig } from '../modelPackage/manifest.ts';
import { type ImagePatches, toPatches } from './pixelValues.ts';
import { resizeForModel } from './resizeRule.ts';
import type { RgbImage } from './rgbImage.ts';

export interface PreparedImage extends ImagePatches {
  /** The picture the model sees. */
  readonly resized: RgbImage;
}

/**
 * From a decoded image to the vision tower's input: resize, normalise, cut into patches.
 * `file` names the image. Throws `AspectRatioError`.
 */
export function prepareImage(image: RgbImage, config: ImageProcessorConfig, file: string): PreparedImage {
  const resized = resizeForModel(image, config, file);
  return { ...toPatches(resized, config), resized };
}
