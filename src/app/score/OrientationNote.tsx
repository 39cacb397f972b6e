import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import { turnsPhotos } from './orientation.ts';
import { shownPictures } from './pictures.ts';
import { useStage, useStageDispatch } from './useStage.ts';

const CHOICES: readonly { readonly value: ImageOrientation; readonly label: string }[] = [
  { value: 'upright', label: 'turned upright, as shown here' },
  { value: 'official', label: 'ignore the camera’s rotation, as the Python code does' },
];

/** Appears only when a picture carries an EXIF turn, for only then do the two readings differ. */
export function OrientationNote() {
  const dispatch = useStageDispatch();
  const turned = useStage((view) => shownPictures(view).filter((picture) => picture.turned));
  const orientation = useStage((stage) => stage.orientation);
  const isScoring = useStage(({ run }) => run !== undefined);
  const isChosenByModel = useStage(turnsPhotos);
  const [first] = turned;
  if (!first || isChosenByModel) return null;
  const who = turned.length === 1 ? `${first.name} was` : `${turned.length} pictures were`;
  return (
    <fieldset className="orientation">
      <legend>
        {who} taken with the camera rotated (EXIF). Score {turned.length === 1 ? 'it' : 'them'}
      </legend>
      {CHOICES.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name="orientation"
            value={value}
            checked={orientation === value}
            disabled={isScoring}
            onChange={() => dispatch({ type: 'orientationChanged', orientation: value })}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
