import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import type { PictureOutcome } from '../../core/dataset/pictureOutcome.ts';
import { flattenScore, liftScore, type FlatScore } from '../../core/score/flatScore.ts';

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
