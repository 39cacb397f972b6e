import { checkComplete } from './checkComplete.ts';
import type { DecodedImage, ImageOrientation } from './decodedImage.ts';
import { withoutOrientation } from './exifOrientation.ts';
import { withoutGifTransparency } from './gifFirstFrame.ts';
import { type ImageHeader, inspectImage } from './inspectImage.ts';
import { decodeJpegWith } from './decodeJpegWith.ts';
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
      ? await decodeJpegWith((plain) => decode(plain, header, file), bytes, file)
      : await decode(plainBytes(bytes, header), header, file);
  const isUpright = header.format === 'avif';
  if (orientation === 'official') {
    return { image: isUpright ? orientImage(image, inverseOrientation(header.orientation)) : image, turned: false };
  }
  return { image: isUpright ? image : orientImage(image, header.orientation), turned: header.orientation !== 1 };
}

/** The file without what would make decoders disagree. */
function plainBytes(bytes: Uint8Array<ArrayBuffer>, { format }: ImageHeader): Uint8Array<ArrayBuffer> {
  return format === 'gif' ? withoutGifTransparency(bytes) : withoutOrientation(bytes, format);
}
