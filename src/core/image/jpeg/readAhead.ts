import { BitReader } from './bitReader.ts';
import type { HuffmanTable } from './huffmanTable.ts';
import { JpegCutShort } from './jpegFault.ts';
import type { JpegInput } from './jpegInput.ts';

/** Pillow hands libjpeg a file in pieces of this length. */
const PIECE_LENGTH = 65_536;
/** libjpeg's bit buffer on 64-bit machines is filled up to at least this many bits. */
const FULL = 57;
/** With so many bytes left for each block it takes a faster path, which fills by six bytes at or below 16 bits. */
const FAST_BYTES_A_BLOCK = 512;
const FAST_FILL_AT = 16;
const FAST_FILL = 48;
const LOOKUP_BITS = 8;

/**
 * Reads as {@link BitReader} does, and keeps account of the bytes that libjpeg reads ahead. If a file has no end
 * marker, Pillow calls it truncated as soon as libjpeg asks for a byte that is not there, even one that it does not
 * need. This does the same, with {@link JpegCutShort}. It is slow, and used only when the end marker was found missing.
 */
export class ReadAheadReader extends BitReader {
  private readonly source: JpegInput;
  private readonly blocks: number;
  private readonly hasRestarts: boolean;
  /** Of the MCU that is being read: lengths of codes, and of plain bits as negative numbers. */
  private steps: number[] = [];
  private at: number;
  private level = 0;
  private isAtMarker = false;
  private end: number;

  /** `blocks` are those of an MCU. */
  constructor(input: JpegInput, blocks: number, hasRestarts: boolean) {
    super(input);
    this.source = input;
    this.blocks = blocks;
    this.hasRestarts = hasRestarts;
    this.at = input.at;
    this.end = Math.min(Math.ceil(input.at / PIECE_LENGTH) * PIECE_LENGTH, input.bytes.length);
  }

  override startMcu(): boolean {
    this.followMcu();
    return super.startMcu();
  }

  override restart(): void {
    this.followMcu();
    super.restart();
    this.at = this.source.at;
    this.level = 0;
    this.isAtMarker = this.source.marker !== 0;
  }

  override symbol(table: HuffmanTable): number {
    let length = 1;
    let code = super.bits(1);
    while (code > (table.largest[length] ?? 0)) {
      code = (code << 1) | super.bits(1);
      length++;
    }
    this.steps.push(length);
    return length > 16 ? 0 : (table.symbols[code + (table.offset[length] ?? 0)] ?? 0);
  }

  override bits(length: number): number {
    this.steps.push(-length);
    return super.bits(length);
  }

  /** Goes through the last MCU as libjpeg does; where a piece ends within it, it starts again with the next one. */
  private followMcu(): void {
    const { at, level } = this;
    while (!this.canFollow()) {
      if (this.end === this.source.bytes.length) throw new JpegCutShort();
      this.end = Math.min(this.end + PIECE_LENGTH, this.source.bytes.length);
      this.at = at;
      this.level = level;
    }
    this.steps = [];
  }

  private canFollow(): boolean {
    const isFast = !this.hasRestarts && !this.isAtMarker && this.end - this.at >= FAST_BYTES_A_BLOCK * this.blocks;
    return this.steps.every((step) => (isFast ? this.takeFast(Math.abs(step)) : this.take(step)));
  }

  private takeFast(length: number): boolean {
    if (this.level <= FAST_FILL_AT) {
      for (let byte = 0; byte < FAST_FILL / 8; byte++) this.passByte();
      this.level += FAST_FILL;
    }
    this.level -= length;
    return true;
  }

  private take(step: number): boolean {
    if (step < 0) return this.drop(-step);
    if (this.level < LOOKUP_BITS && !this.fill()) return false;
    if (this.level >= LOOKUP_BITS && step <= LOOKUP_BITS) return this.drop(step);
    const first = this.level < LOOKUP_BITS ? 1 : LOOKUP_BITS + 1;
    if (!this.drop(first)) return false;
    for (let bit = first; bit < step; bit++) if (!this.drop(1)) return false;
    return true;
  }

  private drop(length: number): boolean {
    if (this.level < length && !this.fill()) return false;
    // Behind a marker come as many zeros as are asked for.
    if (this.level < length) this.level = FULL;
    this.level -= length;
    return true;
  }

  /** False where the piece ends before the buffer is full. */
  private fill(): boolean {
    while (this.level < FULL && !this.isAtMarker) {
      if (!this.passByte()) return false;
      if (!this.isAtMarker) this.level += 8;
    }
    return true;
  }

  /** Passes over a byte of data, with what is stuffed behind it. */
  private passByte(): boolean {
    const { bytes } = this.source;
    if (this.at >= this.end) return false;
    if (bytes[this.at++] !== 0xff) return true;
    while (this.at < this.end && bytes[this.at] === 0xff) this.at++;
    if (this.at >= this.end) return false;
    this.isAtMarker = bytes[this.at++] !== 0;
    return true;
  }
}
