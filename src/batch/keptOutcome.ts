import type { CandidateKey } from '../core/dataset/candidateKey.ts';
import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';

/** How a picture ended; `line` and `candidate` are its first use in the dataset. */
export interface KeptOutcome extends CandidateKey {
  readonly outcome: PictureOutcome;
  /** When its pictures were looked at last, they were others than those it is of. It is no result until they are back. */
  readonly stale?: true;
}
