import { transparencyText } from '../../core/image/transparencyText.ts';

/** Says once of all pictures with transparent parts that the model sees other colours there; of none it says nothing. */
export function tellTransparency(names: readonly string[]): void {
  if (names.length > 0) console.error(`editreward: ${transparencyText(names)}`);
}
