import type { PictureDigests } from '../dataset/pictureDigests.ts';
import type { TransferredError } from '../transferredError.ts';
import type { CandidateScore } from './score.ts';

export type CandidateOutcome =
  | {
      readonly status: 'scored';
      readonly score: CandidateScore;
      /**
       * {@link LoadOptions.maxPixels}, if it made the source or the candidate smaller than the official code has it.
       * The score is then not the official one, and whoever shows it says so.
       */
      readonly maxPixels?: number;
    }
  | { readonly status: 'failed'; readonly error: TransferredError };

/** An outcome with what {@link ScoreRequest} asked for beside it. */
export type IdentifiedOutcome = CandidateOutcome & {
  /** Of the encoded bytes that it is of. */
  readonly sha256?: PictureDigests | undefined;
  /** What the heads read: the hidden state [hidden] at the reward token of every prompt. */
  readonly states?: readonly Float32Array[] | undefined;
};

export interface ScoreResult {
  /** One per candidate, in the request's order. */
  readonly outcomes: readonly CandidateOutcome[];
}
