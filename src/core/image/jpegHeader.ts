import { DecodeError } from './decodedImage.ts';
import { type FrameHeader, parseFrameHeader } from './jpeg/frame.ts';
import { JpegFault, UnsupportedJpegError } from './jpeg/jpegFault.ts';
import { headerSegments } from './jpeg/headerSegments.ts';
import { isStartOfFrame } from './jpeg/markers.ts';

/**
 * Reads the frame header of a JPEG: its size and how it is coded. As all decoders do, it skips what is before it: any
 * number of segments, fill bytes, stray bytes and stray restart markers.
 *
 * Throws `UnsupportedJpegError` for a kind that is not decoded, or `DecodeError`.
 */
export function readJpegHeader(bytes: Uint8Array, file: string): FrameHeader {
  const header = findFrameHeader(bytes, file);
  const kind = unsupportedKind(header);
  if (kind !== undefined) throw new UnsupportedJpegError(file, kind);
  if (header.width === 0) throw new DecodeError(file, 'its header gives no size');
  return header;
}

function findFrameHeader(bytes: Uint8Array, file: string): FrameHeader {
  try {
    for (const { marker, payload } of headerSegments(bytes)) {
      if (isStartOfFrame(marker)) return parseFrameHeader(marker, payload);
    }
    throw new JpegFault('it has no frame header');
  } catch (cause) {
    if (cause instanceof JpegFault) throw new DecodeError(file, 'its header cannot be read', cause);
    throw cause;
  }
}

/** What Pillow refuses as well, by name. */
function unsupportedKind({ precision, height, components, ...process }: FrameHeader): string | undefined {
  if (process.isHierarchical) return 'a hierarchical JPEG';
  if (process.isLossless && process.isArithmetic) return 'an arithmetic-coded lossless JPEG';
  if (precision !== 8) return `a ${precision}-bit JPEG`;
  if (![1, 3, 4].includes(components.length)) return `a JPEG of ${components.length} colour planes`;
  return height === 0 ? 'a JPEG whose height stands behind its pixels (DNL)' : undefined;
}
