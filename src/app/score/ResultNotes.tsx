import { formatScore } from '../../core/formatNumbers.ts';
import type { RewardScale } from '../../core/score/rewardScale.ts';
import { taskText } from './taskText.ts';
import { useStage } from './useStage.ts';

interface ResultNotesProps {
  readonly scale: RewardScale | undefined;
}

/** What the bars and the numbers mean, under the strip. */
export function ResultNotes({ scale }: ResultNotesProps) {
  const isScoring = useStage(({ run }) => run !== undefined);
  const task = useStage((view) => (view.scoredFor?.status.model ?? view).task);
  if (!scale || isScoring) return null;
  return (
    <p className="scale-note muted">
      All bars share one scale, from {formatScore(scale.low)} to {formatScore(scale.high)}. The fade shows ± one
      standard deviation. Zero means nothing special: compare only {taskText(task).compared}.
    </p>
  );
}
