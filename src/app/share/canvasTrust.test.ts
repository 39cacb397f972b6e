import { afterEach, expect, it, vi } from 'vitest';
import { areCanvasesTrue } from './canvasTrust.ts';

/** Gives back what is drawn, changed by `change`. */
function stubCanvas(change: (value: number, index: number) => number): void {
  class Canvas {
    getContext() {
      let drawn: number[] = [];
      return {
        set fillStyle(style: string) {
          drawn = [...(style.match(/\d+/g) ?? []).map(Number), 255];
        },
        fillRect: () => undefined,
        getImageData: () => ({ data: Uint8ClampedArray.from({ length: 64 }, (_, i) => change(drawn[i % 4] ?? 0, i)) }),
      };
    }
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('createImageBitmap', () => undefined);
}

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['true', true, (value: number) => value],
  ['with a noise that nobody sees', true, (value: number, index: number) => value + (index % 3)],
  ['white', false, () => 255],
  ['noise', false, (_: number, index: number) => (index * 89) % 256],
])('a canvas that is %s: %o', (_, isTrue, change) => {
  stubCanvas(change);
  expect(areCanvasesTrue()).toBe(isTrue);
});

it('there may be none', () => {
  expect(areCanvasesTrue()).toBe(false);
});
