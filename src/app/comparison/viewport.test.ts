import { describe, expect, it } from 'vitest';
import { FITTED, fittedScale, pan, placeOver, placePicture, zoomTo } from './viewport.ts';

const frame = { width: 400, height: 300 };
const wide = { width: 800, height: 400 };

describe('the view of a picture', () => {
  it('shows all of it in the middle at first', () => {
    expect(fittedScale(frame, wide)).toBe(0.5);
    expect(placePicture(FITTED, frame, wide)).toEqual({ left: 0, top: 50, scale: 0.5 });
  });

  it('keeps what is under the pointer where it is', () => {
    const at = { x: 100, y: 150 };
    const before = placePicture(FITTED, frame, wide);
    const after = placePicture(zoomTo(FITTED, 4, { frame, picture: wide }, 1, at), frame, wide);
    expect(after.scale).toBe(2);
    expect((at.x - after.left) / after.scale).toBeCloseTo((at.x - before.left) / before.scale, 9);
    expect((at.y - after.top) / after.scale).toBeCloseTo((at.y - before.top) / before.scale, 9);
  });

  it('never leaves the picture, and comes back to the whole of it', () => {
    const corner = zoomTo(FITTED, 4, { frame, picture: wide }, 1, { x: 0, y: 50 });
    expect(placePicture(corner, frame, wide)).toMatchObject({ left: 0, top: 0 });
    const far = pan(corner, { x: -1e6, y: -1e6 }, { frame, picture: wide });
    expect(placePicture(far, frame, wide)).toEqual({ left: 400 - 1600, top: 300 - 800, scale: 2 });
    expect(zoomTo(far, 0.1, { frame, picture: wide })).toEqual(FITTED);
  });

  it('goes to the pixel and beyond, but not without end', () => {
    expect(placePicture(zoomTo(FITTED, 1e9, { frame, picture: wide }), frame, wide).scale).toBe(32);
    const tiny = { width: 4, height: 4 };
    expect(placePicture(zoomTo(FITTED, 1e9, { frame, picture: tiny }), frame, tiny).scale).toBe(75);
    // A pixel on a pixel of a screen that has two to a CSS pixel.
    expect(placePicture(zoomTo(FITTED, 0, { frame, picture: tiny }, 0.5), frame, tiny)).toMatchObject({
      scale: 0.5,
      left: 199,
    });
  });
});

describe('a picture over another', () => {
  const base = placePicture(FITTED, frame, wide);
  const over = { width: 400, height: 400 };

  it('is laid over it by width, by height, or pixel on pixel, their middles together', () => {
    expect(placeOver(base, wide, over, 'width')).toEqual({ left: 0, top: 150 - 200, scale: 1 });
    expect(placeOver(base, wide, over, 'height')).toEqual({ left: 100, top: 50, scale: 0.5 });
    expect(placeOver(base, wide, { width: 200, height: 200 }, 'pixels')).toEqual({ left: 150, top: 100, scale: 0.5 });
  });

  it('covers a picture of its own size exactly', () => {
    for (const alignment of ['width', 'height', 'pixels'] as const) {
      expect(placeOver(base, wide, wide, alignment)).toEqual(base);
    }
  });
});
