import { failureOf, type PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import type { IdentifiedOutcome } from '../core/score/outcome.ts';
import type { DatasetRequest, PictureToScore } from './planRequests.ts';

/** What is kept of what a scorer tells of a picture. Pictures that stand in the dataset are known by its own digest. */
export function pictureOutcomeOf(
  { source }: DatasetRequest,
  { image }: PictureToScore,
  { sha256, ...outcome }: IdentifiedOutcome,
): PictureOutcome {
  const ended = outcome.status === 'scored' ? { score: outcome.score } : failureOf(outcome.error);
  const noted = {
    ...(source?.kind === 'file' && sha256?.source !== undefined && { source: sha256.source }),
    ...(image.kind === 'file' && sha256?.edited !== undefined && { edited: sha256.edited }),
  };
  return Object.keys(noted).length > 0 ? { ...ended, sha256: noted } : ended;
}
