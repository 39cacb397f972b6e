import { EditRewardError } from '../errors.ts';
import type { ExifOrientation } from './exifOrientation.ts';
import type { RgbImage } from './rgbImage.ts';

/** `upright`: EXIF orientation applied, as people see it. `official`: left to the model, whose official code may ignore it. */
export type ImageOrientation = 'upright' | 'official';

/** A picture decoded to the bytes that Pillow's `convert("RGB")` gives. */
export interface DecodedImage {
  readonly image: RgbImage;
  /** Whether an EXIF orientation was applied, so that `official` would have given another picture. */
  readonly turned: boolean;
  /** The EXIF orientation that was left as it is, as `official` asks; default 1. A model may want it applied all the same. */
  readonly ignoredTurn?: ExifOrientation | undefined;
}

/** The file claims to be an image but its data is cut short or corrupt. */
export class DecodeError extends EditRewardError {
  override readonly name = 'DecodeError';

  /** `reason` is a clause without a full stop, e.g. "the end of the file is missing". */
  constructor(file: string, reason: string, cause?: unknown) {
    super(`${file} is damaged: ${reason}. Export or download it again.`, { file, cause });
  }
}
