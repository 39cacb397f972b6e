/** So many words of the instruction tell one file from the next; more make a name that nobody reads. */
const MAX_WORDS = 6;
/** A single "word" may be a pasted address. */
const MAX_CHARACTERS = 60;

/** "editreward-paint-the-roof-blue": what files of the comparison are called. Letters of any script stay. */
export function fileStem(instruction: string): string {
  const words = instruction.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const chosen = ['editreward', ...words.slice(0, MAX_WORDS)].join('-');
  return [...chosen].slice(0, MAX_CHARACTERS).join('').replace(/-$/, '');
}
