import type { BitReader } from './bitReader.ts';
import type { EntropyDecoder } from './entropyDecoder.ts';
import type { HuffmanTable } from './huffmanTable.ts';
import type { JpegTables } from './jpegTables.ts';
import type { Scan } from './scan.ts';
import { acTables, dcTables } from './scanTables.ts';
import { NATURAL_ORDER } from './zigzag.ts';

/** Baseline and extended sequential Huffman coding (ITU T.81, F.2.2). */
export class SequentialHuffman implements EntropyDecoder {
  private readonly reader: BitReader;
  private readonly dc: readonly HuffmanTable[];
  private readonly ac: readonly HuffmanTable[];
  private readonly predictions: Int32Array;

  constructor(reader: BitReader, scan: Scan, tables: JpegTables) {
    this.reader = reader;
    this.dc = dcTables(scan, tables);
    this.ac = acTables(scan, tables);
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
    const { reader, predictions } = this;
    const [dc, ac] = [this.dc[k], this.ac[k]];
    if (dc === undefined || ac === undefined) return;
    const size = reader.symbol(dc);
    const value = (predictions[k] ?? 0) + (size === 0 ? 0 : reader.signed(size));
    predictions[k] = value;
    coefficients[at] = value;
    for (let index = 1; index < 64; index++) {
      const symbol = reader.symbol(ac);
      const bits = symbol & 15;
      index += symbol >> 4;
      if (bits !== 0) coefficients[at + (NATURAL_ORDER[index] ?? 0)] = reader.signed(bits);
      else if (symbol !== 0xf0) return;
    }
  }
}
