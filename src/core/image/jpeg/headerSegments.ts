import { JpegCutShort } from './jpegFault.ts';
import { JpegInput } from './jpegInput.ts';
import { isRestart, MARKER } from './markers.ts';

/** A segment of a JPEG: what its marker announces. */
export interface JpegSegment {
  readonly marker: number;
  readonly payload: Uint8Array;
}

/**
 * The segments before the first scan, as all decoders find them. Fill bytes, stray bytes and markers without a segment
 * are skipped. Ends with the bytes, so the beginning of a file is enough.
 */
export function* headerSegments(bytes: Uint8Array): Generator<JpegSegment> {
  const input = new JpegInput(bytes);
  input.at = 2;
  try {
    for (;;) {
      input.findMarker();
      const { marker } = input;
      if (marker === MARKER.startOfScan) return;
      if (!isBare(marker)) yield { marker, payload: input.segment() };
    }
  } catch (error) {
    if (!(error instanceof JpegCutShort)) throw error;
  }
}

/** Markers that no segment follows. */
function isBare(marker: number): boolean {
  const isBoundary = marker === MARKER.startOfImage || marker === MARKER.endOfImage;
  return isBoundary || isRestart(marker) || marker === MARKER.temporary;
}
