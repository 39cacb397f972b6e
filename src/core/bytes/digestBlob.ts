import type { InspectHooks } from './bytes.ts';
import { digestSource } from './sha256.ts';

/** A Blob's bytes never change, so each is read once. */
const known = new WeakMap<Blob, string>();

/** SHA-256 of a Blob, lower-case hex; read in pieces. Throws what reading throws, and `AbortError`. */
export async function digestBlob(blob: Blob, hooks: InspectHooks = {}): Promise<string> {
  const found = known.get(blob);
  if (found !== undefined) return found;
  const slice = async (start: number, end: number) => new Uint8Array(await blob.slice(start, end).arrayBuffer());
  const digest = await digestSource({ name: '', byteLength: blob.size, blob, slice }, hooks);
  known.set(blob, digest);
  return digest;
}

/** Spares the reading of a Blob that was kept under its digest. */
export function noteDigest(blob: Blob, digest: string): void {
  known.set(blob, digest);
}
