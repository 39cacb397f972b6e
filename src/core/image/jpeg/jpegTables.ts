import { NATURAL_ORDER } from './zigzag.ts';
import type { HuffmanSpec } from './huffmanTable.ts';
import { JpegFault } from './jpegFault.ts';
import { SegmentReader } from './jpegInput.ts';
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

/** Takes a table segment over. Returns false when the segment is of another kind. */
export function readTables(tables: JpegTables, marker: number, payload: Uint8Array): boolean {
  const reader = new SegmentReader(payload);
  if (marker === MARKER.quantisationTables) readQuantisation(tables, reader);
  else if (marker === MARKER.huffmanTables) readHuffman(tables, reader);
  else if (marker === MARKER.arithmeticConditioning) readConditioning(tables, reader);
  else if (marker === MARKER.restartInterval) readRestartInterval(tables, reader);
  else return false;
  return true;
}

function readQuantisation(tables: JpegTables, reader: SegmentReader): void {
  while (reader.rest > 0) {
    const head = reader.byte();
    const table = new Uint16Array(64);
    for (let k = 0; k < 64; k++) table[NATURAL_ORDER[k] ?? 0] = head >= 16 ? reader.word() : reader.byte();
    tables.quantisation[slot(head & 15)] = table;
  }
}

function readHuffman(tables: JpegTables, reader: SegmentReader): void {
  while (reader.rest > 16) {
    const head = reader.byte();
    const counts = Uint8Array.from({ length: 17 }, (_, length) => (length === 0 ? 0 : reader.byte()));
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total > 256) throw new JpegFault('one of its Huffman tables is wrong');
    const symbols = Uint8Array.from({ length: total }, () => reader.byte());
    const isAc = (head & 0x10) !== 0;
    tables[isAc ? 'ac' : 'dc'][slot(isAc ? head - 0x10 : head)] = { counts, symbols };
  }
  if (reader.rest > 0) throw new JpegFault('one of its Huffman tables is incomplete');
}

function readConditioning({ conditioning }: JpegTables, reader: SegmentReader): void {
  while (reader.rest > 0) {
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
}

function readRestartInterval(tables: JpegTables, reader: SegmentReader): void {
  if (reader.rest !== 2) throw new JpegFault('its restart interval is wrong');
  tables.restartInterval = reader.word();
}

function slot(index: number): number {
  if (index >= TABLE_SLOTS) throw new JpegFault('one of its tables is of an unknown kind');
  return index;
}
