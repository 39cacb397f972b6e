import { throwIfAborted } from '../errors.ts';
import type { ByteSource, InspectHooks } from './bytes.ts';

/** Read at a time: large enough to be quick, small enough to stay unnoticed in memory. */
export const PIECE_BYTES = 8 * 1024 * 1024;

/** All of a source, in pieces. `onBytes` hears of each once it was used. Throws the errors of the source, and `AbortError`. */
export async function* readPieces(
  source: ByteSource,
  { signal, onBytes }: InspectHooks = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let start = 0; start < source.byteLength; start += PIECE_BYTES) {
    throwIfAborted(signal);
    const piece = await source.slice(start, Math.min(start + PIECE_BYTES, source.byteLength));
    yield piece;
    onBytes?.(piece.byteLength);
  }
}
