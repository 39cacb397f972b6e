/** `dot` is what was measured; the others stand for what it is compared with. */
export type MarkerShape = 'dot' | 'ring' | 'diamond' | 'square' | 'bar';

/** Around the origin, in pixels. */
const PATHS: Readonly<Record<MarkerShape, string>> = {
  dot: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  ring: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  diamond: 'M-5 0L0 -5L5 0L0 5z',
  square: 'M-4 -4H4V4H-4z',
  bar: 'M0 -6V6',
};

interface MarkerProps {
  readonly shape: MarkerShape;
  /** "25%" of the plot. */
  readonly x: string;
  readonly y: string;
}

/** A mark of a fixed size at a place given in percent, which paths cannot take themselves. */
export function Marker({ shape, x, y }: MarkerProps) {
  return (
    <svg x={x} y={y} overflow="visible">
      <path className={`marker ${shape}`} d={PATHS[shape]} />
    </svg>
  );
}

export interface LegendEntry {
  readonly shape: MarkerShape;
  readonly label: string;
}

/** What each kind of mark stands for. */
export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className="legend">
      {entries.map(({ shape, label }) => (
        <li key={label}>
          <svg className="legend-mark" width="12" height="12" aria-hidden="true">
            <Marker shape={shape} x="50%" y="50%" />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
