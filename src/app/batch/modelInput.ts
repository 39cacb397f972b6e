import { limitPixels } from '../../core/image/modelInput/sizeForModel.ts';
import { inputKeyOf, type ModelInputSettings } from '../../core/score/preparedInput.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { ImageProcessorConfig } from '../../core/modelPackage/imageProcessorConfig.ts';

/** What pictures that are ready before their turn may take of memory, as patches. */
const AHEAD_BYTES = 128e6;
const BYTES_PER_PIXEL = 3 * 4;

/** How the model takes pictures. */
export function modelInputOf({ manifestSha256, maxPixels, imageProcessor }: ModelStatus['model']): ModelInputSettings {
  const inForce = limitPixels(imageProcessor, maxPixels);
  return { official: imageProcessor, inForce, inputKey: inputKeyOf({ manifestSha256, maxPixels }) };
}

/** So many pictures are made ready before their turn; one at least. */
export function picturesAhead({ maxPixels }: ImageProcessorConfig): number {
  return Math.max(1, Math.floor(AHEAD_BYTES / (maxPixels * BYTES_PER_PIXEL)));
}
