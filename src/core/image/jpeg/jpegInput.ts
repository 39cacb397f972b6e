import { JpegCutShort, JpegFault } from './jpegFault.ts';
import { FIRST_RESTART, isRestart } from './markers.ts';

/** Reads a JPEG's bytes and finds its markers. The place is shared by whoever reads: markers, tables, coded data. */
export class JpegInput {
  readonly bytes: Uint8Array;
  at = 0;
  /** The code of a marker that was read but not yet dealt with; 0 when there is none. */
  marker = 0;
  /** Number of the next restart marker, 0 to 7. */
  private restart = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new JpegCutShort();
    return value;
  }

  word(): number {
    return this.byte() * 256 + this.byte();
  }

  /** The payload of a segment, whose length stands before it. A length below two counts as none, as in libjpeg. */
  segment(): Uint8Array {
    const reader = this.openSegment();
    if (reader.isCut) throw new JpegCutShort();
    return reader.bytes;
  }

  /** The same, to be read byte by byte. It counts as cut short only when a byte is asked for that is not there. */
  openSegment(): SegmentReader {
    const length = this.word() - 2;
    const start = this.at;
    this.at += Math.max(0, length);
    return new SegmentReader(this.bytes.subarray(start, this.at), length);
  }

  /** Passes over whatever is no marker: stray bytes, fill bytes and stuffed zeros. */
  findMarker(): void {
    let code: number;
    do {
      while (this.byte() !== 0xff);
      do code = this.byte();
      while (code === 0xff);
    } while (code === 0);
    this.marker = code;
  }

  startScan(): void {
    this.restart = 0;
  }

  /**
   * Takes the next restart marker. Another marker in its place may be stray, or the right one may be missing. If it is
   * missing, the `marker` stays, and the data up to it counts as lost (libjpeg's rules).
   */
  takeRestart(): void {
    if (this.marker === 0) this.findMarker();
    while (this.marker !== 0) {
      const action = this.restartAction();
      if (action === 'take') this.marker = 0;
      if (action !== 'skip') break;
      this.findMarker();
    }
    this.restart = (this.restart + 1) & 7;
  }

  private restartAction(): 'take' | 'skip' | 'keep' {
    if (this.marker < 0xc0) return 'skip';
    if (!isRestart(this.marker)) return 'keep';
    const ahead = (this.marker - FIRST_RESTART - this.restart) & 7;
    if (ahead === 1 || ahead === 2) return 'keep';
    return ahead === 6 || ahead === 7 ? 'skip' : 'take';
  }
}

/** A segment's payload, read from its start; reading beyond its end is a fault. */
export class SegmentReader {
  readonly bytes: Uint8Array;
  /**
   * As the segment states it. There are fewer bytes if the file is cut. It is below zero if the segment is nonsense.
   */
  readonly length: number;
  private at = 0;

  constructor(bytes: Uint8Array, length = bytes.length) {
    this.bytes = bytes;
    this.length = length;
  }

  get isCut(): boolean {
    return this.bytes.length < this.length;
  }

  /** Whether as many bytes follow, by the length that is stated. */
  has(count: number): boolean {
    return this.length - this.at >= count;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw this.isCut ? new JpegCutShort() : new JpegFault('one of its tables is incomplete');
    return value;
  }

  word(): number {
    return this.byte() * 256 + this.byte();
  }

  /** Refuses a length other than what was read. */
  end(): void {
    if (this.length !== this.at) throw new JpegFault('one of its segments has a wrong length');
  }
}
