import type { PlatformDecoder } from '../imagePlatform.ts';
import { UntrustedPixelsError } from '../untrustedPixelsError.ts';
import { Proofs } from './proofs.ts';

/** How a platform shows that it gives the pixels of a format as they are. */
export interface PixelProof {
  /** Pictures of one kind are proven together. */
  readonly kindOf: (bytes: Uint8Array<ArrayBuffer>, file: string) => string;
  /** Whether `decode` gives the exact pixels of known pictures of the kind of `bytes`. */
  readonly isExact: (decode: PlatformDecoder, bytes: Uint8Array<ArrayBuffer>, file: string) => Promise<boolean>;
  /** What is thrown where it does not. */
  readonly refusal: (file: string) => Error;
}

/**
 * A platform's decoder that gets no picture before it has decoded known ones right. Browsers change canvases on
 * purpose, and decoders make colours in their own ways. `readsBack`: whether canvases give back what was drawn. Throws
 * {@link UntrustedPixelsError}, or the proof's refusal.
 */
export function provenDecoder(
  decode: PlatformDecoder,
  readsBack: () => Promise<boolean>,
  { kindOf, isExact, refusal }: PixelProof,
): PlatformDecoder {
  const proofs = new Proofs();
  return async (bytes, format, file) => {
    if (!(await proofs.holds('reads back', readsBack))) throw new UntrustedPixelsError(file);
    const isProven = await proofs.holds(kindOf(bytes, file), () => isExact(decode, bytes, file));
    if (!isProven) throw refusal(file);
    return decode(bytes, format, file);
  };
}
