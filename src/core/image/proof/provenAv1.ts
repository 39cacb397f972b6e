import { type Av1Decoder, describePlanes, NoAv1DecoderError } from '../avif/av1Planes.ts';
import { isSame } from './isSame.ts';
import { type Av1Kind, knownAv1 } from './knownAv1.ts';
import { Proofs } from './proofs.ts';

/** A decoder that gets no picture before it has decoded a known one of the same depth and sampling right. */
export function provenAv1(decode: Av1Decoder): Av1Decoder {
  const proofs = new Proofs();
  return async (image, file) => {
    const kind = describePlanes(image.configuration);
    const isProven = await proofs.holds(`${kind.bitDepth}-${kind.sampling}`, () => isExact(decode, kind));
    if (!isProven) throw new NoAv1DecoderError(file);
    return decode(image, file);
  };
}

async function isExact(decode: Av1Decoder, kind: Av1Kind): Promise<boolean> {
  const known = knownAv1(kind);
  if (known === undefined) return false;
  const planes = await decode(known.image, 'a known picture');
  return isSame(planes.y, known.planes.y) && isSame(planes.u, known.planes.u) && isSame(planes.v, known.planes.v);
}
