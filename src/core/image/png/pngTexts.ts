import { joinBytes } from '../../bytes/joinBytes.ts';
import { containerBlocks, type ContainerBlock } from '../containerBlocks.ts';
import type { InflatedSink } from './inflatedSink.ts';
import { inflateToTheEnd } from './inflateToTheEnd.ts';

/** Pillow refuses longer ones; metadata are short. */
const MAX_TEXT_BYTES = 1024 * 1024;

/**
 * The texts of a PNG by their keywords, as bytes: of `tEXt`, `zTXt` and `iTXt` (PNG specification, 11.3.3). The last of a
 * keyword counts, as in Pillow. `wanted` are the keywords that are looked at.
 */
export function readPngTexts(bytes: Uint8Array, wanted: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const texts = new Map<string, Uint8Array>();
  for (const block of containerBlocks(bytes, 'png')) {
    const read = READERS[block.type];
    if (read === undefined) continue;
    const [keyword, rest] = parted(payloadOf(bytes, block));
    const name = new TextDecoder('latin1').decode(keyword);
    const text = wanted.includes(name) ? read(rest) : undefined;
    if (text !== undefined) texts.set(name, text);
  }
  return texts;
}

/** What stands behind a keyword; undefined if it cannot be read. */
type TextReader = (rest: Uint8Array) => Uint8Array | undefined;

const READERS: Readonly<Record<string, TextReader>> = {
  tEXt: (rest) => rest,
  zTXt: (rest) => (rest[0] === 0 ? inflated(rest.subarray(1)) : undefined),
  iTXt: (rest) => {
    const [isCompressed, method] = rest;
    const [, behindLanguage] = parted(rest.subarray(2));
    const [, text] = parted(behindLanguage);
    if (isCompressed === 0) return text;
    return method === 0 ? inflated(text) : undefined;
  },
};

function payloadOf(bytes: Uint8Array, { start, end }: ContainerBlock): Uint8Array {
  return bytes.subarray(start, end);
}

/** What stands before the first zero, and what behind it. */
function parted(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const zero = bytes.indexOf(0);
  return zero === -1 ? [bytes, new Uint8Array()] : [bytes.subarray(0, zero), bytes.subarray(zero + 1)];
}

/** Ends the inflating of a stream that is too long. Caught here. */
class TextTooLongError extends Error {
  override readonly name = 'TextTooLongError';
}

/** Undefined if the stream is damaged or long. */
function inflated(stream: Uint8Array): Uint8Array | undefined {
  const text = new TextSink();
  try {
    return inflateToTheEnd([stream], text) ? joinBytes(text.parts) : undefined;
  } catch (error) {
    if (error instanceof TextTooLongError) return undefined;
    throw error;
  }
}

class TextSink implements InflatedSink {
  /** The end of a stream is what ends a text. */
  readonly isComplete = false;
  parts: Uint8Array[] = [];
  #byteLength = 0;

  push(bytes: Uint8Array): void {
    this.parts.push(bytes);
    this.#byteLength += bytes.length;
    if (this.#byteLength > MAX_TEXT_BYTES) throw new TextTooLongError();
  }

  restart(): void {
    this.parts = [];
    this.#byteLength = 0;
  }
}
