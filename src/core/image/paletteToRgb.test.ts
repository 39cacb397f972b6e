import { expect, it } from 'vitest';
import { paletteToRgb } from './paletteToRgb.ts';

it('looks colours up; an index beyond the palette is black', () => {
  expect([...paletteToRgb(Uint8Array.of(1, 0, 2), Uint8Array.of(1, 2, 3, 4, 5, 6))]).toEqual([
    4, 5, 6, 1, 2, 3, 0, 0, 0,
  ]);
});

it('makes grey levels of indices without a palette', () => {
  expect([...paletteToRgb(Uint8Array.of(0, 7, 255), undefined)]).toEqual([0, 0, 0, 7, 7, 7, 255, 255, 255]);
});
