import { failureOf, type PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import type { IdentifiedOutcome } from '../core/score/outcome.ts';
import type { DatasetRequest, PictureToScore } from './planRequests.ts';

/** A scorer's outcome of a picture, as it is kept. A picture inside the dataset needs no digest: the dataset's covers it. */
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
