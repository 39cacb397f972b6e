import { findHeader, type HeaderFinder } from './csvHeader.ts';

/** Looked at to tell what a text is. */
const SAMPLE_BYTES = 65_536;

/**
 * Whether a text is JSON or a table. Mostly its first character tells. The first line may be something else, such as a
 * comment or a damaged row. Then a line that names columns makes it a table, and a bracket that could open rows makes
 * it JSON.
 */
export async function textFormatOf(
  pieces: AsyncIterable<Uint8Array>,
  headerIn: HeaderFinder = findHeader,
): Promise<'json' | 'table'> {
  for await (const piece of pieces) {
    const sample = piece.subarray(0, SAMPLE_BYTES);
    const text = new TextDecoder().decode(sample);
    if (/^\s*[[{]/.test(text.replace(LEADING_COMMENTS, ''))) return 'json';
    if (headerIn(sample)) return 'table';
    return /(?:^|[\n\r])\s*[[{]|[[{]\s*["{]/.test(text) ? 'json' : 'table';
  }
  return 'table';
}

/** Marks and blanks too. JSON has no comments, but people write them. */
// oxlint-disable-next-line no-control-regex
const LEADING_COMMENTS = /^(?:[\s\ufeff\u001e]|\/\/[^\n\r]*|#[^\n\r]*|\/\*[^]*?\*\/)+/;
