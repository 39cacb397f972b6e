/** Takes a text in windows of its bytes and finds the rows in them. */
export interface ByteScanner {
  /** Handles what is whole in a window, and returns where it stopped. The rest comes again, with more. */
  scan(bytes: Uint8Array, isLast: boolean): number;
}

/** A longer row has lost its end, and would take the memory of the rest of the file. */
const MAX_ROW_BYTES = 2e9;

/** Feeds a scanner. Throws what `tooLong` makes when a row does not end. */
export async function scanPieces(
  pieces: AsyncIterable<Uint8Array>,
  scanner: ByteScanner,
  tooLong: () => Error,
): Promise<void> {
  let rest = new Uint8Array();
  /**
   * Pieces that are not looked at yet. A row that did not end is scanned again when it is twice as long, not at each
   * piece.
   */
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    waitingBytes += piece.byteLength;
    if (waitingBytes < rest.byteLength) continue;
    if (rest.byteLength + waitingBytes > MAX_ROW_BYTES) throw tooLong();
    const bytes = joined([rest, ...waiting]);
    rest = bytes.slice(scanner.scan(bytes, false));
    [waiting, waitingBytes] = [[], 0];
  }
  scanner.scan(joined([rest, ...waiting]), true);
}

/** One array of the bytes of several. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}
