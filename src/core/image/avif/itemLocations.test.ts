import { describe, expect, it } from 'vitest';
import { ItemLocations } from './itemLocations.ts';

type Piece = readonly [start: number, length: number];

const times = (count: number, piece: Piece) => Array.from({ length: count }, () => piece);
const uint16 = (value: number) => [value >> 8, value & 255];

/** A file of ten bytes, 0 to 9, behind them an `iloc` of version 0 with one byte for each size, for items of the given pieces. */
function locations(items: Readonly<Record<number, readonly Piece[]>>, sizes = [0x11, 0]) {
  const entries = Object.entries(items).flatMap(([id, pieces]) => [
    ...uint16(Number(id)),
    ...uint16(0),
    ...uint16(pieces.length),
    ...(sizes[0] === 0 ? [] : pieces.flat()),
  ]);
  const iloc = [0, 0, 0, 0, ...sizes, ...uint16(Object.keys(items).length), ...entries];
  const bytes = Uint8Array.from([...Array(10).keys(), ...iloc]);
  return new ItemLocations(bytes, { type: 'iloc', start: 10, end: bytes.length }, 0);
}

const DAMAGED = expect.objectContaining({ name: 'AvifFault', message: 'its header cannot be read' });

describe('ItemLocations', () => {
  it('finds an item in one piece and in several', () => {
    const found = locations({
      1: [[2, 3]],
      7: [
        [8, 2],
        [0, 1],
      ],
    });
    expect([...found.read(1)]).toEqual([2, 3, 4]);
    expect([...found.read(7)]).toEqual([8, 9, 0]);
    expect([...found.read(7)]).toEqual([8, 9, 0]);
  });

  it('takes length 0 for all that follows', () => {
    expect([...locations({ 1: [[8, 0]] }).read(1)].slice(0, 3)).toEqual([8, 9, 0]);
  });

  it('refuses what is not there', () => {
    expect(() => locations({ 1: [[2, 3]] }).read(2)).toThrow('it holds no picture');
    expect(() => locations({ 1: [[2, 200]] }).read(1)).toThrow('the end of the file is missing');
  });

  it('refuses pieces that overlap before it copies them', () => {
    expect(() => locations({ 1: times(1000, [0, 10]) }).read(1)).toThrow(DAMAGED);
    // Without sizes each piece is the whole file, and takes no room in it.
    expect(() => locations({ 1: times(65_535, [0, 0]) }, [0, 0]).read(1)).toThrow(DAMAGED);
    expect(() => locations({ 1: times(1000, [10, 0]) }).read(1)).toThrow(DAMAGED);
  });

  it('refuses a list that is cut short', () => {
    // Two bytes for each number are said, and one is there.
    expect(() => locations({ 1: times(100, [0, 1]) }, [0x22, 0])).toThrow(DAMAGED);
  });
});
