import { decodeRow } from './decodeRow.ts';

/** What is known of an object of a JSON text, outside of every other. */
export interface JsonObjectFacts {
  /** From 1. */
  readonly line: number;
  /** Keys in it, at any depth: more than a parser finds when one stands twice. */
  readonly keyCount: number;
  /** Whether a double may not hold all digits of a number in it. */
  readonly hasLongInteger: boolean;
  /** False when it stands by itself, as in a file of lines. */
  readonly isInList: boolean;
}

/** An object and where it stands: its bytes and its text are taken only when they are asked for. */
export class JsonObject implements JsonObjectFacts {
  readonly line: number;
  readonly keyCount: number;
  readonly hasLongInteger: boolean;
  readonly isInList: boolean;
  readonly byteLength: number;
  readonly #window: TextWindow;
  readonly #start: number;

  constructor(window: TextWindow, start: number, end: number, facts: JsonObjectFacts) {
    this.line = facts.line;
    this.keyCount = facts.keyCount;
    this.hasLongInteger = facts.hasLongInteger;
    this.isInList = facts.isInList;
    this.byteLength = end - start;
    this.#window = window;
    this.#start = start;
  }

  get bytes(): Uint8Array {
    return this.#window.bytes.subarray(this.#start, this.#start + this.byteLength);
  }

  /** Throws `RowError` where the bytes are not UTF-8. */
  get text(): string {
    const { ascii } = this.#window;
    return ascii === undefined ? decodeRow(this.bytes) : ascii.slice(this.#start, this.#start + this.byteLength);
  }
}

/** Bytes of a file, and the same as text where both have the same places. */
interface TextWindow {
  readonly bytes: Uint8Array;
  readonly ascii: string | undefined;
}
