import type { Av1Image, Cicp } from './avifPicture.ts';

const ITEM_ID = 1;

/**
 * An AVIF file that holds one AV1 picture in the given colours and nothing else: no clean aperture, turn, alpha or grid
 * for a decoder to act on.
 */
export function singleAvif({ width, height, configuration, data }: Av1Image, cicp: Cicp): Uint8Array<ArrayBuffer> {
  const ftyp = box('ftyp', text('avif'), uint32(0), text('avif'), text('mif1'), text('miaf'));
  const lengthOf = (offset: number) => meta(offset, { width, height, configuration }, data.length, cicp).length;
  // The offset has the same length whatever it is.
  const offset = ftyp.length + lengthOf(0) + 8;
  const file = [...ftyp, ...meta(offset, { width, height, configuration }, data.length, cicp)];
  const result = new Uint8Array(offset + data.length);
  result.set([...file, ...uint32(8 + data.length), ...text('mdat')]);
  result.set(data, offset);
  return result;
}

function meta(
  offset: number,
  { width, height, configuration }: Omit<Av1Image, 'data'>,
  length: number,
  { primaries, matrix, isFullRange }: Cicp,
): readonly number[] {
  const ispe = fullBox('ispe', 0, uint32(width), uint32(height));
  const colors = [uint16(primaries), uint16(2), uint16(matrix), [isFullRange ? 128 : 0]];
  const ipco = box('ipco', ispe, box('av1C', [...configuration]), box('colr', text('nclx'), ...colors));
  // The AV1 configuration is essential.
  const ipma = fullBox('ipma', 0, uint32(1), uint16(ITEM_ID), [3, 1, 0x82, 3]);
  return fullBox(
    'meta',
    0,
    fullBox('hdlr', 0, uint32(0), text('pict'), uint32(0), uint32(0), uint32(0), [0]),
    fullBox('pitm', 0, uint16(ITEM_ID)),
    // Offsets and lengths of four bytes, one extent.
    fullBox('iloc', 0, [0x44, 0], uint16(1), uint16(ITEM_ID), uint16(0), uint16(1), uint32(offset), uint32(length)),
    fullBox('iinf', 0, uint16(1), fullBox('infe', 2, uint16(ITEM_ID), uint16(0), text('av01'), [0])),
    box('iprp', ipco, ipma),
  );
}

function box(type: string, ...parts: readonly (readonly number[])[]): readonly number[] {
  const payload = parts.flat();
  return [...uint32(8 + payload.length), ...text(type), ...payload];
}

function fullBox(type: string, version: number, ...parts: readonly (readonly number[])[]): readonly number[] {
  return box(type, [version, 0, 0, 0], ...parts);
}

function text(value: string): readonly number[] {
  return Array.from(value, (character) => character.charCodeAt(0));
}

function uint16(value: number): readonly number[] {
  return [(value >>> 8) & 255, value & 255];
}

function uint32(value: number): readonly number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}
