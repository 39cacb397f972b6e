import { usePage } from '../shell/page.ts';
import { formatChance, formatScore } from '../../core/formatNumbers.ts';
import type { RewardScale } from '../../core/score/rewardScale.ts';
import { compareLeaders, type RankedCandidate } from './rankedCandidates.ts';
import { staleReason } from './staleness.ts';
import { taskText } from '../model/taskText.ts';

interface ResultNotesProps {
  readonly ranked: readonly RankedCandidate[];
  readonly scale: RewardScale | undefined;
}

/** What the ranking says and does not say, under the strip. */
export function ResultNotes({ ranked, scale }: ResultNotesProps) {
  const { state } = usePage();
  const stale = staleReason(state) !== undefined;
  const leaders = compareLeaders(ranked);
  const { task } = state.scoredFor?.status.model ?? state;
  if (!scale || state.run) return null;
  return (
    <div className="result-notes">
      {leaders && (
        <p className={stale ? 'chance muted' : 'chance'}>
          Chance that <b>{leaders.first}</b> is better than <b>{leaders.second}</b>: {formatChance(leaders.chance)}
        </p>
      )}
      <p className="scale-note muted">
        All bars share one scale, from {formatScore(scale.low)} to {formatScore(scale.high)}; a soft end spans one
        uncertainty to each side. Rewards have no fixed range: they compare {taskText(task).compared}.
      </p>
    </div>
  );
}
