import { JpegFault } from './jpegFault.ts';

/** How many bits of a code the look-up table covers. */
export const LOOKUP_BITS = 8;

/** A Huffman table as a file gives it: how many codes have each length from 1 to 16, and their symbols. */
export interface HuffmanSpec {
  /** Index 0 is unused. */
  readonly counts: Uint8Array;
  readonly symbols: Uint8Array;
}

/** A Huffman table ready to decode with. */
export interface HuffmanTable {
  /** For the next eight bits: the code's length times 256 plus its symbol; 0 when the code is longer. */
  readonly lookup: Uint16Array;
  /** The largest code of each length; -1 where there is none. At 17 a sentinel that ends every search. */
  readonly largest: Int32Array;
  /** What to add to a code of a length to get the index of its symbol. */
  readonly offset: Int32Array;
  readonly symbols: Uint8Array;
}

const SENTINEL = 0xfffff;

/** Derives codes (ITU T.81, annex C). `largestSymbol` is 15 for DC tables of lossy JPEGs. */
export function buildHuffmanTable({ counts, symbols }: HuffmanSpec, largestSymbol: number): HuffmanTable {
  const table = {
    lookup: new Uint16Array(1 << LOOKUP_BITS),
    largest: new Int32Array(18).fill(-1),
    offset: new Int32Array(18),
    symbols,
  };
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length++, code <<= 1) {
    const count = counts[length] ?? 0;
    table.offset[length] = index - code;
    for (let k = 0; k < count; k++) enterCode(table, code + k, length, symbols[index + k] ?? 0);
    index += count;
    code += count;
    if (count > 0) table.largest[length] = code - 1;
    // No code may consist of ones alone.
    if (count > 0 && code >= 1 << length) throw new JpegFault('one of its Huffman tables is wrong');
  }
  table.largest[17] = SENTINEL;
  if (symbols.subarray(0, index).some((symbol) => symbol > largestSymbol)) {
    throw new JpegFault('one of its Huffman tables is wrong');
  }
  return table;
}

function enterCode({ lookup }: HuffmanTable, code: number, length: number, symbol: number): void {
  if (length > LOOKUP_BITS) return;
  const first = code << (LOOKUP_BITS - length);
  lookup.fill(length * 256 + symbol, first, first + (1 << (LOOKUP_BITS - length)));
}
