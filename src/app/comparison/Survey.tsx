import type { CSSProperties } from 'react';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { ComparedPicture } from './comparedPicture.ts';
import { MAX_SURVEYED } from './compareMode.ts';
import type { LinkedView } from './linkedView.ts';
import { ZoomFrame } from './ZoomFrame.tsx';

interface SurveyProps {
  readonly view: LinkedView;
  readonly pictures: readonly ComparedPicture[];
  readonly chosenId: number;
  readonly orientation: ImageOrientation;
  readonly onChosen: (id: number) => void;
}

/** Columns in which so many pictures fill about a square. */
export function surveyColumns(count: number): number {
  return Math.ceil(Math.sqrt(Math.min(count, MAX_SURVEYED)));
}

/** Those that are shown, of all. */
export function surveyed(pictures: readonly ComparedPicture[]): readonly ComparedPicture[] {
  return pictures.slice(0, MAX_SURVEYED);
}

/** All pictures at once, at the same place of each. */
export function Survey({ view, pictures, chosenId, orientation, onChosen }: SurveyProps) {
  const shown = surveyed(pictures);
  const style: CSSProperties = { '--columns': surveyColumns(shown.length) };
  return (
    <div className="survey" style={style}>
      {shown.map((picture) => (
        <div key={picture.id} className="survey-tile" data-chosen={picture.id === chosenId}>
          <ZoomFrame view={view} picture={picture} orientation={orientation} isTile />
          <button
            type="button"
            className="quiet"
            aria-pressed={picture.id === chosenId}
            title={picture.scores}
            onClick={() => onChosen(picture.id)}
          >
            <span className="file-name">{picture.name}</span>
          </button>
        </div>
      ))}
      {pictures.length > MAX_SURVEYED && (
        <p className="muted">
          The first {MAX_SURVEYED} of {pictures.length} pictures.
        </p>
      )}
    </div>
  );
}
