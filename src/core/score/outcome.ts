import type { PictureDigests } from '../dataset/pictureDigests.ts';
import type { TransferredError } from '../transferredError.ts';
import type { CandidateScore } from './score.ts';

export type CandidateOutcome =
  | {
      readonly status: 'scored';
      readonly score: CandidateScore;
      /**
       * {@link LoadOptions.maxPixels}, where it made the source or the candidate smaller than the official code has it: the score
       * is not the official one, and whoever shows it says so.
       */
      readonly maxPixels?: number;
    }
  | { readonly status: 'failed'; readonly error: TransferredError };

/** What an outcome is where {@link ScoreRequest.withSha256} asked for it: it also says of which encoded bytes it is. */
export type IdentifiedOutcome = CandidateOutcome & { readonly sha256?: PictureDigests | undefined };

export interface ScoreResult {
  /** One per candidate, in the request's order. */
  readonly outcomes: readonly CandidateOutcome[];
}
