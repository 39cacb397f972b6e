import type { LinkedView } from '../comparison/linkedView.ts';
import { ZoomFrame } from '../comparison/ZoomFrame.tsx';
import { answer, type Ballot, isFull, type PairBallot } from './ballot.ts';
import { hiddenPicture } from './hiddenPicture.ts';
import { SourceFrame } from './SourceFrame.tsx';
import type { VoteMatter } from './voteMatter.ts';

interface PairQuestionProps {
  readonly matter: VoteMatter;
  readonly ballot: PairBallot;
  readonly view: LinkedView;
  readonly onBallot: (ballot: Ballot) => void;
}

/** Two pictures, and which of them is better. */
export function PairQuestion({ matter, ballot, view, onBallot }: PairQuestionProps) {
  const question = ballot.questions[Math.min(ballot.answers.length, ballot.questions.length - 1)];
  const left = question && matter.candidates[question.left];
  const right = question && matter.candidates[question.right];
  if (!left || !right) return null;
  const disabled = isFull(ballot);
  return (
    <>
      <div className={matter.source ? 'pair-question with-source' : 'pair-question'}>
        <SourceFrame matter={matter} view={view} />
        <ZoomFrame view={view} picture={hiddenPicture(left, 'Left')} orientation={matter.orientation} />
        <ZoomFrame view={view} picture={hiddenPicture(right, 'Right')} orientation={matter.orientation} />
      </div>
      <div className="answers">
        <button type="button" disabled={disabled} onClick={() => onBallot(answer(ballot, 'left'))}>
          <kbd aria-hidden="true">←</kbd> Left
        </button>
        <button type="button" disabled={disabled} onClick={() => onBallot(answer(ballot, 'tie'))}>
          <kbd aria-hidden="true">T</kbd> Tie
        </button>
        <button type="button" disabled={disabled} onClick={() => onBallot(answer(ballot, 'right'))}>
          Right <kbd aria-hidden="true">→</kbd>
        </button>
      </div>
    </>
  );
}
