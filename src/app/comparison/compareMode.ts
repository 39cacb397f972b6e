/** How pictures are laid out to be compared by eye. */
export type CompareMode = 'side' | 'slider' | 'blink' | 'difference' | 'survey';

interface ModeText {
  readonly value: CompareMode;
  readonly label: string;
  /** The key that chooses it. */
  readonly key: string;
}

export const MODES: readonly ModeText[] = [
  { value: 'side', label: 'Side by side', key: 's' },
  { value: 'slider', label: 'Slider', key: 'l' },
  { value: 'blink', label: 'Blink', key: 'b' },
  { value: 'difference', label: 'Difference', key: 'd' },
  { value: 'survey', label: 'All', key: 'a' },
];

/** More are too small to tell apart on one screen. */
export const MAX_SURVEYED = 16;

/** What can be done with so many pictures. */
export function modesFor(count: number): readonly ModeText[] {
  if (count < 2) return MODES.filter(({ value }) => value === 'side');
  return count > 2 ? MODES : MODES.filter(({ value }) => value !== 'survey');
}

/** Two pictures stand in one frame, one over the other. */
export function isOverlaid(mode: CompareMode): boolean {
  return mode === 'slider' || mode === 'blink' || mode === 'difference';
}
