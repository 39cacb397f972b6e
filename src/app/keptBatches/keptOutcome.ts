import { flattenScore, liftScore, type FlatScore } from '../../core/score/flatScore.ts';
import type { PictureOutcome } from '../../evaluation/joinScores.ts';
import type { CandidateKey } from '../../evaluation/scoringRequests.ts';

/** How a picture ended; `line` and `candidate` are its first use in the dataset. */
export interface KeptOutcome extends CandidateKey {
  readonly outcome: PictureOutcome;
  /** When its pictures were looked at last, they were others than those it is of. It is no result until they are back. */
  readonly stale?: true;
}

/** As it stands in the database: with a flat score, as version 0.1 kept it. */
export interface StoredOutcome extends Omit<KeptOutcome, 'outcome'> {
  readonly outcome: Pick<PictureOutcome, 'sha256'> &
    ({ readonly score: FlatScore } | Omit<Extract<PictureOutcome, { error: unknown }>, 'sha256'>);
}

export function toStored({ outcome, ...kept }: KeptOutcome): StoredOutcome {
  return { ...kept, outcome: 'score' in outcome ? { ...outcome, score: flattenScore(outcome.score) } : outcome };
}

export function fromStored({ outcome, ...stored }: StoredOutcome): KeptOutcome {
  return { ...stored, outcome: 'score' in outcome ? { ...outcome, score: liftScore(outcome.score) } : outcome };
}
