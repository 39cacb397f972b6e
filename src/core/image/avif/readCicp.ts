import type { ContainerBlock } from '../containerBlocks.ts';
import { latin1At } from '../imageFormat.ts';
import type { Cicp } from './avifPicture.ts';
import { BoxReader } from './boxReader.ts';

/** Of a `colr` box of kind `nclx`; undefined of one that holds a colour profile. */
export function readCicp(bytes: Uint8Array, box: ContainerBlock): Cicp | undefined {
  const reader = new BoxReader(bytes, box);
  if (latin1At(bytes, reader.take(4), 4) !== 'nclx') return undefined;
  const primaries = reader.readUint(2);
  reader.readUint(2);
  return { primaries, matrix: reader.readUint(2), isFullRange: reader.readUint(1) >= 128 };
}
