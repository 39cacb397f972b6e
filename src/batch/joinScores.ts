import type { CandidateKey } from '../core/dataset/candidateKey.ts';
import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import type { ScoredItem } from '../core/dataset/resultItem.ts';
import { planRequests } from './planRequests.ts';

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
 * Puts each item together with its scores. `outcomeOf` knows a picture by its first use. An item that lacks a score is
 * unscored.
 */
export function joinScores(
  items: readonly DatasetItem[],
  outcomeOf: (firstUse: CandidateKey) => PictureOutcome | undefined,
): ScoredDataset {
  const outcomes = outcomesByLine(items, outcomeOf);
  const scored: ScoredItem[] = [];
  const unscored: UnscoredItem[] = [];
  for (const item of items) {
    const ofItem = outcomes.get(item.line);
    const found = item.candidates.map((_, candidate) => ofItem?.[candidate]);
    const scores = found.flatMap((outcome) => (outcome && 'score' in outcome ? [outcome.score] : []));
    const sha256 = found.map((outcome) => outcome?.sha256);
    if (scores.length === found.length) scored.push({ item, scores, sha256 });
    else unscored.push({ line: item.line, message: firstFailure(found) });
  }
  return { scored, unscored };
}

/** By line, and by the place of each candidate: numbers cost less than texts, and there may be a million. */
function outcomesByLine(
  items: readonly DatasetItem[],
  outcomeOf: (firstUse: CandidateKey) => PictureOutcome | undefined,
): Map<number, (PictureOutcome | undefined)[]> {
  const outcomes = new Map<number, (PictureOutcome | undefined)[]>();
  for (const { pictures } of planRequests(items)) {
    for (const { uses } of pictures) {
      const outcome = outcomeOf(uses[0]);
      for (const { line, candidate } of uses) {
        const ofItem = outcomes.get(line) ?? [];
        ofItem[candidate] = outcome;
        outcomes.set(line, ofItem);
      }
    }
  }
  return outcomes;
}

function firstFailure(outcomes: readonly (PictureOutcome | undefined)[]): string {
  const failed = outcomes.find((outcome) => outcome && 'error' in outcome);
  return failed && 'error' in failed ? failed.error.message : 'It was not scored.';
}
