import { createSHA256, sha256 } from 'hash-wasm';
import { throwIfAborted } from '../errors.ts';
import { readAll, type ByteSource, type InspectHooks } from './bytes.ts';
import { PIECE_BYTES, readPieces } from './readPieces.ts';

/** SHA-256 of bytes in memory, lower-case hex: by the platform, which is several times quicker than WebAssembly. */
export async function digestBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Pages that are neither of https nor of localhost have none.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return sha256(bytes);
  return hexOf(new Uint8Array(await subtle.digest('SHA-256', bytes)));
}

/** SHA-256 of a text as UTF-8, lower-case hex. */
export function digestText(text: string): Promise<string> {
  return digestBytes(new TextEncoder().encode(text));
}

/**
 * SHA-256 of all of a source, lower-case hex. The platform digests a short source at once. Others are read in pieces,
 * so a file of any length passes. Throws the errors of the source, and `AbortError`.
 */
export async function digestSource(source: ByteSource, { signal, onBytes }: InspectHooks = {}): Promise<string> {
  if (source.byteLength <= PIECE_BYTES) {
    throwIfAborted(signal);
    const bytes = await readAll(source);
    onBytes?.(bytes.byteLength);
    return digestBytes(bytes);
  }
  const hash = await createSHA256();
  for await (const piece of readPieces(source, { signal, onBytes })) hash.update(piece);
  return hash.digest();
}

/** SHA-256 of a text that comes in parts, as UTF-8, lower-case hex. */
export async function digestParts(parts: Iterable<string>): Promise<string> {
  const hash = await createSHA256();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
