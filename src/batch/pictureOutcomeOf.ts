import type { PictureDigests } from '../core/dataset/pictureDigests.ts';
import { failureOf, type PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import type { CandidateResult } from '../core/score/scoreReport.ts';
import type { DatasetRequest, PictureToScore } from './planRequests.ts';

/** What a scorer tells of a picture: also which bytes it was given. */
type ToldOutcome = CandidateResult['outcome'] & { readonly sha256?: PictureDigests | undefined };

/** What is kept of it. Pictures that stand in the dataset are known by its own digest. */
export function pictureOutcomeOf(
  { source }: DatasetRequest,
  { image }: PictureToScore,
  { sha256, ...outcome }: ToldOutcome,
): PictureOutcome {
  const ended = outcome.status === 'scored' ? { score: outcome.score } : failureOf(outcome.error);
  const noted = {
    ...(source?.kind === 'file' && sha256?.source !== undefined && { source: sha256.source }),
    ...(image.kind === 'file' && sha256?.edited !== undefined && { edited: sha256.edited }),
  };
  return Object.keys(noted).length > 0 ? { ...ended, sha256: noted } : ended;
}
