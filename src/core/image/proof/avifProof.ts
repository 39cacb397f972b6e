import { describePlanes, NoAv1DecoderError } from '../avif/av1Planes.ts';
import { avifColors } from '../avif/avifColors.ts';
import type { Cicp } from '../avif/avifPicture.ts';
import { readAvifStructure } from '../avif/avifStructure.ts';
import { singleAvif } from '../avif/singleAvif.ts';
import { isSame } from './isSame.ts';
import { type Av1Kind, knownAv1 } from './knownAv1.ts';
import type { PixelProof } from './provenDecoder.ts';

/** Decoders spread and convert colours in ways of their own, which differ by depth, sampling and matrix. */
export const avifProof: PixelProof = {
  kindOf: (bytes, file) => JSON.stringify(readKind(bytes, file)),
  async isExact(decode, bytes, file) {
    const { cicp, ...kind } = readKind(bytes, file);
    const known = knownAv1(kind);
    if (known === undefined) return false;
    const image = await decode(singleAvif(known.image, cicp), 'avif', 'a known picture');
    const colors = avifColors(known.planes, cicp, undefined);
    return colors !== undefined && isSame(image.data, colors);
  },
  refusal: (file) => new NoAv1DecoderError(file),
};

/** What is proven together. A platform is given pictures of one cell alone, with their colours said. */
function readKind(bytes: Uint8Array, file: string): Av1Kind & { readonly cicp: Cicp } {
  const { color, cicp } = readAvifStructure(bytes, file);
  const [cell] = color.cells;
  if (cell === undefined || cicp === undefined) throw new NoAv1DecoderError(file);
  return { ...describePlanes(cell.configuration), cicp };
}
