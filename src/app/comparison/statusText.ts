import type { ComparedPicture } from './comparedPicture.ts';
import { type CompareMode, MODES } from './compareMode.ts';

/** What is in sight, for those who listen: "Slider: Rank 1, done.png, over Source, source.png." */
export function statusText(mode: CompareMode, left: ComparedPicture | undefined, right: ComparedPicture): string {
  const { label } = MODES.find(({ value }) => value === mode) ?? { label: mode };
  if (mode === 'survey') return `All pictures. Chosen: ${nameOf(right)}.`;
  if (!left) return `${nameOf(right)}.`;
  const between = mode === 'side' ? 'beside' : 'over';
  return `${label}: ${nameOf(right)}, ${between} ${nameOf(left)}.`;
}

function nameOf({ label, name }: ComparedPicture): string {
  return `${label}, ${name}`;
}
