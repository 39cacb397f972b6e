import { entryKey } from '../core/dataset/candidateKey.ts';
import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import { isOfUnknownPictures } from './checkPictures.ts';
import type { Outcomes } from './outcomes.ts';
import { withPictures, type DatasetRequest, type PictureToScore } from './planRequests.ts';

/**
 * `left`: pictures without an outcome. `failed`: pictures whose outcome is a failure. `unscored`: both. `unknown`: pictures with a
 * score that does not say which pictures it is of.
 */
export type Selection = 'left' | 'failed' | 'unscored' | 'unknown';

type Wanted = (outcome: PictureOutcome | undefined, picture: PictureToScore, request: DatasetRequest) => boolean;

const WANTED: Readonly<Record<Selection, Wanted>> = {
  left: (outcome) => outcome === undefined,
  failed: (outcome) => outcome !== undefined && 'error' in outcome,
  unscored: (outcome) => outcome === undefined || 'error' in outcome,
  unknown: (outcome, { image }, { source }) => isOfUnknownPictures({ source, edited: image }, outcome),
};

/** The selected part of the requests. A request without any selected picture is left out. */
export function selectRequests(
  requests: readonly DatasetRequest[],
  outcomes: Pick<Outcomes, 'get'>,
  selection: Selection,
): DatasetRequest[] {
  const isWanted = WANTED[selection];
  return withPictures(requests, (picture, request) =>
    isWanted(outcomes.get(entryKey(picture.uses[0])), picture, request),
  );
}
