import { JpegCutShort } from './jpegFault.ts';
import { JpegInput } from './jpegInput.ts';
import { isRestart, MARKER } from './markers.ts';

/** A segment of a JPEG: what its marker announces. */
export interface JpegSegment {
  readonly marker: number;
  readonly payload: Uint8Array;
}

/**
 * The segments before the first scan, as all decoders find them: behind fill bytes, stray bytes and markers that no
 * segment follows. Ends where the bytes do, so that the beginning of a file will do.
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
