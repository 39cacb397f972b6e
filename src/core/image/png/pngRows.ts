import type { InflatedSink } from './inflatedSink.ts';
import { PNG_COLOR, type PngHeader } from './pngHeader.ts';
import { unfilterPngRow } from './pngFilter.ts';

/** First column, first row, steps of both (PNG specification, 8.2). */
const INTERLACED_PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const SINGLE_PASS = [[0, 0, 1, 1]] as const;

/** One stored row: where its pixels go, and its filtered bytes' number. */
interface PngRow {
  readonly y: number;
  readonly firstColumn: number;
  readonly columnStep: number;
  readonly pixelCount: number;
  readonly byteLength: number;
  readonly startsPass: boolean;
}

/** Rows in stored order; a pass without columns has none. */
function* rowsOf(width: number, height: number, { isInterlaced, bitsPerPixel }: PngHeader): Generator<PngRow> {
  for (const [firstColumn, firstRow, columnStep, rowStep] of isInterlaced ? INTERLACED_PASSES : SINGLE_PASS) {
    const pixelCount = Math.ceil((width - firstColumn) / columnStep);
    const byteLength = Math.ceil((pixelCount * bitsPerPixel) / 8);
    const endRow = pixelCount > 0 ? height : 0;
    for (let y = firstRow; y < endRow; y += rowStep) {
      yield { y, firstColumn, columnStep, pixelCount, byteLength, startsPass: y === firstRow };
    }
  }
}

/**
 * Takes inflated bytes as they come, and makes samples of 8 bits of them: one for grey or an index, three for a colour.
 */
export class PngRows implements InflatedSink {
  /** Samples of the picture, black or index 0 where no row has come. */
  readonly samples: Uint8Array<ArrayBuffer>;
  /** All rows have come. */
  isComplete = false;
  readonly #header: PngHeader;
  readonly #width: number;
  readonly #height: number;
  #rows: Generator<PngRow>;
  #row: PngRow | undefined;
  /** Filter byte and bytes of the row that is coming in, and of the one before in its pass. */
  #current: Uint8Array;
  #previous: Uint8Array;
  #length = 0;

  constructor(width: number, height: number, header: PngHeader) {
    this.#header = header;
    this.#width = width;
    this.#height = height;
    this.samples = new Uint8Array(width * height * samplesOf(header));
    this.#rows = rowsOf(width, height, header);
    const longest = 1 + Math.ceil((width * header.bitsPerPixel) / 8);
    this.#current = new Uint8Array(longest);
    this.#previous = new Uint8Array(longest);
    this.#nextRow();
  }

  /** Whether a row has come in part. */
  get isWithinRow(): boolean {
    return this.#length > 0;
  }

  restart(): void {
    this.samples.fill(0);
    this.#length = 0;
    this.#rows = rowsOf(this.#width, this.#height, this.#header);
    this.#nextRow();
  }

  /** Throws a `RangeError` for a filter that there is not. What follows the last row is passed over. */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.#row !== undefined;) {
      const missing = this.#row.byteLength + 1 - this.#length;
      const part = bytes.subarray(at, at + missing);
      this.#current.set(part, this.#length);
      this.#length += part.length;
      at += part.length;
      if (part.length === missing) this.#finishRow(this.#row);
    }
  }

  #finishRow(row: PngRow): void {
    const { bitsPerPixel } = this.#header;
    const step = Math.ceil(bitsPerPixel / 8);
    if (row.startsPass) this.#previous.fill(0);
    unfilterPngRow(this.#current.subarray(0, row.byteLength + 1), this.#previous, step);
    writeSamples(this.#current.subarray(1, row.byteLength + 1), row, this.#header, this.samples, this.#width);
    [this.#current, this.#previous] = [this.#previous, this.#current];
    this.#length = 0;
    this.#nextRow();
  }

  #nextRow(): void {
    const next = this.#rows.next();
    this.#row = next.done ? undefined : next.value;
    this.isComplete = this.#row === undefined;
  }
}

/** Samples that are kept of a pixel: alpha is not. */
function samplesOf({ colorType }: PngHeader): 1 | 3 {
  return colorType === PNG_COLOR.rgb || colorType === PNG_COLOR.rgba ? 3 : 1;
}

function writeSamples(bytes: Uint8Array, row: PngRow, header: PngHeader, samples: Uint8Array, width: number): void {
  const count = samplesOf(header);
  const to = (row.y * width + row.firstColumn) * count;
  const step = row.columnStep * count;
  if (header.bitDepth < 8) return writePacked(bytes, row, header, samples, to);
  const stored = header.bitsPerPixel / 8;
  if (count === 3) return writeColors(bytes, stored, header.bitDepth / 8, samples, to, step);
  const isGray16 = header.bitDepth === 16 && header.colorType === PNG_COLOR.gray;
  for (let from = 0, at = to; from < bytes.length; from += stored, at += step) {
    // Pillow makes white of every grey with 16 bits above 255. Of other samples it takes the high byte.
    samples[at] = isGray16 ? ((bytes[from] ?? 0) > 0 ? 255 : (bytes[from + 1] ?? 0)) : (bytes[from] ?? 0);
  }
}

function writeColors(
  bytes: Uint8Array,
  stored: number,
  size: number,
  samples: Uint8Array,
  to: number,
  step: number,
): void {
  for (let from = 0, at = to; from < bytes.length; from += stored, at += step) {
    samples[at] = bytes[from] ?? 0;
    samples[at + 1] = bytes[from + size] ?? 0;
    samples[at + 2] = bytes[from + 2 * size] ?? 0;
  }
}

/** Several pixels a byte, the leftmost in the high bits; grey is stretched to 0 to 255. */
function writePacked(bytes: Uint8Array, row: PngRow, header: PngHeader, samples: Uint8Array, to: number): void {
  const { bitDepth, colorType } = header;
  const max = 2 ** bitDepth - 1;
  const scale = colorType === PNG_COLOR.gray ? 255 / max : 1;
  for (let x = 0, at = to; x < row.pixelCount; x++, at += row.columnStep) {
    const bit = x * bitDepth;
    samples[at] = (((bytes[bit >> 3] ?? 0) >> (8 - bitDepth - (bit & 7))) & max) * scale;
  }
}
