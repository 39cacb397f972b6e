import type { ByteSource } from '../../core/bytes/bytes.ts';

/** Read at once. A file of 100,000 items has some 100 MB, and one string of that would be in memory twice. */
const PIECE_BYTES = 4e6;

export interface TextLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a text file that hold anything, without their ends. `onRead` hears how many bytes are read. */
export async function* readLines(
  source: ByteSource,
  onRead?: (doneBytes: number) => void,
): AsyncGenerator<TextLine, void> {
  const decoder = new TextDecoder();
  let number = 0;
  let rest = '';
  for (let start = 0; start < source.byteLength; start += PIECE_BYTES) {
    const end = Math.min(start + PIECE_BYTES, source.byteLength);
    const isLast = end === source.byteLength;
    const piece = decoder.decode(await source.slice(start, end), { stream: !isLast });
    const lines = `${rest}${piece}`.split('\n');
    rest = isLast ? '' : (lines.pop() ?? '');
    for (const text of lines) {
      number++;
      if (text.trim() !== '') yield { number, text };
    }
    onRead?.(end);
  }
}
