/** Texts of a few letters that are held for the next rows: models and answers are few. */
const SLOTS = 1024;
const SHORT = 40;

/** A parser holds texts of so few letters once by itself. */
const TINY = 10;

/** Puts texts of earlier rows in place of equal ones. */
export type TextSharer = (values: Record<string, unknown>) => void;

/**
 * Makes rows share equal texts that are near each other. A million pairs have few models, and several pairs in a row
 * have one source and one instruction. Without this, each text would be in memory as often as a row names it.
 */
export function createTextSharer(): TextSharer {
  const before: Record<string, string> = {};
  const slots: string[] = Array.from({ length: SLOTS }, () => '');
  return (values) => {
    for (const name in values) {
      const value = values[name];
      if (typeof value !== 'string' || value.length <= TINY) continue;
      const slot = value.length <= SHORT ? slotOf(value) : undefined;
      const held = slot === undefined ? before[name] : slots[slot];
      if (held === value) values[name] = held;
      else if (slot === undefined) before[name] = value;
      else slots[slot] = value;
    }
  };
}

/** By a few of its characters: names differ near their ends, or before an ending. */
function slotOf(text: string): number {
  const { length } = text;
  const ends = text.charCodeAt(length - 1) + 31 * text.charCodeAt(length - 5) + 7 * text.charCodeAt(length - 9);
  return (length * 131 + ends + 17 * text.charCodeAt(length >> 1)) % SLOTS;
}
