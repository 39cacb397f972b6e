import type { BitReader } from './bitReader.ts';
import type { EntropyDecoder } from './entropyDecoder.ts';
import type { HuffmanTable } from './huffmanTable.ts';
import type { JpegTables } from './jpegTables.ts';
import type { Scan } from './scan.ts';
import { acTables, dcTables } from './scanTables.ts';
import { NATURAL_ORDER } from './zigzag.ts';

/** A progressive scan's decoder (ITU T.81, annex G), of its four kinds. */
export function createProgressiveHuffman(reader: BitReader, scan: Scan, tables: JpegTables): EntropyDecoder {
  if (scan.first === 0) {
    return scan.highBit === 0 ? new DcFirst(reader, scan, dcTables(scan, tables)) : new DcRefinement(reader, scan);
  }
  const [table] = acTables(scan, tables);
  if (table === undefined) throw new RangeError('A scan has at least one component.');
  return scan.highBit === 0 ? new AcFirst(reader, scan, table) : new AcRefinement(reader, scan, table);
}

class DcFirst implements EntropyDecoder {
  private readonly reader: BitReader;
  private readonly tables: readonly HuffmanTable[];
  private readonly lowBit: number;
  private readonly predictions: Int32Array;

  constructor(reader: BitReader, scan: Scan, tables: readonly HuffmanTable[]) {
    this.reader = reader;
    this.tables = tables;
    this.lowBit = scan.lowBit;
    this.predictions = new Int32Array(scan.components.length);
  }

  startMcu(): boolean {
    return this.reader.startMcu();
  }

  restart(): void {
    this.reader.restart();
    this.predictions.fill(0);
  }

  block(k: number, coefficients: Int16Array, at: number): void {
    const table = this.tables[k];
    if (table === undefined) return;
    const size = this.reader.symbol(table);
    const value = (this.predictions[k] ?? 0) + (size === 0 ? 0 : this.reader.signed(size));
    this.predictions[k] = value;
    coefficients[at] = value << this.lowBit;
  }
}

class DcRefinement implements EntropyDecoder {
  private readonly reader: BitReader;
  private readonly bit: number;

  constructor(reader: BitReader, scan: Scan) {
    this.reader = reader;
    this.bit = 1 << scan.lowBit;
  }

  startMcu(): boolean {
    return this.reader.startMcu();
  }

  restart(): void {
    this.reader.restart();
  }

  block(_k: number, coefficients: Int16Array, at: number): void {
    if (this.reader.bits(1) === 1) coefficients[at] = (coefficients[at] ?? 0) | this.bit;
  }
}

/** What the first scan of a band of AC coefficients and its refinements share: runs of blocks that end early. */
class AcScan {
  protected readonly reader: BitReader;
  protected readonly table: HuffmanTable;
  protected readonly first: number;
  protected readonly last: number;
  protected readonly lowBit: number;
  /** Blocks, this one included, that hold no more new coefficients. */
  protected endOfBandRun = 0;

  constructor(reader: BitReader, scan: Scan, table: HuffmanTable) {
    this.reader = reader;
    this.table = table;
    this.first = scan.first;
    this.last = scan.last;
    this.lowBit = scan.lowBit;
  }

  startMcu(): boolean {
    return this.reader.startMcu();
  }

  restart(): void {
    this.reader.restart();
    this.endOfBandRun = 0;
  }

  protected startRun(exponent: number): void {
    this.endOfBandRun = (1 << exponent) + (exponent === 0 ? 0 : this.reader.bits(exponent));
  }
}

class AcFirst extends AcScan implements EntropyDecoder {
  block(_k: number, coefficients: Int16Array, at: number): void {
    const { reader, table, last, lowBit } = this;
    for (let index = this.first; index <= last && this.endOfBandRun === 0; index++) {
      const symbol = reader.symbol(table);
      const bits = symbol & 15;
      if (bits === 0 && symbol !== 0xf0) {
        this.startRun(symbol >> 4);
        break;
      }
      index += symbol >> 4;
      if (bits !== 0) coefficients[at + (NATURAL_ORDER[index] ?? 0)] = reader.signed(bits) << lowBit;
    }
    if (this.endOfBandRun > 0) this.endOfBandRun--;
  }
}

class AcRefinement extends AcScan implements EntropyDecoder {
  block(_k: number, coefficients: Int16Array, at: number): void {
    const { reader, table, last } = this;
    let index = this.first;
    while (index <= last && this.endOfBandRun === 0) {
      const symbol = reader.symbol(table);
      const isNew = (symbol & 15) !== 0;
      if (!isNew && symbol !== 0xf0) {
        this.startRun(symbol >> 4);
        break;
      }
      const sign = isNew && reader.bits(1) === 0 ? -1 : 1;
      index = this.refine(coefficients, at, index, symbol >> 4);
      if (isNew) coefficients[at + (NATURAL_ORDER[index] ?? 0)] = sign * (1 << this.lowBit);
      index++;
    }
    if (this.endOfBandRun === 0) return;
    this.refine(coefficients, at, index, Infinity);
    this.endOfBandRun--;
  }

  /** Corrects the coefficients that are there already, passing over `zeros` that are not; returns where it stopped. */
  private refine(coefficients: Int16Array, at: number, from: number, zeros: number): number {
    const bit = 1 << this.lowBit;
    let left = zeros;
    let index = from;
    for (; index <= this.last; index++) {
      const place = at + (NATURAL_ORDER[index] ?? 0);
      const value = coefficients[place] ?? 0;
      if (value === 0 && --left < 0) break;
      if (value === 0 || this.reader.bits(1) === 0 || (value & bit) !== 0) continue;
      coefficients[place] = value >= 0 ? value + bit : value - bit;
    }
    return index;
  }
}
