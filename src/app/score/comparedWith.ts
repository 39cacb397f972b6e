import { hasSource } from '../../core/task.ts';
import { type Reference, sourceReference } from '../comparison/reference.ts';
import type { RankedCandidate } from './rankedCandidates.ts';
import type { StageView } from './stageState.ts';

/**
 * What a candidate is compared with: the source; where the model looks at none, the candidate that ranks first, and for that
 * one itself the next. Undefined where there is nothing to compare with.
 */
export function referenceOf(
  { source, task }: Pick<StageView, 'source' | 'task'>,
  ranked: readonly RankedCandidate[],
  candidate: RankedCandidate,
): Reference | undefined {
  if (hasSource(task)) return source && sourceReference(source);
  const other = ranked.find((one) => one !== candidate);
  if (!other) return undefined;
  const label = other.rank === undefined ? 'Other picture' : `Rank ${other.rank}`;
  return { picture: other.picture, label, candidateLabel: 'This picture', noun: other.picture.name };
}
