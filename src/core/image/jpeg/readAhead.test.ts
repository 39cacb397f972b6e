import { describe, expect, it } from 'vitest';
import { sampleJpegBytes } from '../../../testing/images/sampleJpegs.ts';
import { decodeJpeg } from './decodeJpeg.ts';

/** Whether a sample is taken that has zeros in place of its end marker. */
function isTaken(name: string, zeros: number): boolean {
  const bytes = Uint8Array.from([...sampleJpegBytes(name).slice(0, -2), ...new Uint8Array(zeros)]);
  try {
    decodeJpeg(bytes, name);
    return true;
  } catch {
    return false;
  }
}

describe('a JPEG without its end marker', () => {
  // How many zeros Pillow 12.3.0 needs to take the file; it says "image file is truncated" below.
  it.each([
    ['grey.jpg', 3],
    ['sampling-1x1.jpg', 6],
    ['sampling-2x2.jpg', 1],
    ['restarts.jpg', 6],
    ['cmyk.jpg', 6],
    ['rgb-ids.jpg', 7],
    ['one-pixel.jpg', 4],
    ['no-huffman.jpg', 5],
    ['narrow.jpg', 6],
  ])('is taken where Pillow takes it: %s from %i zeros on', (name, needed) => {
    const taken = Array.from({ length: 12 }, (_, zeros) => isTaken(name, zeros));
    expect(taken).toEqual(Array.from({ length: 12 }, (_, zeros) => zeros >= needed));
  });

  it.each(['progressive.jpg', 'planes-apart.jpg'])('is refused where it has several scans: %s', (name) => {
    expect(isTaken(name, 100)).toBe(false);
  });
});
