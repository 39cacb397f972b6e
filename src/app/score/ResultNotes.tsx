import { formatScore } from '../../core/formatNumbers.ts';
import type { RewardScale } from '../../core/score/rewardScale.ts';
import { ScoreGuide } from './ScoreGuide.tsx';
import { taskText } from './taskText.ts';
import { useStage } from './useStage.ts';

interface ResultNotesProps {
  readonly scale: RewardScale | undefined;
}

/** What the bars and the numbers mean, above them. */
export function ResultNotes({ scale }: ResultNotesProps) {
  const isScoring = useStage(({ run }) => run !== undefined);
  const task = useStage((view) => (view.scoredFor?.status.model ?? view).task);
  if (!scale || isScoring) return null;
  return (
    <div className="scale-note">
      <p className="muted">
        All bars share one scale, from {formatScore(scale.low)} to {formatScore(scale.high)}. The fade shows ± one
        standard deviation. Zero means nothing special: compare only {taskText(task).compared}.
      </p>
      <ScoreGuide />
    </div>
  );
}
