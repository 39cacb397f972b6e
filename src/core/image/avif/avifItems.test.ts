import { describe, expect, it } from 'vitest';
import { inspectImage } from '../inspectImage.ts';
import { readAvifStructure } from './avifStructure.ts';

const uint16 = (value: number) => [(value >> 8) & 255, value & 255];
const uint32 = (value: number) => [...uint16(value >>> 16), ...uint16(value)];
const text = (value: string) => Array.from(value, (character) => character.charCodeAt(0));

function box(type: string, ...parts: (readonly number[])[]): readonly number[] {
  const payload = parts.flat();
  return [...uint32(8 + payload.length), ...text(type), ...payload];
}

function fullBox(type: string, version: number, ...parts: (readonly number[])[]): readonly number[] {
  return box(type, [version, 0, 0, 0], ...parts);
}

interface Sides {
  readonly width: number;
  readonly height: number;
}

/** An AVIF of one row of cells: item 1 is the grid, item 2 each of the cells; its alpha has the type `auxiliary`. */
function gridAvif(picture: Sides, cell: Sides, columns: number, auxiliary = ''): Uint8Array {
  const grid = [0, 0, 0, columns - 1, ...uint16(picture.width), ...uint16(picture.height)];
  const entry = (id: number, offset: number, length: number) =>
    [id, 1, 0, 1, offset, length].flatMap((value, k) => (k === 4 ? uint32(value) : uint16(value)));
  const property = (id: number, ...indices: number[]) => [...uint16(id), indices.length, ...indices];
  const named = (id: number, type: string) => fullBox('infe', 2, uint16(id), uint16(0), text(type), [0]);
  const meta = fullBox(
    'meta',
    0,
    fullBox('pitm', 0, uint16(1)),
    // Offsets of four bytes into `idat`, lengths of two.
    fullBox('iloc', 1, [0x42, 0], uint16(3), entry(1, 0, 8), entry(2, 8, 1), entry(3, 8, 1)),
    fullBox('iinf', 0, uint16(3), named(1, 'grid'), named(2, 'av01'), named(3, 'av01')),
    box('idat', grid, [0]),
    fullBox(
      'iref',
      0,
      box('dimg', uint16(1), uint16(columns), Array.from({ length: columns }, () => uint16(2)).flat()),
      box('auxl', uint16(3), uint16(1), uint16(1)),
    ),
    box(
      'iprp',
      box(
        'ipco',
        fullBox('ispe', 0, uint32(cell.width), uint32(cell.height)),
        box('av1C', [0x81, 0, 0, 0]),
        fullBox('auxC', 0, text(auxiliary)),
      ),
      fullBox('ipma', 0, uint32(2), property(2, 1, 2), property(3, 1, 2, 3)),
    ),
  );
  return Uint8Array.from([...box('ftyp', text('avif'), uint32(0), text('avif')), ...meta]);
}

const FITTING = { width: 64, height: 64 };

describe('a grid', () => {
  it('is read with its cells', () => {
    const structure = readAvifStructure(gridAvif({ width: 100, height: 60 }, FITTING, 2), 'a.avif');
    expect(structure).toMatchObject({ width: 100, height: 60, alpha: undefined });
    expect(structure.color).toMatchObject({ columns: 2, cells: [FITTING, FITTING] });
  });

  it('is refused when its cells are smaller than any may be', () => {
    const file = gridAvif({ width: 4, height: 2 }, { width: 2, height: 2 }, 2);
    expect(() => readAvifStructure(file, 'a.avif')).toThrow('a.avif is damaged: its parts do not fit together.');
  });

  it('is refused when what is decoded for it is too large, however small it is itself', () => {
    const file = gridAvif({ width: 8, height: 8 }, { width: 65_535, height: 65_535 }, 1);
    expect(() => inspectImage(file, 'bird.avif')).toThrowError(
      expect.objectContaining({
        name: 'ImageTooLargeError',
        message: expect.stringContaining('65535 × 65535 pixels') as string,
      }),
    );
  });
});

describe('an auxiliary picture', () => {
  it.each([
    ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', true],
    ['urn:mpeg:hevc:2015:auxid:1\0ignored', true],
    ['urn:mpeg:hevc:2015:auxid:2', false],
    ['x'.repeat(500_000), false],
  ])('is alpha or not by its type', (type, isAlpha) => {
    const file = gridAvif(FITTING, FITTING, 1, type);
    expect(readAvifStructure(file, 'a.avif').alpha !== undefined).toBe(isAlpha);
  });
});
