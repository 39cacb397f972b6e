import { type CSSProperties, useState } from 'react';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { ComparedPicture } from './comparedPicture.ts';
import type { CompareMode } from './compareMode.ts';
import type { LinkedView } from './linkedView.ts';
import { Survey } from './Survey.tsx';
import type { Alignment } from './viewport.ts';
import { ZoomFrame } from './ZoomFrame.tsx';

export interface CompareViewProps {
  readonly mode: CompareMode;
  readonly view: LinkedView;
  readonly pictures: readonly ComparedPicture[];
  /** Undefined where there is nothing to compare with. */
  readonly left: ComparedPicture | undefined;
  readonly right: ComparedPicture;
  /** The left one is in sight, where both are in one place. */
  readonly showsLeft: boolean;
  readonly alignment: Alignment;
  readonly orientation: ImageOrientation;
  readonly onUnequal: (isUnequal: boolean) => void;
  readonly onChosen: (id: number) => void;
}

export function CompareView(props: CompareViewProps) {
  const { mode, view, pictures, left, right, orientation, onChosen } = props;
  if (mode === 'survey') {
    return <Survey view={view} pictures={pictures} chosenId={right.id} orientation={orientation} onChosen={onChosen} />;
  }
  if (!left || mode === 'side') {
    return (
      <div className="compare-side">
        {left && <ZoomFrame view={view} picture={left} orientation={orientation} />}
        <ZoomFrame view={view} picture={right} orientation={orientation} />
      </div>
    );
  }
  if (mode === 'slider') return <Slider {...props} left={left} />;
  const over = { view, picture: left, over: right, alignment: props.alignment, orientation };
  const className = mode === 'blink' && props.showsLeft ? 'blink shows-left' : mode;
  return <ZoomFrame {...over} className={className} onUnequal={props.onUnequal} />;
}

/** Right of the line is the right picture. A range input carries touch and keys; its thumb is the line itself. */
function Slider({ left, right, ...props }: CompareViewProps & { readonly left: ComparedPicture }) {
  const [split, setSplit] = useState(50);
  const style: CSSProperties = { '--split': `${split}%` };
  return (
    <div className="compare-slider" style={style}>
      <ZoomFrame
        view={props.view}
        picture={left}
        over={right}
        alignment={props.alignment}
        orientation={props.orientation}
        className="slider"
        onUnequal={props.onUnequal}
      >
        <input
          type="range"
          min="0"
          max="100"
          step="0.5"
          value={split}
          aria-label={`How much of ${left.name} is shown`}
          onChange={(event) => setSplit(event.currentTarget.valueAsNumber)}
        />
        <span className="slider-line" aria-hidden="true" />
      </ZoomFrame>
    </div>
  );
}
