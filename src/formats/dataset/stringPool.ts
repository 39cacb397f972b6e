/** Texts held for the next rows. Rows that share a source or an instruction stand together; models are few. */
const SLOTS = 4096;

/**
 * Gives one text for equal ones, as far as they were seen lately: a million rows name few pictures, instructions and models, each of
 * which a parser makes anew.
 */
export function createStringPool(): (text: string) => string {
  const slots: string[] = Array.from({ length: SLOTS }, () => '');
  return (text) => {
    const slot = slotOf(text);
    const held = slots[slot];
    if (held === text) return held;
    slots[slot] = text;
    return text;
  };
}

/** By a few of its characters, those near its end above all, in which names differ. */
function slotOf(text: string): number {
  const { length } = text;
  let hash = length;
  for (let back = 1; back <= 12; back++) hash = (hash * 31 + (text.charCodeAt(length - back) || 0)) | 0;
  for (let part = 1; part <= 8; part++) hash = (hash * 31 + (text.charCodeAt((length * part) >> 4) || 0)) | 0;
  return (hash >>> 0) % SLOTS;
}
