import type { CandidateKey } from '../core/dataset/candidateKey.ts';
import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import { createRequestKeys } from '../core/dataset/requestKeys.ts';
import type { ScoredItem } from '../core/dataset/resultItem.ts';
import type { CandidateScore } from '../core/score/score.ts';

export interface UnscoredItem {
  readonly line: number;
  /** Of its first edit without a score. */
  readonly message: string;
}

/** A dataset with the outcomes of all its pictures. */
export interface ScoredDataset {
  readonly scored: readonly ScoredItem[];
  readonly unscored: readonly UnscoredItem[];
}

/**
 * Puts each item together with its scores. `outcomeOf` knows a picture by its first use, as `planRequests` does. An item that lacks a score is
 * unscored.
 */
export function joinScores(
  items: readonly DatasetItem[],
  outcomeOf: (firstUse: CandidateKey) => PictureOutcome | undefined,
): ScoredDataset {
  const outcomesOf = createJoiner(outcomeOf);
  const scored: ScoredItem[] = [];
  const unscored: UnscoredItem[] = [];
  for (const item of items) {
    const found = outcomesOf(item);
    const scores = scoresOf(found);
    if (scores) scored.push({ item, scores, sha256: found.map((outcome) => outcome?.sha256) });
    else unscored.push({ line: item.line, message: firstFailure(found) });
  }
  return { scored, unscored };
}

type Found = readonly (PictureOutcome | undefined)[];

/** Of one item after the other, in the order of the dataset: what came of its candidates. One map serves all requests. */
function createJoiner(outcomeOf: (firstUse: CandidateKey) => PictureOutcome | undefined): (item: DatasetItem) => Found {
  const keyOf = createRequestKeys();
  const requests = new Map<string, number>();
  const outcomes = new Map<string, PictureOutcome | undefined>();
  return (item) => {
    const key = keyOf(item);
    const request = requests.get(key) ?? requests.size;
    requests.set(key, request);
    return item.candidates.map(({ image }, candidate) => {
      const picture = `${request} ${image.name}`;
      if (!outcomes.has(picture)) outcomes.set(picture, outcomeOf({ line: item.line, candidate }));
      return outcomes.get(picture);
    });
  };
}

/** Undefined unless all candidates have one. */
function scoresOf(found: Found): CandidateScore[] | undefined {
  const scores: CandidateScore[] = [];
  for (const outcome of found) {
    if (!outcome || !('score' in outcome)) return undefined;
    scores.push(outcome.score);
  }
  return scores;
}

function firstFailure(outcomes: Found): string {
  const failed = outcomes.find((outcome) => outcome && 'error' in outcome);
  return failed && 'error' in failed ? failed.error.message : 'It was not scored.';
}
