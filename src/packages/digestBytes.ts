import { sha256 } from 'hash-wasm';

/** SHA-256 of bytes in memory, lower-case hex: by the platform, which is several times quicker than WebAssembly. */
export async function digestBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Pages that are neither of https nor of localhost have none.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return sha256(bytes);
  return hexOf(new Uint8Array(await subtle.digest('SHA-256', bytes)));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
