import { allPictures } from './pictures.ts';
import type { Picture, StageState } from './stageState.ts';

/** The picture that the scores are for, be it a candidate by now; undefined if it is not on the page any more. */
export function scoredSource(stage: Pick<StageState, 'source' | 'candidates' | 'scoredFor'>): Picture | undefined {
  const id = stage.scoredFor?.sourceId;
  return id === undefined ? undefined : allPictures(stage).find((picture) => picture.id === id);
}
