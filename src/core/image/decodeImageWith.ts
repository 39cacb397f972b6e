import { checkComplete } from './checkComplete.ts';
import { type DecodedImage, DecodeError, type ImageOrientation } from './decodedImage.ts';
import { withoutOrientation } from './exifOrientation.ts';
import { withoutGifTransparency } from './gifFirstFrame.ts';
import { type ImageHeader, inspectImage } from './inspectImage.ts';
import { decodeJpeg } from './jpeg/decodeJpeg.ts';
import { plainJpeg } from './jpeg/plainJpeg.ts';
import { inverseOrientation, orientImage } from './orientImage.ts';
import type { RgbImage } from './rgbImage.ts';

/**
 * Decodes a file, its first frame if it has many, to 8-bit RGB: alpha dropped and not blended, colour profile ignored.
 * The bytes ask for no EXIF turn; an AVIF's own turn is applied, as every decoder does. Throws `DecodeError`.
 */
export type PlatformDecoder = (bytes: Uint8Array<ArrayBuffer>, header: ImageHeader, file: string) => Promise<RgbImage>;

/**
 * Decodes an image with what the platform offers, to the bytes that Pillow's `convert("RGB")` gives. (One known
 * exception: of 16-bit grey Pillow makes white wherever the value is above 255; here it keeps its high byte.)
 *
 * Throws the errors of `inspectImage`, `checkComplete` and the decoder.
 */
export async function decodeImageWith(
  decode: PlatformDecoder,
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
  orientation: ImageOrientation,
): Promise<DecodedImage> {
  const header = inspectImage(bytes, file);
  checkComplete(bytes, header.format, file);
  const image =
    header.format === 'jpeg'
      ? await decodeAnyJpeg(decode, bytes, header, file)
      : await decode(plainBytes(bytes, header), header, file);
  const isUpright = header.format === 'avif';
  if (orientation === 'official') {
    return { image: isUpright ? orientImage(image, inverseOrientation(header.orientation)) : image, turned: false };
  }
  return { image: isUpright ? image : orientImage(image, header.orientation), turned: header.orientation !== 1 };
}

/** The platform's decoder is the faster one; what it gets wrong, cannot read or calls damaged is decoded by ourselves. */
async function decodeAnyJpeg(
  decode: PlatformDecoder,
  bytes: Uint8Array<ArrayBuffer>,
  header: ImageHeader,
  file: string,
): Promise<RgbImage> {
  const plain = plainJpeg(bytes);
  if (plain === undefined) return decodeJpeg(bytes, file);
  try {
    return await decode(plain, header, file);
  } catch (error) {
    if (error instanceof DecodeError) return decodeJpeg(bytes, file);
    throw error;
  }
}

/** The file without what would make decoders disagree. */
function plainBytes(bytes: Uint8Array<ArrayBuffer>, { format }: ImageHeader): Uint8Array<ArrayBuffer> {
  return format === 'gif' ? withoutGifTransparency(bytes) : withoutOrientation(bytes, format);
}
