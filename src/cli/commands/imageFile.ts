import { basename, dirname } from 'node:path';
import { readAll, type ByteSource } from '../../core/bytes/bytes.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { DecodedImage, ImageOrientation } from '../../core/image/decodedImage.ts';
import { decodeImage } from '../decodeImage.ts';
import { directoryFolder, DiskError } from '../nodeFiles.ts';
import { hasTransparentParts } from '../pictures/transparentParts.ts';

/** A file is too large to be read as a picture. */
export class ImageFileTooLargeError extends EditRewardError {
  override readonly name = 'ImageFileTooLargeError';
}

/** The largest picture that is decoded takes 268 MB as plain 24-bit pixels: a file well beyond is hardly a picture. */
const MAX_IMAGE_FILE_BYTES = 400e6;

/**
 * Reads and decodes the image at `path`, which `transparent` gets if it has transparent parts. Throws {@link DiskError}, {@link ImageFileTooLargeError} and the errors of
 * `decodeImage`.
 */
export async function readImageFile(
  path: string,
  orientation: ImageOrientation,
  transparent?: Set<string>,
): Promise<DecodedImage> {
  const source = await directoryFolder(dirname(path)).open(basename(path));
  const bytes = await readImageBytes(source, path);
  const decoded = await decodeImage(bytes, path, orientation);
  if (transparent && (await hasTransparentParts(bytes))) transparent.add(path);
  return decoded;
}

/** The bytes of an opened image file; `source` is undefined when there is none at `path`. */
export async function readImageBytes(source: ByteSource | undefined, path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (source === undefined) {
    throw new DiskError(`${path} does not exist or is a folder. Give the path of an image.`, { file: path });
  }
  if (source.byteLength > MAX_IMAGE_FILE_BYTES) {
    throw new ImageFileTooLargeError(
      `${path} is larger than ${MAX_IMAGE_FILE_BYTES / 1e6} MB. Save a smaller copy and score that.`,
      { file: path },
    );
  }
  return readAll(source);
}
