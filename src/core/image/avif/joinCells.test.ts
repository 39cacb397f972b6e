import { describe, expect, it } from 'vitest';
import type { Av1Planes } from './av1Planes.ts';
import { joinCells } from './joinCells.ts';

/** A cell of 2 × 2 pixels of one value, its chroma one sample each. */
function cell(value: number): Av1Planes {
  return {
    width: 2,
    height: 2,
    bitDepth: 8,
    sampling: '420',
    y: new Uint8Array(4).fill(value),
    u: Uint8Array.of(value + 1),
    v: Uint8Array.of(value + 2),
  };
}

const NO_CELLS = { columns: 2, cells: [] };

describe('joinCells', () => {
  it('sets cells in rows and cuts the last ones', () => {
    const joined = joinCells([cell(10), cell(20), cell(30), cell(40)], { ...NO_CELLS, width: 3, height: 4 });
    expect(joined).toMatchObject({ width: 3, height: 4 });
    expect([...(joined?.y ?? [])]).toEqual([10, 10, 20, 10, 10, 20, 30, 30, 40, 30, 30, 40]);
    expect([...(joined?.u ?? [])]).toEqual([11, 21, 31, 41]);
    expect([...(joined?.v ?? [])]).toEqual([12, 22, 32, 42]);
  });

  it('gives a single cell as it is', () => {
    const only = cell(1);
    expect(joinCells([only], { columns: 1, cells: [], width: 2, height: 2 })).toBe(only);
  });

  it('refuses cells that do not fit', () => {
    expect(joinCells([cell(1)], { columns: 1, cells: [], width: 3, height: 2 })).toBeUndefined();
    expect(joinCells([cell(1), cell(2)], { ...NO_CELLS, width: 5, height: 2 })).toBeUndefined();
    expect(joinCells([cell(1), { ...cell(2), bitDepth: 10 }], { ...NO_CELLS, width: 4, height: 2 })).toBeUndefined();
    const odd = { ...cell(1), width: 1, y: new Uint8Array(2) };
    expect(joinCells([odd, odd], { ...NO_CELLS, width: 2, height: 2 })).toBeUndefined();
    expect(joinCells([], { ...NO_CELLS, width: 4, height: 2 })).toBeUndefined();
  });
});
