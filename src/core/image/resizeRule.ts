import type { ImageProcessorConfig } from '../modelPackage/manifest.ts';
import { resizeBicubic, type BicubicKind } from './resizeBicubic.ts';
import type { RgbImage } from './rgbImage.ts';
import { refuseExtremeResized, smartResize, type ImageSize } from './smartResize.ts';

/** What decides the size that a picture has for a model. */
export type SizeConfig = Pick<ImageProcessorConfig, 'patchSize' | 'mergeSize' | 'minPixels' | 'maxPixels' | 'resize'>;

type SizeRule = (picture: ImageSize, config: SizeConfig, file: string) => ImageSize;

/** By who resizes in the official code. */
const SIZE_RULES: Readonly<Record<BicubicKind, SizeRule>> = {
  /**
   * Qwen's utilities do (`smart_resize` of `vision_process.py`). The image processor comes after them: it finds nothing left to
   * resize, but looks at the shape once more.
   */
  pillow(picture, config, file) {
    const size = smartResize(picture, { ...limitsOf(config), leastRounded: factorOf(config) }, file);
    refuseExtremeResized(picture, size, file);
    return size;
  },
  /** The image processor alone does (transformers, `Qwen2VLImageProcessorFast`). There a side may round to nothing at first. */
  torchvision: (picture, config, file) => smartResize(picture, { ...limitsOf(config), leastRounded: 0 }, file),
};

/** The size that a picture has for the model. `file` names it. Throws `AspectRatioError`. */
export function sizeForModel(picture: ImageSize, config: SizeConfig, file: string): ImageSize {
  return SIZE_RULES[config.resize](picture, config, file);
}

/** The picture that the model sees. `file` names it. Throws `AspectRatioError`. */
export function resizeForModel(image: RgbImage, config: SizeConfig, file: string): RgbImage {
  const { width, height } = sizeForModel(image, config, file);
  return resizeBicubic(image, width, height, config.resize);
}

function limitsOf(config: SizeConfig) {
  return { factor: factorOf(config), minPixels: config.minPixels, maxPixels: config.maxPixels };
}

function factorOf({ patchSize, mergeSize }: SizeConfig): number {
  return patchSize * mergeSize;
}
