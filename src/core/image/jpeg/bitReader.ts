import { type HuffmanTable, LOOKUP_BITS } from './huffmanTable.ts';
import { JpegCutShort } from './jpegFault.ts';
import type { JpegInput } from './jpegInput.ts';

/** Reads Huffman-coded data bit by bit, up to the next marker. After it come zeros, as in libjpeg. */
export class BitReader {
  private readonly input: JpegInput;
  private buffer = 0;
  private count = 0;
  /** Whether bits were asked for behind a marker: the data of this segment are damaged. */
  private exhausted = false;

  constructor(input: JpegInput) {
    this.input = input;
  }

  /** Whether there are data left for an MCU. */
  startMcu(): boolean {
    return !this.exhausted;
  }

  /** Takes the next restart marker; what is left of the segment before it is dropped. */
  restart(): void {
    this.count = 0;
    this.input.takeRestart();
    if (this.input.marker === 0) this.exhausted = false;
  }

  /** The next symbol; 0 for a code that the table does not hold. */
  symbol(table: HuffmanTable): number {
    if (this.count < LOOKUP_BITS) this.load();
    if (this.count < LOOKUP_BITS) return this.longSymbol(table, 1);
    const entry = table.lookup[(this.buffer >>> (this.count - LOOKUP_BITS)) & 0xff] ?? 0;
    if (entry === 0) return this.longSymbol(table, LOOKUP_BITS + 1);
    this.count -= entry >> 8;
    return entry & 0xff;
  }

  /** The next 1 to 16 bits as a number. */
  bits(length: number): number {
    if (this.count < length) this.require(length);
    this.count -= length;
    return (this.buffer >>> this.count) & ((1 << length) - 1);
  }

  /** The next 1 to 16 bits as a signed difference (ITU T.81, figure F.12). */
  signed(length: number): number {
    const value = this.bits(length);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  private longSymbol(table: HuffmanTable, atLeast: number): number {
    let length = atLeast;
    let code = this.bits(length);
    while (code > (table.largest[length] ?? 0)) {
      code = (code << 1) | this.bits(1);
      length++;
    }
    return length > 16 ? 0 : (table.symbols[code + (table.offset[length] ?? 0)] ?? 0);
  }

  private require(length: number): void {
    this.load();
    if (this.count >= length) return;
    if (this.input.marker === 0) throw new JpegCutShort();
    this.exhausted = true;
    this.buffer = this.count === 0 ? 0 : this.buffer << (32 - this.count);
    this.count = 32;
  }

  /** Fills the buffer from whole bytes, as far as there are any. */
  private load(): void {
    const { input } = this;
    const { bytes } = input;
    while (this.count <= 24 && input.marker === 0 && input.at < bytes.length) {
      const byte = bytes[input.at++] ?? 0;
      if (byte === 0xff && !this.unstuff()) return;
      this.buffer = (this.buffer << 8) | byte;
      this.count += 8;
    }
  }

  /** Behind a 0xff: true when a stuffed zero follows, so that it is data; else it is a marker, or the file's end. */
  private unstuff(): boolean {
    const { input } = this;
    let code: number | undefined = 0xff;
    while (code === 0xff) code = input.bytes[input.at++];
    input.marker = code ?? 0;
    return code === 0;
  }
}
