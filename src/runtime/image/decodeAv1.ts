import {
  type Av1Decoder,
  type Av1Planes,
  chromaSize,
  describePlanes,
  NoAv1DecoderError,
  type PlaneSamples,
} from '../../core/image/avif/av1Planes.ts';
import { DecodeError } from '../../core/image/decodedImage.ts';

/** A picture's frame has no time. */
const TIMESTAMP = 0;

/**
 * Decodes AV1 with WebCodecs. It gives the planes as they are, without canvas or conversion, the same in every browser.
 * Throws `NoAv1DecoderError` if the browser cannot decode this kind of picture, or the page is not secure.
 */
export const decodeAv1: Av1Decoder = async (image, file) => {
  const config = {
    codec: codecOf(image.configuration),
    codedWidth: image.width,
    codedHeight: image.height,
    // Hardware may give other layouts, and starting it takes longer than one picture.
    hardwareAcceleration: 'prefer-software',
  } as const;
  if (!(await isSupported(config))) throw new NoAv1DecoderError(file);
  const planes = describePlanes(image.configuration);
  const { frame, fault } = await decodeFrame(config, image.data);
  if (frame === undefined) throw new DecodeError(file, 'its pixels cannot be decoded', fault);
  try {
    return await readPlanes(frame, planes, file);
  } finally {
    frame.close();
  }
};

async function isSupported(config: VideoDecoderConfig): Promise<boolean> {
  if (typeof VideoDecoder === 'undefined') return false;
  try {
    return (await VideoDecoder.isConfigSupported(config)).supported === true;
  } catch {
    return false;
  }
}

/** `av01.profile.level and tier.depth` of an `av1C` box (AV1 codec ISO media file format binding, 5). */
function codecOf(configuration: Uint8Array): string {
  const [, profileAndLevel = 0, flags = 0] = configuration;
  const level = String(profileAndLevel & 31).padStart(2, '0');
  const depth = String(describePlanes(configuration).bitDepth).padStart(2, '0');
  return `av01.${profileAndLevel >> 5}.${level}${flags & 128 ? 'H' : 'M'}.${depth}`;
}

/** The first frame, or what went wrong. */
interface DecodedFrame {
  readonly frame: VideoFrame | undefined;
  readonly fault: unknown;
}

async function decodeFrame(config: VideoDecoderConfig, data: Uint8Array): Promise<DecodedFrame> {
  const frames: VideoFrame[] = [];
  let fault: unknown;
  const decoder = new VideoDecoder({ output: (frame) => frames.push(frame), error: (error) => (fault = error) });
  try {
    decoder.configure(config);
    decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: TIMESTAMP, data }));
    await decoder.flush();
  } catch (error) {
    fault ??= error;
  } finally {
    if (decoder.state !== 'closed') decoder.close();
  }
  const [frame, ...others] = frames;
  for (const other of others) other.close();
  return { frame, fault };
}

async function readPlanes(
  frame: VideoFrame,
  { bitDepth, sampling }: Pick<Av1Planes, 'bitDepth' | 'sampling'>,
  file: string,
): Promise<Av1Planes> {
  const { width = 0, height = 0 } = frame.visibleRect ?? {};
  const layout = sampling === '400' ? 'I420' : `I${sampling}`;
  // A layout that is not the picture's own would have been converted.
  if (frame.format !== (bitDepth === 8 ? layout : `${layout}P${bitDepth}`)) throw new NoAv1DecoderError(file);
  const bytes = new Uint8Array(frame.allocationSize());
  const [y, u, v] = await frame.copyTo(bytes);
  if (y === undefined || u === undefined || v === undefined) throw new NoAv1DecoderError(file);
  const size = { width, height, sampling };
  const chroma = chromaSize(size);
  return {
    ...size,
    bitDepth,
    y: readPlane(bytes, y, size, bitDepth),
    u: readPlane(bytes, u, chroma, bitDepth),
    v: readPlane(bytes, v, chroma, bitDepth),
  };
}

/** Without the bytes between rows; two bytes a sample, the lower first, beyond eight bits. */
function readPlane(
  bytes: Uint8Array,
  { offset, stride }: PlaneLayout,
  { width, height }: { readonly width: number; readonly height: number },
  bitDepth: number,
): PlaneSamples {
  const plane = bitDepth === 8 ? new Uint8Array(width * height) : new Uint16Array(width * height);
  const size = plane.BYTES_PER_ELEMENT;
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0, from = offset + row * stride; column < width; column++, from += size) {
      plane[to++] = size === 1 ? (bytes[from] ?? 0) : (bytes[from] ?? 0) + 256 * (bytes[from + 1] ?? 0);
    }
  }
  return plane;
}
