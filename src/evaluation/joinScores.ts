import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import type { PictureDigests } from '../core/dataset/pictureDigests.ts';
import type { CandidateScore } from '../core/score/score.ts';
import type { ScoredItem } from './scoredItem.ts';
import { planRequests, type CandidateKey } from './scoringRequests.ts';

/** How scoring a picture ended, and which picture that was. Version 0.1 kept outcomes without their digests. */
export type PictureOutcome = (
  { readonly score: CandidateScore } | { readonly error: { readonly name: string; readonly message: string } }
) & { readonly sha256?: PictureDigests | undefined };

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

export function entryKey({ line, candidate }: CandidateKey): string {
  return `${line}/${candidate}`;
}

/**
 * Puts each item together with its scores. `outcomeOf` knows a picture by its first use. An item that lacks a score is
 * unscored.
 */
export function joinScores(
  items: readonly DatasetItem[],
  outcomeOf: (firstUse: CandidateKey) => PictureOutcome | undefined,
): ScoredDataset {
  const outcomes = new Map<string, PictureOutcome | undefined>();
  for (const { pictures } of planRequests(items)) {
    for (const { uses } of pictures) {
      const outcome = outcomeOf(uses[0]);
      for (const use of uses) outcomes.set(entryKey(use), outcome);
    }
  }
  const scored: ScoredItem[] = [];
  const unscored: UnscoredItem[] = [];
  for (const item of items) {
    const found = item.candidates.map((_, candidate) => outcomes.get(entryKey({ line: item.line, candidate })));
    const scores = found.flatMap((outcome) => (outcome && 'score' in outcome ? [outcome.score] : []));
    const sha256 = found.map((outcome) => outcome?.sha256);
    if (scores.length === found.length) scored.push({ item, scores, sha256 });
    else unscored.push({ line: item.line, message: firstFailure(found) });
  }
  return { scored, unscored };
}

function firstFailure(outcomes: readonly (PictureOutcome | undefined)[]): string {
  const failed = outcomes.find((outcome) => outcome && 'error' in outcome);
  return failed && 'error' in failed ? failed.error.message : 'It was not scored.';
}
