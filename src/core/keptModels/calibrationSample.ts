import type { ImageInput } from '../score/scoreRequest.ts';

/** A picture that a conversion is calibrated with, and what it is judged by. */
export interface CalibrationSample {
  /** Or the prompt. */
  readonly instruction: string;
  readonly source: ImageInput | undefined;
  readonly picture: ImageInput;
}
