import type { Plugin } from 'vite';

const DECODER = '@jsquash/webp/codec/dec/webp_dec.js';
const ADDRESS = 'new URL("webp_dec.wasm",import.meta.url).href';

/**
 * The decoder of WebP is given its WebAssembly (`runtime/image/decodeWebpStill.ts`). Without this, the file would be in the
 * site a second time, because the decoder also names it.
 */
export const webpWithoutAddress: Plugin = {
  name: 'webp-without-address',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith(DECODER) ? { code: withoutAddress(code), map: null } : null),
};

/** The decoder's script, with no address in it. */
export function withoutAddress(script: string): string {
  if (!script.includes(ADDRESS)) throw new Error(`${DECODER} names its WebAssembly in another way than it did.`);
  return script.replace(ADDRESS, '""');
}
