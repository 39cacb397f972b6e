import { type CSSProperties, useState } from 'react';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { Reference } from './reference.ts';
import { PictureImage, type ShownPicture } from '../ui/PictureImage.tsx';

export type CompareMode = 'side' | 'slider';

interface CompareViewProps {
  readonly mode: CompareMode;
  readonly reference: Reference | undefined;
  readonly candidate: ShownPicture;
  readonly orientation: ImageOrientation;
}

export function CompareView({ mode, reference, candidate, orientation }: CompareViewProps) {
  if (!reference) {
    return (
      <div className="compare-side">
        <Side label="Picture" picture={candidate} orientation={orientation} />
      </div>
    );
  }
  if (mode === 'slider') return <Slider reference={reference} candidate={candidate} orientation={orientation} />;
  return (
    <div className="compare-side">
      <Side label={reference.label} picture={reference.picture} orientation={orientation} />
      <Side label={reference.candidateLabel} picture={candidate} orientation={orientation} />
    </div>
  );
}

interface SideProps {
  readonly label: string;
  readonly picture: ShownPicture;
  readonly orientation: ImageOrientation;
}

function Side({ label, picture, orientation }: SideProps) {
  return (
    <figure className="canvas">
      <PictureImage key={picture.id} picture={picture} orientation={orientation} alt={`${label}: ${picture.name}`} />
      <figcaption className="image-label">{label}</figcaption>
    </figure>
  );
}

/** Both pictures in one frame; left of the line is the reference. A range input carries pointer, touch and keys. */
function Slider({
  reference,
  candidate,
  orientation,
}: Omit<CompareViewProps, 'mode'> & { readonly reference: Reference }) {
  const [split, setSplit] = useState(50);
  const [aspect, setAspect] = useState(1);
  const style: CSSProperties = { '--split': `${split}%`, '--aspect': aspect };
  return (
    <div className="canvas compare-slider">
      <div className="slider-frame" style={style}>
        <PictureImage
          key={candidate.id}
          picture={candidate}
          orientation={orientation}
          alt={`${reference.candidateLabel}: ${candidate.name}`}
          onAspect={setAspect}
        />
        <div className="slider-source">
          <PictureImage
            key={reference.picture.id}
            picture={reference.picture}
            orientation={orientation}
            alt={`${reference.label}: ${reference.picture.name}`}
          />
        </div>
        <input
          type="range"
          min="0"
          max="100"
          step="0.5"
          value={split}
          aria-label={`How much of ${reference.noun} is shown`}
          onChange={(event) => setSplit(event.currentTarget.valueAsNumber)}
        />
        <span className="slider-line" aria-hidden="true" />
        <span className="image-label" aria-hidden="true">
          {reference.label}
        </span>
        <span className="image-label right" aria-hidden="true">
          {reference.candidateLabel}
        </span>
      </div>
    </div>
  );
}
