import type { CandidateScore } from '../score/score.ts';
import type { ReportedModel } from '../score/scoreReport.ts';
import type { DatasetItem } from './datasetItem.ts';
import type { PictureDigests } from './pictureDigests.ts';

/** What results say of a candidate: its reward at least. The official evaluation's own files say no more than that. */
export type ResultScore = Pick<CandidateScore, 'reward'> & Partial<CandidateScore>;

/** An item and what a model made of it, one score for each candidate, in the same order. */
export interface ResultItem {
  readonly item: DatasetItem;
  readonly scores: readonly ResultScore[];
  /** Which pictures were scored, for each candidate, as far as that is known. */
  readonly sha256?: readonly (PictureDigests | undefined)[] | undefined;
}

/** An item all of whose candidates have a score, in the same order. */
export interface ScoredItem extends ResultItem {
  readonly scores: readonly CandidateScore[];
}

/** Which model gave results, and of how many items. */
export interface ReportedRun {
  readonly model: ReportedModel;
  /** In the dataset, scored or not. */
  readonly items: number;
}
