import { formatChance, formatScore } from '../../core/formatNumbers.ts';
import type { RewardScale } from '../../core/score/rewardScale.ts';
import { compareLeaders, type RankedCandidate } from './rankedCandidates.ts';
import { staleReason } from './staleness.ts';
import { taskText } from './taskText.ts';
import { useStage } from './useStage.ts';

interface ResultNotesProps {
  readonly ranked: readonly RankedCandidate[];
  readonly scale: RewardScale | undefined;
}

/** What the ranking says and does not say, under the strip. */
export function ResultNotes({ ranked, scale }: ResultNotesProps) {
  const isStale = useStage((view) => staleReason(view) !== undefined);
  const isScoring = useStage(({ run }) => run !== undefined);
  const task = useStage((view) => (view.scoredFor?.status.model ?? view).task);
  if (!scale || isScoring) return null;
  const leaders = compareLeaders(ranked);
  return (
    <div className="result-notes">
      {leaders && (
        <p className={isStale ? 'chance muted' : 'chance'}>
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
