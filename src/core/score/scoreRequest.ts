/** An image as the user gave it: still encoded. */
export interface ImageInput {
  readonly name: string;
  readonly blob: Blob;
}

/** `upright`: EXIF orientation applied, as people see it. `official`: as the model's official Python does, which may ignore it. */
export type ImageOrientation = 'upright' | 'official';

export interface ScoreRequest {
  /** Where the model's task has one, and only there. */
  readonly source?: ImageInput | undefined;
  readonly candidates: readonly ImageInput[];
  readonly instruction: string;
  readonly orientation: ImageOrientation;
  /** Tests and measurements only; default true. False: two full passes a candidate, as the official Python does. */
  readonly reuse?: boolean;
  /** Each outcome is an {@link IdentifiedOutcome}; default false. */
  readonly withSha256?: boolean;
  /** Each scored outcome has what the heads read of it, to train others: see {@link IdentifiedOutcome}. Default false. */
  readonly withStates?: boolean;
}
