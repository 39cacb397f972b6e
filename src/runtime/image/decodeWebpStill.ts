import decode, { init } from '@jsquash/webp/decode.js';
import wasmUrl from '@jsquash/webp/codec/dec/webp_dec.wasm?url&inline';
import { bytesOfBase64 } from '../../core/bytes/bytesOfBase64.ts';
import { DecodeError } from '../../core/image/decodedImage.ts';
import type { RgbImage } from '../../core/image/rgbImage.ts';
import { withoutAlpha } from '../../core/image/withoutAlpha.ts';

/** Inside the script: a file of its own would need an address, and bundlers of the package do not know it. */
const wasm = bytesOfBase64(wasmUrl.slice(wasmUrl.indexOf(',') + 1));
let compiling: Promise<WebAssembly.Module> | undefined;

/**
 * Decodes a WebP that is no animation, with libwebp in WebAssembly. It gives Pillow's bytes in every browser,
 * transparent or not, without a canvas. Throws `DecodeError`.
 */
export async function decodeWebpStill(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<RgbImage> {
  compiling ??= WebAssembly.compile(wasm);
  // Anew for each picture. What a damaged one may do to its memory ends with it, and a large one's memory is given
  // back.
  await init(await compiling);
  try {
    const { width, height, data } = await decode(bytes.slice().buffer);
    return { width, height, data: withoutAlpha(data) };
  } catch (cause) {
    throw new DecodeError(file, 'its pixels cannot be decoded', cause);
  }
}
