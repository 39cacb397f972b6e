import { RowError } from './row.ts';

/** A mark within a text is a character of it. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A row's bytes as text. Throws {@link RowError} if they are no UTF-8: with lost letters it would be another row. */
export function decodeRow(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    const message = 'The row holds bytes that are not UTF-8, so its letters cannot be known. Save the file as UTF-8.';
    throw new RowError(message, { cause });
  }
}

/** Bytes as text where each of them is a character; undefined for others. */
export function asciiOf(bytes: Uint8Array): string | undefined {
  try {
    const text = decoder.decode(bytes);
    return text.length === bytes.length ? text : undefined;
  } catch {
    return undefined;
  }
}
