import type { CSSProperties } from 'react';
import type { LinkedView } from '../comparison/linkedView.ts';
import { surveyColumns } from '../comparison/Survey.tsx';
import { ZoomFrame } from '../comparison/ZoomFrame.tsx';
import { type Ballot, place, rankOf, type SetBallot } from './ballot.ts';
import { hiddenPicture } from './hiddenPicture.ts';
import { SourceFrame } from './SourceFrame.tsx';
import type { VoteMatter } from './voteMatter.ts';

interface SetQuestionProps {
  readonly matter: VoteMatter;
  readonly ballot: SetBallot;
  readonly view: LinkedView;
  readonly onBallot: (ballot: Ballot) => void;
}

/** All pictures, of which one after the other is given its place. */
export function SetQuestion({ matter, ballot, view, onBallot }: SetQuestionProps) {
  const style: CSSProperties = { '--columns': surveyColumns(matter.candidates.length + (matter.source ? 1 : 0)) };
  return (
    <div className="survey set-question" style={style}>
      <SourceFrame matter={matter} view={view} isTile />
      {ballot.order.map((index, k) => {
        const picture = matter.candidates[index];
        const rank = rankOf(ballot, index);
        if (!picture) return null;
        return (
          <div key={picture.id} className="survey-tile">
            <ZoomFrame
              view={view}
              picture={hiddenPicture(picture, `Picture ${k + 1}`)}
              orientation={matter.orientation}
              isTile
            />
            <button
              type="button"
              disabled={rank !== undefined}
              onClick={() => onBallot(place(ballot, index))}
              aria-label={rank === undefined ? `Choose picture ${k + 1}` : `Picture ${k + 1} has rank ${rank}`}
            >
              {rank === undefined ? `Picture ${k + 1}` : `Rank ${rank}`}
            </button>
          </div>
        );
      })}
    </div>
  );
}
