/** The most pieces that an instruction is cut into: each costs a pass over the text. Of longer ones words go together. */
const MOST_PIECES = 48;

/** Words where the platform cannot tell them apart. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

/** A word of a text, or some that follow each other. */
export interface TextPiece {
  readonly start: number;
  readonly end: number;
}

/** The words of a text, in order; nothing if there are fewer than two, since then there is nothing to compare. */
export function instructionPieces(text: string): TextPiece[] {
  const words = wordsOf(text);
  if (words.length < 2) return [];
  const together = Math.ceil(words.length / MOST_PIECES);
  const starts = words.filter((_, index) => index % together === 0);
  return starts.map(({ start, end }, index) => {
    const last = words[Math.min((index + 1) * together, words.length) - 1];
    return { start, end: last?.end ?? end };
  });
}

/** Also of languages that put no spaces between words. */
function wordsOf(text: string): TextPiece[] {
  if (!('Segmenter' in Intl)) return wordsByLetters(text);
  const segments = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)];
  return segments
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

/** The words of a language that puts spaces or signs between them. */
export function wordsByLetters(text: string): TextPiece[] {
  return [...text.matchAll(WORD)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
}

/** The text without a piece, and without the gap that it would leave. */
export function withoutPiece(text: string, { start, end }: TextPiece): string {
  const before = text.slice(0, start);
  const after = text.slice(end);
  return (/\s$|^$/u.test(before) ? before + after.replace(/^\s+/u, '') : before + after).trim();
}
