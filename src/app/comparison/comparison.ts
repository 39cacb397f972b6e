import { hasSource } from '../../core/task.ts';
import type { AppState, Picture } from '../score/appState.ts';
import type { RankedCandidate } from '../score/rankedCandidates.ts';

/** What a candidate is compared with by eye, and what the two are called. */
export interface Reference {
  readonly picture: Picture;
  readonly label: string;
  /** What the candidate is called beside it. */
  readonly candidateLabel: string;
  /** In a sentence: "the source". */
  readonly noun: string;
}

/**
 * The source; where the model looks at none, the candidate that ranks first, and for that one itself the next. Undefined where
 * there is nothing to compare with.
 */
export function referenceOf(
  state: Pick<AppState, 'source' | 'task'>,
  ranked: readonly RankedCandidate[],
  candidate: RankedCandidate,
): Reference | undefined {
  if (hasSource(state.task)) return state.source && sourceReference(state.source);
  const other = ranked.find((one) => one !== candidate);
  if (!other) return undefined;
  const label = other.rank === undefined ? 'Other picture' : `Rank ${other.rank}`;
  return { picture: other.picture, label, candidateLabel: 'This picture', noun: other.picture.name };
}

export function sourceReference(picture: Picture): Reference {
  return { picture, label: 'Source', candidateLabel: 'Candidate', noun: 'the source' };
}
