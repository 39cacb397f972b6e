import { DecodeError } from '../decodedImage.ts';
import type { RgbImage } from '../rgbImage.ts';
import { ArithmeticScan } from './arithmeticScan.ts';
import { BitReader } from './bitReader.ts';
import type { EntropyDecoder } from './entropyDecoder.ts';
import type { Component, Frame } from './frame.ts';
import { inverseDct } from './inverseDct.ts';
import { type ColourMarkers, type JpegColour, jpegColour, TO_RGB } from './jpegColour.ts';
import { JpegCutShort, JpegFault } from './jpegFault.ts';
import type { JpegInput } from './jpegInput.ts';
import { JpegStream } from './jpegStream.ts';
import { createProgressiveHuffman } from './progressiveHuffman.ts';
import { createLosslessPlane, decodeLosslessScan } from './losslessScan.ts';
import { Progression } from './progression.ts';
import { blocksInMcu, type Scan } from './scan.ts';
import { SequentialHuffman } from './sequentialHuffman.ts';
import { ReadAheadReader } from './readAhead.ts';
import { canSmooth, smoothBlocks } from './smoothBlocks.ts';
import { STANDARD_AC, STANDARD_DC } from './standardHuffman.ts';
import { createRowReader, type SamplePlane } from './upsample.ts';
import { type CoefficientPlane, loneComponent, walkScan } from './walkScan.ts';

/**
 * Decodes a JPEG to the bytes of Pillow's `convert("RGB")`, which are those of libjpeg-turbo with its defaults. The
 * coding may be Huffman or arithmetic; sequential, progressive or lossless; of 8 bits, with one, three or four planes.
 * No platform is asked, so the result is the same everywhere. The size must have been checked (`inspectImage`).
 *
 * Throws `DecodeError` for a file that Pillow refuses too.
 */
export function decodeJpeg(bytes: Uint8Array, file: string): RgbImage {
  try {
    return new JpegDecoder(bytes).decode();
  } catch (error) {
    if (error instanceof JpegFault) throw new DecodeError(file, error.reason, error);
    throw error;
  }
}

/** Makes the reader of a scan's Huffman-coded bits. */
type CreateReader = (input: JpegInput, scan: Scan, restartInterval: number) => BitReader;

class JpegDecoder {
  private readonly bytes: Uint8Array;
  private readonly createReader: CreateReader;
  private readonly stream: JpegStream;
  private readonly frame: Frame;
  private readonly firstScan: Scan;
  /** Of each component; taken from the slot that its first scan finds there. */
  private readonly quantisation: (Uint16Array | undefined)[] = [];
  private readonly planes: readonly SamplePlane[];
  /** By the markers before the first scan; later ones change nothing. */
  private readonly colour: JpegColour;

  constructor(bytes: Uint8Array, createReader: CreateReader = (input) => new BitReader(input)) {
    this.bytes = bytes;
    this.createReader = createReader;
    this.stream = new JpegStream(bytes);
    const scan = this.stream.nextScan();
    if (scan === undefined || this.stream.frame === undefined) throw new JpegFault('it holds no pixels');
    this.firstScan = scan;
    this.frame = this.stream.frame;
    this.colour = knownColour(this.frame, this.stream);
    this.planes = this.frame.components.map(this.frame.isLossless ? createLosslessPlane : createSamplePlane);
    const { isArithmetic, isProgressive, isLossless } = this.frame;
    if (!isArithmetic && !isProgressive && !isLossless) this.addStandardTables();
  }

  decode(): RgbImage {
    const { isProgressive, isLossless, components } = this.frame;
    const hasMoreScans = isProgressive || this.firstScan.components.length < components.length;
    if (isLossless) this.decodeLossless(hasMoreScans);
    else if (hasMoreScans) this.decodeScans();
    else this.decodeOneScan();
    return this.toRgb();
  }

  private decodeLossless(hasMoreScans: boolean): void {
    const { input, tables } = this.stream;
    for (let scan: Scan | undefined = this.firstScan; scan !== undefined;) {
      decodeLosslessScan(this.frame, scan, tables, input, this.planes);
      scan = hasMoreScans ? this.stream.nextScan() : undefined;
    }
    if (!hasMoreScans) this.checkRest();
  }

  /** Several scans share the planes' coefficients; pixels are made when all are read. */
  private decodeScans(): void {
    const { frame } = this;
    const planes = frame.components.map((component) => createCoefficients(frame, component));
    const progression = new Progression(frame);
    for (let scan: Scan | undefined = this.firstScan; scan !== undefined; scan = this.stream.nextScan()) {
      progression.add(scan);
      const decoder = this.startScan(scan);
      const lastRow = walkScan({ ...this.walkBase(scan), planes, keepsOneRow: false }, decoder);
      progression.lastGoodRow = Math.floor(lastRow / (loneComponent(scan)?.vertical ?? 1));
    }
    for (const component of frame.components) {
      const { index, blocksHigh } = component;
      this.transform(this.smoothed(component, planes[index], progression), index, 0, blocksHigh);
    }
  }

  /** Estimates what a progressive picture lacks, where libjpeg does. */
  private smoothed(component: Component, plane: CoefficientPlane | undefined, progression: Progression) {
    const table = this.quantisation[component.index];
    const isWanted = progression.isIncomplete() && this.quantisation.every(canSmooth);
    if (!isWanted || plane === undefined || table === undefined) return plane;
    return smoothBlocks(this.frame, component, plane, table, progression);
  }

