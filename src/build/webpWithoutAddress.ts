import type { Plugin } from 'vite';

const ADDRESS = 'new URL("webp_dec.wasm",import.meta.url).href';

/**
 * The decoder of WebP is given its WebAssembly (`runtime/image/decodeWebpStill.ts`). Without this, the file would be in the
 * site a second time, because the decoder also names it.
 */
export const webpWithoutAddress: Plugin = {
  name: 'webp-without-address',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('@jsquash/webp/codec/dec/webp_dec.js')) return null;
    if (!code.includes(ADDRESS)) throw new Error(`${id} names its WebAssembly in another way than it did.`);
    return { code: code.replace(ADDRESS, '""'), map: null };
  },
};
