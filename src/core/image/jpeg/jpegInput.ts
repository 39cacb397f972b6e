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
    const end = this.at + Math.max(2, this.word());
    if (end > this.bytes.length) throw new JpegCutShort();
    const payload = this.bytes.subarray(this.at, end);
    this.at = end;
    return payload;
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
   * Takes the next restart marker. A wrong one may be a stray one, or the right one may be missing: then its `marker`
   * stays, and the data up to it counts as lost (libjpeg's rules).
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
  private readonly payload: Uint8Array;
  private at = 0;

  constructor(payload: Uint8Array) {
    this.payload = payload;
  }

  get rest(): number {
    return this.payload.length - this.at;
  }

  byte(): number {
    const value = this.payload[this.at++];
    if (value === undefined) throw new JpegFault('one of its tables is incomplete');
    return value;
  }

  word(): number {
    return this.byte() * 256 + this.byte();
  }
}