  /** One scan holds all: pixels are made row by row, and coefficients are kept no longer. */
  private decodeOneScan(): void {
    const lone = loneComponent(this.firstScan);
    const planes = this.frame.components.map((component) => createCoefficients(this.frame, component, 1));
    const decoder = this.startScan(this.firstScan);
    const onRow = (row: number) => {
      for (const { index, vertical, blocksHigh } of this.frame.components) {
        const high = lone === undefined ? vertical : 1;
        this.transform(planes[index], index, row * high, Math.min(row * high + high, blocksHigh));
        planes[index]?.coefficients.fill(0);
      }
    };
    walkScan({ ...this.walkBase(this.firstScan), planes, keepsOneRow: true, onRow }, decoder);
    this.checkRest();
  }

  private walkBase(scan: Scan) {
    return { frame: this.frame, scan, restartInterval: this.stream.tables.restartInterval };
  }

  /** All pixels are there: a missing end marker may be none, but another scan or picture is a fault. */
  private checkRest(): void {
    try {
      if (this.stream.nextScan() !== undefined) throw new JpegFault('it has a scan too many');
    } catch (error) {
      if (!(error instanceof JpegCutShort)) throw error;
      if (!this.frame.isLossless && !this.frame.isArithmetic) new JpegDecoder(this.bytes, readAhead).followScan();
    }
  }

  /** Reads the only scan for its reader's sake. */
  private followScan(): void {
    const planes = this.frame.components.map((component) => createCoefficients(this.frame, component, 1));
    const decoder = this.startScan(this.firstScan);
    walkScan({ ...this.walkBase(this.firstScan), planes, keepsOneRow: true }, decoder);
    decoder.startMcu();
  }

  private startScan(scan: Scan): EntropyDecoder {
    const { input, tables } = this.stream;
    const { isArithmetic, isProgressive } = this.frame;
    for (const { component } of scan.components) {
      const table = tables.quantisation[component.quantisation];
      if (table === undefined) throw new JpegFault('one of its quantisation tables is missing');
      this.quantisation[component.index] ??= table;
    }
    if (isArithmetic) return new ArithmeticScan(input, scan, tables, isProgressive);
    const reader = this.createReader(input, scan, tables.restartInterval);
    return isProgressive ? createProgressiveHuffman(reader, scan, tables) : new SequentialHuffman(reader, scan, tables);
  }

  private addStandardTables(): void {
    const { dc, ac } = this.stream.tables;
    for (const slot of [0, 1]) {
      dc[slot] ??= STANDARD_DC[slot];
      ac[slot] ??= STANDARD_AC[slot];
    }
  }

  /** Makes samples of the rows of blocks from `from` to `to`; the coefficients start with the row `from`. */
  private transform(source: CoefficientPlane | undefined, index: number, from: number, to: number): void {
    const plane = this.planes[index];
    if (source === undefined || plane === undefined) return;
    const table = this.quantisation[index] ?? NO_QUANTISATION;
    const { blocksWide } = plane.component;
    for (let row = from; row < to; row++) {
      const block = (row - from) * source.stride;
      const place = row * 8 * plane.stride;
      for (let x = 0; x < blocksWide; x++) {
        inverseDct(source.coefficients, (block + x) * 64, table, plane.samples, place + x * 8, plane.stride);
      }
    }
  }

  private toRgb(): RgbImage {
    const { frame } = this;
    const { width, height } = frame;
    const data = new Uint8Array(width * height * 3);
    const readers = this.planes.map((plane) => createRowReader(plane, frame));
    const rows = readers.map(() => new Uint8Array(width + ROW_SLACK));
    for (let y = 0; y < height; y++) {
      readers.forEach((read, k) => read(y, rows[k] ?? NO_ROW));
      TO_RGB[this.colour](rows, width, data, y * width * 3);
    }
    return { width, height, data };
  }
}

function knownColour(frame: Frame, markers: ColourMarkers): JpegColour {
  const colour = jpegColour(frame, markers);
  if (colour === undefined) throw new JpegFault(`it has ${frame.components.length} colour planes`);
  if (frame.isLossless && colour.startsWith('ycc')) throw new JpegFault('lossless coding of YCbCr is not defined');
  return colour;
}

const readAhead: CreateReader = (input, scan, restartInterval) =>
  new ReadAheadReader(input, blocksInMcu(scan), restartInterval > 0);

const NO_ROW = new Uint8Array();
/** A doubled row may be one sample longer than the picture is wide. */
const ROW_SLACK = 1;
/** A plane that no scan held stays grey. */
const NO_QUANTISATION = new Uint16Array(64);

function createSamplePlane(component: Component): SamplePlane {
  const stride = component.blocksWide * 8;
  return { component, stride, samples: new Uint8Array(stride * component.blocksHigh * 8) };
}

/** Zeros for all rows of MCUs or for some. */
function createCoefficients(frame: Frame, component: Component, mcuRows = frame.mcusHigh): CoefficientPlane {
  const stride = frame.mcusWide * component.horizontal;
  return { stride, coefficients: new Int16Array(stride * mcuRows * component.vertical * 64) };
}
