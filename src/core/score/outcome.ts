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

/** An outcome that also says which encoded bytes it is of, if {@link ScoreRequest.withSha256} asked for it. */
export type IdentifiedOutcome = CandidateOutcome & { readonly sha256?: PictureDigests | undefined };

export interface ScoreResult {
  /** One per candidate, in the request's order. */
  readonly outcomes: readonly CandidateOutcome[];
}
