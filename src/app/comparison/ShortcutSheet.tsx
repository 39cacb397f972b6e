import { MODES } from './compareMode.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['← →', 'the edit before, the next one'],
  ['↑ ↓', 'in “All”: the row above, the row below'],
  ['Space', 'hold to see the left picture in place of the right one'],
  ['+ −', 'zoom in, zoom out; also the wheel, or two fingers'],
  ['0', 'the whole picture; also a double click'],
  ['1', 'a pixel on a pixel; also a double click'],
  ['Shift ← → ↑ ↓', 'move the picture; also a drag'],
  ...MODES.map(({ key, label }) => [key.toUpperCase(), label] as const),
  ['?', 'this list'],
  ['Esc', 'close'],
];

export function ShortcutSheet() {
  return (
    <dl className="shortcuts" aria-label="Keyboard shortcuts">
      {KEYS.map(([key, what]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
