import { DecodeError } from '../decodedImage.ts';

/** Codes have at most 12 bits (GIF89a, appendix F). */
const MAX_CODE_BITS = 12;
const MAX_CODES = 1 << MAX_CODE_BITS;
const NONE = -1;

/**
 * Decodes the variable-length LZW codes of a GIF's sub-blocks, as many pixels as are asked for. As in Pillow, an empty
 * sub-block ends nothing while pixels are missing, and an end code before the last pixel is a fault.
 */
export class LzwDecoder {
  readonly #bytes: Uint8Array;
  readonly #file: string;
  readonly #clear: number;
  /** Of each code above the end code: its last pixel, and the code of what precedes it. */
  readonly #suffix = new Uint8Array(MAX_CODES);
  readonly #prefix = new Uint16Array(MAX_CODES);
  /** A code's pixels, from the last to the first; `#depth` of them are still to be given out. */
  readonly #stack = new Uint8Array(MAX_CODES);
  #depth = 0;
  #next = 0;
  #codeBits = 0;
  #previous = NONE;
  #firstOfPrevious = 0;
  #at: number;
  #left = 0;
  #buffer = 0;
  #bits = 0;

  /** `at`: offset of the first sub-block. Throws `DecodeError` for a code size that no GIF has. */
  constructor(bytes: Uint8Array, at: number, codeSize: number, file: string) {
    if (codeSize > MAX_CODE_BITS) throw broken(file);
    this.#bytes = bytes;
    this.#at = at;
    this.#file = file;
    this.#clear = 1 << codeSize;
    this.#reset();
  }

  /** Fills `pixels`. Throws `DecodeError` when the data ends before, or is no LZW. */
  read(pixels: Uint8Array): void {
    for (let to = 0; to < pixels.length; to++) {
      if (this.#depth === 0) this.#decodeNext();
      pixels[to] = this.#stack[--this.#depth] ?? 0;
    }
  }

  #reset(): void {
    this.#next = this.#clear + 2;
    this.#codeBits = Math.log2(this.#clear) + 1;
    this.#previous = NONE;
  }

  /** Puts the pixels of the next code that has any on the stack. */
  #decodeNext(): void {
    let code = this.#readCode();
    while (code === this.#clear) {
      this.#reset();
      code = this.#readCode();
    }
    if (code === this.#clear + 1) throw broken(this.#file);
    const first = this.#expand(code);
    if (this.#previous !== NONE) this.#learn(first);
    this.#previous = code;
    this.#firstOfPrevious = first;
  }

  /** The first pixel of the code. */
  #expand(code: number): number {
    const isFirst = this.#previous === NONE;
    if (code > (isFirst ? this.#clear : this.#next)) throw broken(this.#file);
    let rest = code;
    // A code that is about to be learned: the previous one and its own first pixel again.
    if (!isFirst && code === this.#next) {
      this.#push(this.#firstOfPrevious);
      rest = this.#previous;
    }
    while (rest >= this.#clear) {
      if (rest >= MAX_CODES) throw broken(this.#file);
      this.#push(this.#suffix[rest] ?? 0);
      rest = this.#prefix[rest] ?? 0;
    }
    this.#push(rest);
    return rest;
  }

  #push(pixel: number): void {
    if (this.#depth >= MAX_CODES) throw broken(this.#file);
    this.#stack[this.#depth++] = pixel;
  }

  #learn(first: number): void {
    if (this.#next >= MAX_CODES) return;
    this.#suffix[this.#next] = first;
    this.#prefix[this.#next] = this.#previous;
    this.#next++;
    if (this.#next === 1 << this.#codeBits && this.#codeBits < MAX_CODE_BITS) this.#codeBits++;
  }

  #readCode(): number {
    while (this.#bits < this.#codeBits) {
      this.#buffer |= this.#readByte() << this.#bits;
      this.#bits += 8;
    }
    const code = this.#buffer & ((1 << this.#codeBits) - 1);
    this.#buffer >>>= this.#codeBits;
    this.#bits -= this.#codeBits;
    return code;
  }

  #readByte(): number {
    while (this.#left === 0) {
      this.#left = this.#bytes[this.#at++] ?? NONE;
      const isWhole = this.#left !== NONE && this.#at + this.#left <= this.#bytes.length;
      if (!isWhole) throw new DecodeError(this.#file, 'the end of the file is missing');
    }
    this.#left--;
    return this.#bytes[this.#at++] ?? 0;
  }
}

function broken(file: string): DecodeError {
  return new DecodeError(file, 'its pixels cannot be decoded');
}
