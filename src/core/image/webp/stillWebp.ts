import { joinBytes } from '../../bytes/joinBytes.ts';
import type { ContainerBlock } from '../containerBlocks.ts';
import type { WebpFrame } from './webpStructure.ts';

const HAS_ALPHA = 0x10;

/**
 * A frame of an animation as a file of its own. Decoders compose animations in their own ways, but decode stills alike.
 */
export function stillWebp(bytes: Uint8Array, { width, height, picture, alpha }: WebpFrame): Uint8Array<ArrayBuffer> {
  const parts =
    alpha === undefined
      ? chunkBytes(bytes, picture)
      : [extendedChunk(width, height), ...chunkBytes(bytes, alpha), ...chunkBytes(bytes, picture)];
  const length = 4 + parts.reduce((sum, part) => sum + part.length, 0);
  return joinBytes([Uint8Array.of(...latin1('RIFF'), ...uint32(length), ...latin1('WEBP')), ...parts]);
}

/** Padded to an even length. */
function chunkBytes(bytes: Uint8Array, { start, end }: ContainerBlock): readonly Uint8Array[] {
  const whole = bytes.subarray(start - 8, end);
  return whole.length % 2 === 0 ? [whole] : [whole, new Uint8Array(1)];
}

function extendedChunk(width: number, height: number): Uint8Array {
  const sides = [width - 1, height - 1].flatMap((side) => uint32(side).slice(0, 3));
  return Uint8Array.from([...latin1('VP8X'), ...uint32(10), HAS_ALPHA, 0, 0, 0, ...sides]);
}

function latin1(text: string): readonly number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

function uint32(value: number): readonly number[] {
  return [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);
}
