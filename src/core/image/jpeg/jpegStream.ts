import type { ColourMarkers } from './jpegColour.ts';
import { type Frame, parseFrameHeader, planFrame } from './frame.ts';
import { JpegFault } from './jpegFault.ts';
import { JpegInput } from './jpegInput.ts';
import { createTables, readTables } from './jpegTables.ts';
import { isMetadata, isRestart, isStartOfFrame, MARKER } from './markers.ts';
import { MAX_SCANS, parseScan, type Scan } from './scan.ts';

const JFIF = [0x4a, 0x46, 0x49, 0x46, 0];
const JFIF_LENGTH = 14;
const ADOBE = [0x41, 0x64, 0x6f, 0x62, 0x65];
const ADOBE_LENGTH = 12;
const ADOBE_TRANSFORM_AT = 11;

/** A JPEG's segments in the order of the file, with what they have said so far. As strict as libjpeg and no more. */
export class JpegStream implements ColourMarkers {
  readonly input: JpegInput;
  readonly tables = createTables();
  frame: Frame | undefined;
  hasJfif = false;
  adobeTransform: number | undefined;
  private scans = 0;

  constructor(bytes: Uint8Array) {
    this.input = new JpegInput(bytes);
    this.readStart();
  }

  /** Reads up to the next scan, whose data follow; undefined at the end of the image. */
  nextScan(): Scan | undefined {
    const { input } = this;
    for (;;) {
      if (input.marker === 0) input.findMarker();
      const { marker } = input;
      input.marker = 0;
      if (marker === MARKER.startOfScan) return this.readScan();
      if (marker !== MARKER.endOfImage) this.readSegment(marker);
      else if (this.frame !== undefined) return undefined;
      // What ended held tables alone; the picture follows and uses them.
      else this.readStart();
    }
  }

  private readStart(): void {
    if (this.input.byte() !== 0xff || this.input.byte() !== MARKER.startOfImage) {
      throw new JpegFault('it does not start as a JPEG');
    }
    this.tables.restartInterval = 0;
    this.hasJfif = false;
    this.adobeTransform = undefined;
  }

  private readScan(): Scan {
    if (this.frame === undefined) throw new JpegFault('it has pixels before their header');
    if (++this.scans > MAX_SCANS) throw new JpegFault(`it has more than ${MAX_SCANS} scans`);
    const scan = parseScan(this.frame, this.input.openSegment());
    this.input.startScan();
    return scan;
  }

  private readSegment(marker: number): void {
    if (isRestart(marker) || marker === MARKER.temporary) return;
    if (isMetadata(marker)) this.readMetadata(marker, this.input.segment());
    else if (isStartOfFrame(marker)) this.readFrame(marker);
    else if (marker === MARKER.startOfImage) throw new JpegFault('a second picture starts within it');
    else if (marker === MARKER.numberOfLines) this.input.segment();
    else readTables(this.tables, marker, this.input);
  }

  private readFrame(marker: number): void {
    if (this.frame !== undefined) throw new JpegFault('it has two headers');
    this.frame = planFrame(parseFrameHeader(marker, this.input.segment()));
  }

  private readMetadata(marker: number, payload: Uint8Array): void {
    if (marker === MARKER.app0 && payload.length >= JFIF_LENGTH && startsWith(payload, JFIF)) this.hasJfif = true;
    if (marker === MARKER.app14 && payload.length >= ADOBE_LENGTH && startsWith(payload, ADOBE)) {
      this.adobeTransform = payload[ADOBE_TRANSFORM_AT];
    }
  }
}

function startsWith(payload: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, k) => payload[k] === byte);
}
