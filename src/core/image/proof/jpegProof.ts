import { bytesOfBase64 } from '../../bytes/bytesOfBase64.ts';
import { crc32 } from '../crc32.ts';
import type { PlatformDecoder } from '../imagePlatform.ts';
import { UntrustedPixelsError } from '../untrustedPixelsError.ts';
import { KNOWN_JPEGS, type KnownJpeg } from './knownJpegs.ts';
import type { PixelProof } from './provenDecoder.ts';

/** All that a platform is given are ordinary, and of one kind. */
export const jpegProof: PixelProof = {
  kindOf: () => 'jpeg',
  async isExact(decode) {
    for (const known of KNOWN_JPEGS) {
      if (!(await isKnown(decode, known))) return false;
    }
    return true;
  },
  refusal: (file) => new UntrustedPixelsError(file),
};

async function isKnown(decode: PlatformDecoder, known: KnownJpeg): Promise<boolean> {
  const { width, height, data } = await decode(bytesOfBase64(known.base64), 'jpeg', 'a known picture');
  return width === known.width && height === known.height && crc32(data) === known.crc32;
}
