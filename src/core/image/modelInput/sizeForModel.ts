import type { ImageProcessorConfig } from '../../modelPackage/imageProcessorConfig.ts';
import type { BicubicKind } from './resizeBicubic.ts';
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

/** A config with the user's limit on the size of pictures; no stricter than what the model needs at least. */
export function limitPixels<Config extends SizeConfig>(config: Config, maxPixels = Infinity): Config {
  return { ...config, maxPixels: Math.max(config.minPixels, Math.min(config.maxPixels, maxPixels)) };
}

function limitsOf(config: SizeConfig) {
  return { factor: factorOf(config), minPixels: config.minPixels, maxPixels: config.maxPixels };
}

function factorOf({ patchSize, mergeSize }: SizeConfig): number {
  return patchSize * mergeSize;
}
