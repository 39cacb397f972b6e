import { joinBytes } from '../../bytes/joinBytes.ts';
import type { Frame } from './frame.ts';
import { jpegColour } from './jpegColour.ts';
import { JpegFault } from './jpegFault.ts';
import { JpegStream } from './jpegStream.ts';
import { FIRST_RESTART, isMetadata, isRestart, MARKER } from './markers.ts';
import { JpegInput, SegmentReader } from './jpegInput.ts';
import { Progression } from './progression.ts';
import { MAX_SCANS, parseScan } from './scan.ts';

/** `ff e0`, length, "JFIF", version 1.1, no density, no thumbnail: says that three planes are YCbCr. */
const JFIF_SEGMENT = [0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
const START = [0xff, MARKER.startOfImage];
const BEFORE = Uint8Array.of(...START, ...JFIF_SEGMENT);
const END = Uint8Array.of(0xff, MARKER.endOfImage);

/** A JPEG without metadata. */
export interface PlainJpeg {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/**
 * The bare picture of a JPEG for a platform's decoder. Only such JPEGs of which all platforms make Pillow's bytes:
 * whole, Huffman-coded, grey or YCbCr. No metadata is left, so nothing can turn the picture or change its colours.
 * Undefined for all other JPEGs, also damaged ones: `decodeJpeg` is for them.
 */
export function plainJpeg(bytes: Uint8Array): PlainJpeg | undefined {
  try {
    const frame = plainFrame(bytes);
    if (frame === undefined) return undefined;
    const { width, height } = frame;
    return { bytes: joinBytes([BEFORE, ...plainParts(new JpegInput(bytes), frame), END]), width, height };
  } catch (error) {
    if (error instanceof JpegFault) return undefined;
    throw error;
  }
}

/** The frame, where it is of a kind that all decoders agree about. */
function plainFrame(bytes: Uint8Array): Frame | undefined {
  const stream = new JpegStream(bytes);
  const scan = stream.nextScan();
  const { frame } = stream;
  if (frame === undefined || frame.isArithmetic || frame.isLossless) return undefined;
  // Motion JPEG leaves tables out, which not every decoder knows by heart.
  if (scan?.components.some(({ dcTable }) => stream.tables.dc[dcTable] === undefined)) return undefined;
  const colour = jpegColour(frame, stream);
  return colour === 'grey' || colour === 'ycc' ? frame : undefined;
}

/** Tables, frame and scans, each with its marker. Throws {@link JpegFault} at anything out of the ordinary. */
function* plainParts(input: JpegInput, frame: Frame): Generator<Uint8Array> {
  const { bytes } = input;
  const progression = new Progression(frame);
  let restartInterval = 0;
  let scans = 0;
  input.at = START.length;
  for (;;) {
    input.findMarker();
    const { marker } = input;
    const start = input.at - 2;
    if (marker === MARKER.endOfImage) break;
    if (isRestart(marker) || marker === MARKER.temporary) {
      if (scans > 0) throw new JpegFault('a marker stands where none belongs');
      continue;
    }
    const payload = input.segment();
    if (marker === MARKER.restartInterval) restartInterval = (payload[0] ?? 0) * 256 + (payload[1] ?? 0);
    if (marker === MARKER.startOfScan) {
      if (++scans > MAX_SCANS) throw new JpegFault('it has too many scans');
      progression.add(parseScan(frame, new SegmentReader(payload)));
      input.at = endOfScan(bytes, input.at, restartInterval);
    }
    if (!isMetadata(marker)) yield bytes.subarray(start, input.at);
  }
  if (scans === 0) throw new JpegFault('it ends before its pixels');
  // Decoders estimate what is missing, each version in another way.
  if (!progression.isComplete()) throw new JpegFault('its last scans are missing');
}

/** Where the marker behind a scan's data is. The data have no markers except restart markers, in order. */
function endOfScan(bytes: Uint8Array, start: number, restartInterval: number): number {
  let restarts = 0;
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 2)) {
    const code = bytes[at + 1] ?? 0xff;
    if (code === 0) continue;
    if (!isRestart(code) && code !== 0xff) return at;
    if (restartInterval === 0 || code !== FIRST_RESTART + (restarts++ & 7)) break;
  }
  throw new JpegFault('its data hold what they should not');
}
