import type { ImageProcessorConfig } from '../core/modelPackage/imageProcessorConfig.ts';

/** That of EditReward on Qwen2.5-VL in its sizes; mean and deviation are plain numbers. */
export const IMAGE_PROCESSOR: ImageProcessorConfig = {
  patchSize: 14,
  mergeSize: 2,
  temporalPatchSize: 2,
  minPixels: 200_704,
  maxPixels: 200_704,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  resize: 'pillow',
  orientation: 'ignored',
};
