import { NATURAL_ORDER } from './zigzag.ts';
import type { HuffmanSpec } from './huffmanTable.ts';
import { JpegFault } from './jpegFault.ts';
import type { JpegInput, SegmentReader } from './jpegInput.ts';
import { MARKER } from './markers.ts';

const TABLE_SLOTS = 4;
const CONDITIONING_SLOTS = 16;

/** Conditioning of arithmetic coding (ITU T.81, F.1.4.4.1.4 and F.1.4.4.2.1). */
export interface ArithmeticConditioning {
  readonly dcLower: Uint8Array;
  readonly dcUpper: Uint8Array;
  readonly acThreshold: Uint8Array;
}

/** What segments before a scan set; each stays until another segment sets it anew. */
export interface JpegTables {
  /** Of a block's rows, not in coded order. */
  readonly quantisation: (Uint16Array | undefined)[];
  readonly dc: (HuffmanSpec | undefined)[];
  readonly ac: (HuffmanSpec | undefined)[];
  readonly conditioning: ArithmeticConditioning;
  /** In MCUs; 0 means that there are no restarts. */
  restartInterval: number;
}

export function createTables(): JpegTables {
  return {
    quantisation: [],
    dc: [],
    ac: [],
    conditioning: {
      dcLower: new Uint8Array(CONDITIONING_SLOTS),
      dcUpper: new Uint8Array(CONDITIONING_SLOTS).fill(1),
      acThreshold: new Uint8Array(CONDITIONING_SLOTS).fill(5),
    },
    restartInterval: 0,
  };
}

type TableReader = (tables: JpegTables, reader: SegmentReader) => void;

const TABLE_READERS: Readonly<Record<number, TableReader>> = {
  [MARKER.quantisationTables]: readQuantisation,
  [MARKER.huffmanTables]: readHuffman,
  [MARKER.arithmeticConditioning]: readConditioning,
  [MARKER.restartInterval]: readRestartInterval,
};

/** Takes over the table segment that follows its marker. A marker of any other kind is a fault. */
export function readTables(tables: JpegTables, marker: number, input: JpegInput): void {
  const read = TABLE_READERS[marker];
  if (read === undefined) throw new JpegFault('it has a segment of an unknown kind');
  read(tables, input.openSegment());
}

function readQuantisation(tables: JpegTables, reader: SegmentReader): void {
  while (reader.has(1)) {
    const head = reader.byte();
    const table = new Uint16Array(64);
    for (let k = 0; k < 64; k++) table[NATURAL_ORDER[k] ?? 0] = head >= 16 ? reader.word() : reader.byte();
    tables.quantisation[slot(head & 15)] = table;
  }
  reader.end();
}

function readHuffman(tables: JpegTables, reader: SegmentReader): void {
  while (reader.has(17)) {
    const head = reader.byte();
    const counts = Uint8Array.from({ length: 17 }, (_, length) => (length === 0 ? 0 : reader.byte()));
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total > 256) throw new JpegFault('one of its Huffman tables is wrong');
    const symbols = Uint8Array.from({ length: total }, () => reader.byte());
    const isAc = (head & 0x10) !== 0;
    tables[isAc ? 'ac' : 'dc'][slot(isAc ? head - 0x10 : head)] = { counts, symbols };
  }
  reader.end();
}

function readConditioning({ conditioning }: JpegTables, reader: SegmentReader): void {
  while (reader.has(1)) {
    const index = reader.byte();
    const value = reader.byte();
    if (index >= 2 * CONDITIONING_SLOTS) throw new JpegFault('one of its tables is of an unknown kind');
    if (index >= CONDITIONING_SLOTS) {
      conditioning.acThreshold[index - CONDITIONING_SLOTS] = value;
      continue;
    }
    conditioning.dcLower[index] = value & 15;
    conditioning.dcUpper[index] = value >> 4;
    if ((value & 15) > value >> 4) throw new JpegFault('the conditioning of its arithmetic coding is wrong');
  }
  reader.end();
}

function readRestartInterval(tables: JpegTables, reader: SegmentReader): void {
  tables.restartInterval = reader.word();
  reader.end();
}

function slot(index: number): number {
  if (index >= TABLE_SLOTS) throw new JpegFault('one of its tables is of an unknown kind');
  return index;
}
