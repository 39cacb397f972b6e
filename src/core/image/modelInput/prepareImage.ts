import type { ImageProcessorConfig } from '../../modelPackage/imageProcessorConfig.ts';
import type { ImageGrid } from '../../model/imageGrid.ts';
import type { DecodedImage } from '../decodedImage.ts';
import { orientImage } from '../orientImage.ts';
import { type ImagePatches, toPatches } from './pixelValues.ts';
import { resizeBicubic } from './resizeBicubic.ts';
import type { RgbImage } from '../rgbImage.ts';
import { sizeForModel, type SizeConfig } from './sizeForModel.ts';

/**
 * Makes the vision tower's input of an upright image: resizes, normalises, and cuts it into patches. `file` names the
 * image. Throws `AspectRatioError`.
 */
export function prepareImage(image: RgbImage, config: ImageProcessorConfig, file: string): ImagePatches {
  return toPatches(resizeForModel(image, config, file), config);
}

/** The same of a decoded file. The picture is turned if the official code turns it. */
export function prepareDecoded(decoded: DecodedImage, config: ImageProcessorConfig, file: string): ImagePatches {
  return toPatches(resizeDecoded(decoded, config, file), config);
}

/** The picture that the model sees. `file` names it. Throws `AspectRatioError`. */
export function resizeForModel(image: RgbImage, config: SizeConfig, file: string): RgbImage {
  const { width, height } = sizeForModel(image, config, file);
  return resizeBicubic(image, width, height, config.resize);
}

/** The same of a decoded file. */
export function resizeDecoded(decoded: DecodedImage, config: ImageProcessorConfig, file: string): RgbImage {
  return resizeForModel(asOfficial(decoded, config), config, file);
}

/** The same in the size of another picture's input, whatever its own shape is. */
export function prepareInSizeOf(
  { gridWidth, gridHeight }: ImageGrid,
  decoded: DecodedImage,
  config: ImageProcessorConfig,
): ImagePatches {
  const [width, height] = [gridWidth * config.patchSize, gridHeight * config.patchSize];
  return toPatches(resizeBicubic(asOfficial(decoded, config), width, height, config.resize), config);
}

/** Whether `limited` gives the model a smaller picture than `config`, which differs from it in `maxPixels` alone. */
export function isLimited(decoded: DecodedImage, config: ImageProcessorConfig, limited: ImageProcessorConfig): boolean {
  if (limited.maxPixels >= config.maxPixels) return false;
  const image = asOfficial(decoded, config);
  const official = sizeForModel(image, config, '');
  const ours = sizeForModel(image, limited, '');
  return official.width !== ours.width || official.height !== ours.height;
}

function asOfficial({ image, ignoredTurn = 1 }: DecodedImage, { orientation }: ImageProcessorConfig): RgbImage {
  return orientation === 'applied' ? orientImage(image, ignoredTurn) : image;
}
