import { DecodeError } from '../decodedImage.ts';
import type { ImagePlatform } from '../imagePlatform.ts';
import type { RgbImage } from '../rgbImage.ts';
import { type Av1Decoder, type Av1Planes, describePlanes, NoAv1DecoderError, type PlaneSamples } from './av1Planes.ts';
import { avifColors } from './avifColors.ts';
import { AvifFault } from './avifFault.ts';
import type { Av1Grid, AvifPicture, Cicp } from './avifPicture.ts';
import { readAvifStructure } from './avifStructure.ts';
import { joinCells } from './joinCells.ts';
import { readSequenceCicp } from './sequenceHeader.ts';
import { singleAvif } from './singleAvif.ts';

/**
 * Decodes an AVIF's picture as it is stored, neither turned nor cropped, to the bytes of Pillow's `convert("RGB")`,
 * without alpha. The platform gives the planes. The colours are made here, since decoders make them in their own ways.
 * If there are no planes, the platform decodes an ordinary picture whole: Chromium gives the same bytes, and other
 * browsers nearly. Throws `DecodeError` and the decoder's errors.
 */
export async function decodeAvif(
  bytes: Uint8Array,
  platform: Pick<ImagePlatform, 'decode' | 'decodeAv1'>,
  file: string,
): Promise<RgbImage> {
  const picture = readAvifStructure(bytes, file);
  try {
    return await decodePicture(picture, platform.decodeAv1, file);
  } catch (error) {
    const [cell] = picture.color.cells;
    if (!(error instanceof NoAv1DecoderError) || cell === undefined || !isOrdinary(picture)) throw error;
    return platform.decode(singleAvif(cell, cicpOf(picture, file)), 'avif', file);
  }
}

/**
 * A picture of eight bits. Or of twelve with chroma in every row: there Pillow drops the lower bits first, as Chromium
 * does. Not grey with alpha, which Pillow makes in another way than grey.
 */
function isOrdinary({ color, alpha, isPremultiplied }: AvifPicture): boolean {
  const [cell] = color.cells;
  if (cell === undefined || color.cells.length > 1 || isPremultiplied) return false;
  const { bitDepth, sampling } = describePlanes(cell.configuration);
  if (sampling === '400' && alpha !== undefined) return false;
  return bitDepth === 8 || (bitDepth === 12 && (sampling === '444' || sampling === '422'));
}

async function decodePicture(picture: AvifPicture, decodeAv1: Av1Decoder, file: string): Promise<RgbImage> {
  const planes = await decodeGrid(picture.color, decodeAv1, file);
  const alpha = picture.alpha && {
    // Needed only to divide by.
    samples: picture.isPremultiplied ? await decodeAlpha(picture.alpha, planes, decodeAv1, file) : undefined,
    isPremultiplied: picture.isPremultiplied,
  };
  const data = avifColors(planes, cicpOf(picture, file), alpha);
  if (data === undefined) throw new DecodeError(file, 'its colours are of a kind that AVIF does not have');
  return { width: planes.width, height: planes.height, data };
}

/** The container's word counts before the AV1 data's. */
function cicpOf({ cicp, color }: AvifPicture, file: string): Cicp {
  if (cicp !== undefined) return cicp;
  try {
    return readSequenceCicp(color.cells[0]?.data ?? new Uint8Array());
  } catch (error) {
    if (error instanceof AvifFault) throw new DecodeError(file, error.message);
    throw error;
  }
}

async function decodeGrid(grid: Av1Grid, decodeAv1: Av1Decoder, file: string): Promise<Av1Planes> {
  const cells: Av1Planes[] = [];
  for (const cell of grid.cells) cells.push(await decodeAv1(cell, file));
  const joined = joinCells(cells, grid);
  if (joined === undefined) throw new DecodeError(file, 'its parts do not fit together');
  return joined;
}

async function decodeAlpha(
  grid: Av1Grid,
  color: Av1Planes,
  decodeAv1: Av1Decoder,
  file: string,
): Promise<PlaneSamples> {
  const planes = await decodeGrid(grid, decodeAv1, file);
  const isAlike = planes.width === color.width && planes.height === color.height && planes.bitDepth === color.bitDepth;
  if (!isAlike) throw new DecodeError(file, 'its transparency does not fit its colours');
  return planes.y;
}
