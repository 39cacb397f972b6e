import type { ComparedPicture } from './comparedPicture.ts';

interface PicturePairProps {
  readonly pictures: readonly ComparedPicture[];
  readonly left: ComparedPicture | undefined;
  readonly right: ComparedPicture;
  /** Undefined where others cannot be chosen. */
  readonly onLeft: ((id: number) => void) | undefined;
  readonly onRight: ((id: number) => void) | undefined;
  /** For those without a keyboard: while the button is pressed, the left picture is shown. Undefined where it is of no use. */
  readonly onHold: ((isHeld: boolean) => void) | undefined;
}

/** Which two are compared, with their scores. */
export function PicturePair({ pictures, left, right, onLeft, onRight, onHold }: PicturePairProps) {
  return (
    <div className="picture-pair">
      {left && <Side label="Left picture" picture={left} pictures={pictures} onChosen={onLeft} />}
      {left && onHold && (
        <button
          type="button"
          onPointerDown={() => onHold(true)}
          onPointerUp={() => onHold(false)}
          onPointerCancel={() => onHold(false)}
          onPointerLeave={() => onHold(false)}
        >
          Hold to see {left.label}
        </button>
      )}
      <Side label={left ? 'Right picture' : 'Picture'} picture={right} pictures={pictures} onChosen={onRight} />
    </div>
  );
}

interface SideProps {
  readonly label: string;
  readonly picture: ComparedPicture;
  readonly pictures: readonly ComparedPicture[];
  readonly onChosen: ((id: number) => void) | undefined;
}

function Side({ label, picture, pictures, onChosen }: SideProps) {
  return (
    <div className="pair-side">
      {onChosen && pictures.length > 2 ? (
        <select aria-label={label} value={picture.id} onChange={(event) => onChosen(Number(event.currentTarget.value))}>
          {pictures.map((one) => (
            <option key={one.id} value={one.id}>
              {one.label}: {one.name}
            </option>
          ))}
        </select>
      ) : (
        <span className="file-name">
          {picture.label}: {picture.name}
        </span>
      )}
      {picture.scores !== undefined && <span className="muted">{picture.scores}</span>}
    </div>
  );
}
