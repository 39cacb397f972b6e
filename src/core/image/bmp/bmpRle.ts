/** What follows a zero byte (BITMAPINFOHEADER, run-length encoding); other values count pixels that stand for themselves. */
const END_OF_LINE = 0;
const END_OF_BITMAP = 1;
const DELTA = 2;

/**
 * Expands run-length coded indices, row after row in stored order, to `width * height` of them. Undefined when there
 * are fewer. It repeats two faults of Pillow: it leaves out the last of an odd number of literal 4-bit pixels, and it
 * makes rows of what is left, so the rest of such a picture is shifted.
 */
export function expandBmpRle(
  bytes: Uint8Array,
  from: number,
  size: { readonly width: number; readonly height: number },
  bits: 4 | 8,
): Uint8Array | undefined {
  const run = new RunLengthReader(bytes, from, size, bits);
  while (run.step());
  return run.isFull ? run.indices : undefined;
}

class RunLengthReader {
  readonly indices: Uint8Array;
  readonly #bytes: Uint8Array;
  readonly #width: number;
  readonly #bits: 4 | 8;
  #at: number;
  /** How many indices are known. */
  #length = 0;
  /** The column that runs are cut at, which is not always that of the next index. */
  #column = 0;

  constructor(bytes: Uint8Array, from: number, size: { readonly width: number; readonly height: number }, bits: 4 | 8) {
    this.indices = new Uint8Array(size.width * size.height);
    this.#bytes = bytes;
    this.#width = size.width;
    this.#bits = bits;
    this.#at = from;
  }

  get isFull(): boolean {
    return this.#length >= this.indices.length;
  }

  /** Whether there may be more. */
  step(): boolean {
    if (this.isFull || this.#at + 2 > this.#bytes.length) return false;
    const count = this.#bytes[this.#at++] ?? 0;
    const value = this.#bytes[this.#at++] ?? 0;
    if (count > 0) return this.#repeat(count, value);
    if (value === END_OF_LINE) return this.#endLine();
    if (value === END_OF_BITMAP) return false;
    return value === DELTA ? this.#skip() : this.#copy(value);
  }

  #repeat(count: number, value: number): true {
    const fitting = Math.max(0, Math.min(count, this.#width - this.#column));
    for (let k = 0; k < fitting; k++) this.#put(this.#bits === 8 ? value : k % 2 === 0 ? value >> 4 : value & 15);
    this.#column += fitting;
    return true;
  }

  #endLine(): true {
    this.#length = Math.ceil(this.#length / this.#width) * this.#width;
    this.#column = 0;
    return true;
  }

  #skip(): boolean {
    if (this.#at + 2 > this.#bytes.length) return false;
    this.#length += (this.#bytes[this.#at++] ?? 0) + (this.#bytes[this.#at++] ?? 0) * this.#width;
    this.#column = this.#length % this.#width;
    return true;
  }

  #copy(count: number): boolean {
    const byteCount = this.#bits === 8 ? count : count >> 1;
    for (let k = 0; k < byteCount; k++, this.#at++) {
      const value = this.#bytes[this.#at];
      if (value === undefined) return false;
      if (this.#bits === 4) this.#put(value >> 4);
      this.#put(this.#bits === 4 ? value & 15 : value);
    }
    this.#column += count;
    // Literal pixels end at an even place in the file.
    this.#at += this.#at % 2;
    return true;
  }

  #put(index: number): void {
    this.indices[this.#length++] = index;
  }
}
