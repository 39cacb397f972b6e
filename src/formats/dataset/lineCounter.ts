import { NEWLINE, RETURN } from './jsonScan.ts';

/**
 * Counts the line breaks of a window on the way through it; a carriage return with a line feed is one. It looks for the next break
 * rather than at every byte, since a list of Python's has none.
 */
export class LineCounter {
  readonly #bytes: Uint8Array;
  #nextFeed: number;
  #nextReturn: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#nextFeed = this.#find(NEWLINE, 0);
    this.#nextReturn = this.#find(RETURN, 0);
  }

  /** Line breaks since the last call, before `end`. */
  countTo(end: number): number {
    let count = 0;
    for (; this.#nextFeed < end; this.#nextFeed = this.#find(NEWLINE, this.#nextFeed + 1)) count++;
    for (; this.#nextReturn < end; this.#nextReturn = this.#find(RETURN, this.#nextReturn + 1)) {
      if (this.#bytes[this.#nextReturn + 1] !== NEWLINE) count++;
    }
    return count;
  }

  #find(byte: number, start: number): number {
    const at = this.#bytes.indexOf(byte, start);
    return at === -1 ? Infinity : at;
  }
}
