import type { ImagePatches } from '../image/modelInput/pixelValues.ts';
import type { ImageProcessorConfig } from '../modelPackage/imageProcessorConfig.ts';
import type { ReportedModel } from './scoreReport.ts';
import type { ImageInput } from './scoreRequest.ts';

/** A picture that was made ready before its turn, in another worker. */
export interface PreparedInput {
  readonly image: ImagePatches;
  /** Whether the user's limit made it smaller than the official code has it. */
  readonly limited: boolean;
  /** Of the encoded picture, lower-case hex. */
  readonly sha256: string;
  /** For which model: see {@link inputKeyOf}. For any other it is not used. */
  readonly inputKey: string;
}

/** A picture, and what was made of it before its turn, as an `official` picture. The page's own; others give none. */
export interface PreparableInput extends ImageInput {
  readonly prepared?: PreparedInput | undefined;
}

/** How a model takes pictures: as its official code has it, and under the user's limit on their size. */
export interface ModelInputSettings {
  readonly official: ImageProcessorConfig;
  readonly inForce: ImageProcessorConfig;
  /** See {@link inputKeyOf}. */
  readonly inputKey: string;
}

/** Two models with one key make the same input of a picture. */
export function inputKeyOf({ manifestSha256, maxPixels }: Pick<ReportedModel, 'manifestSha256' | 'maxPixels'>): string {
  return `${manifestSha256} ${maxPixels ?? ''}`;
}
