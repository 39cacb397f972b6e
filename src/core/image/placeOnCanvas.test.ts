import { expect, it } from 'vitest';
import { placeOnCanvas } from './placeOnCanvas.ts';

const PIXEL = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) };

it('puts a frame where it belongs, on black', () => {
  const { data, ...size } = placeOnCanvas(PIXEL, { left: 1, top: 1 }, { width: 2, height: 2 });
  expect(size).toEqual({ width: 2, height: 2 });
  expect([...data]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
});

it('gives a frame that fills its canvas as it is', () => {
  expect(placeOnCanvas(PIXEL, { left: 0, top: 0 }, { width: 1, height: 1 })).toBe(PIXEL);
});
