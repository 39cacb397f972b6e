import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import { usePage } from '../shell/page.ts';
import { turnsPhotos } from './orientation.ts';
import { shownPictures } from './pictures.ts';

const CHOICES: readonly { readonly value: ImageOrientation; readonly label: string }[] = [
  { value: 'upright', label: 'as shown' },
  { value: 'official', label: 'unturned, as the official code does' },
];

/** Appears only when a picture carries an EXIF turn, for only then do the two readings differ. */
export function OrientationNote() {
  const { state, dispatch } = usePage();
  const turned = shownPictures(state).filter((picture) => picture.turned);
  const [first] = turned;
  if (!first || turnsPhotos(state)) return null;
  const who = turned.length === 1 ? `${first.name} carries` : `${turned.length} pictures carry`;
  return (
    <fieldset className="orientation">
      <legend>{who} a camera turn (EXIF). Score it</legend>
      {CHOICES.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name="orientation"
            value={value}
            checked={state.orientation === value}
            disabled={state.run !== undefined}
            onChange={() => dispatch({ type: 'orientationChanged', orientation: value })}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
