import { isoBoxes } from '../containerBlocks.ts';
import { DecodeError } from '../decodedImage.ts';
import { latin1At } from '../imageFormat.ts';
import { AvifFault } from './avifFault.ts';
import { readAvifItems } from './avifItems.ts';
import type { AvifPicture } from './avifPicture.ts';
import { readAvifTracks } from './avifTracks.ts';

/**
 * Reads where an AVIF's picture is. As in libavif, that is the primary item, or the first frame if the file presents
 * itself as a sequence. As in Pillow, a clean aperture (`clap`) is not looked at. Throws `DecodeError`.
 */
export function readAvifStructure(bytes: Uint8Array, file: string): AvifPicture {
  const boxes = [...isoBoxes(bytes, 0, bytes.length)];
  const boxOf = (type: string) => boxes.find((box) => box.type === type);
  const [meta, moov] = [boxOf('meta'), boxOf('moov')];
  const brand = latin1At(bytes, 8, 4);
  const wantsTrack = moov !== undefined && brand !== 'avif';
  try {
    if (wantsTrack) return readAvifTracks(bytes, moov);
    if (meta !== undefined) return readAvifItems(bytes, meta);
  } catch (error) {
    if (error instanceof AvifFault) throw new DecodeError(file, error.message);
    throw error;
  }
  throw new DecodeError(file, 'the end of the file is missing');
}
