import type { CandidateKey } from '../core/dataset/candidateKey.ts';
import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';

/** How a picture ended; `line` and `candidate` are its first use in the dataset. */
export interface KeptOutcome extends CandidateKey {
  readonly outcome: PictureOutcome;
  /** At the last look, the pictures were not those that were scored. It is no result until they are back. */
  readonly stale?: true;
}
