import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { CandidateScore } from '../../core/score/score.ts';
import type { ShownPicture } from '../ui/PictureImage.tsx';

/** What is voted on. */
export interface VoteMatter {
  /** Undefined where pictures are judged by themselves. */
  readonly source: ShownPicture | undefined;
  readonly candidates: readonly ShownPicture[];
  readonly instruction: string;
  readonly orientation: ImageOrientation;
  /** The page shows nothing of what a model says of them, neither for this instruction nor for another. */
  readonly isBlind: boolean;
}

/** What the model in use says of it. */
export interface MatterView {
  readonly modelId: string;
  readonly manifestSha256: string;
  /** The user's limit on the size of pictures, where there is one. */
  readonly maxPixels: number | undefined;
  /** Of the taste that gave the scores, where one did. */
  readonly tasteSha256?: string | undefined;
  /** What the model cannot judge, where it was given that. */
  readonly limits: string | undefined;
  /** In the order of the candidates; undefined for one that could not be scored. */
  readonly scores: readonly (CandidateScore | undefined)[];
}
