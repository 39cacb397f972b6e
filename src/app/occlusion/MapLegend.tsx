import { formatFixed } from '../../core/formatNumbers.ts';
import { greatestOf } from './mapPixels.ts';

/** A square's share of a change is small. */
const DIGITS = 3;

/** What the colours stand for, in units of the reward. */
export function MapLegend({ map }: { readonly map: Float32Array }) {
  const greatest = formatFixed(greatestOf(map), DIGITS);
  return (
    <figure className="map-legend">
      <div className="map-ramp" aria-hidden="true" />
      <div className="map-scale">
        <span>−{greatest}</span>
        <span>0</span>
        <span>+{greatest}</span>
      </div>
      <figcaption className="muted">
        What a square adds to the score. Orange: the score is lower without it. Purple: it is higher.
      </figcaption>
    </figure>
  );
}
