import { describe, expect, it } from 'vitest';
import { parseFrameHeader, planFrame } from './frame.ts';
import { createRowReader } from './upsample.ts';

/** The second plane of a picture whose first has the sampling factors given, at full size. */
function upsampled(width: number, height: number, factors: number, samples: readonly number[]): number[][] {
  const header = [8, 0, height, 0, width, 3, 1, factors, 0, 2, 0x11, 0, 3, 0x11, 0];
  const frame = planFrame(parseFrameHeader(0xc0, Uint8Array.from(header)));
  const component = frame.components[1];
  if (component === undefined) throw new Error('no plane');
  const stride = component.width;
  const read = createRowReader({ component, stride, samples: Uint8Array.from(samples) }, frame);
  return Array.from({ length: height }, (_, y) => {
    const row = new Uint8Array(width + 1);
    read(y, row);
    return [...row.subarray(0, width)];
  });
}

describe('createRowReader', () => {
  it('leaves a plane of full size as it is', () => {
    expect(upsampled(3, 2, 0x11, [1, 2, 3, 4, 5, 6])).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  // 3/4 of the nearer sample and 1/4 of the other, rounded down on the left and up on the right.
  it('interpolates a plane of half the width', () => {
    expect(upsampled(6, 1, 0x21, [10, 21, 40])).toEqual([[10, 13, 18, 26, 35, 40]]);
  });

  it('interpolates a plane of half the height', () => {
    expect(upsampled(1, 4, 0x12, [10, 21])).toEqual([[10], [13], [18], [21]]);
  });

  it('interpolates a plane of half the width and height', () => {
    expect(upsampled(6, 2, 0x22, [10, 21, 40])).toEqual([
      [10, 13, 18, 26, 35, 40],
      [10, 13, 18, 26, 35, 40],
    ]);
  });

  it('repeats the samples of a plane two wide', () => {
    expect(upsampled(4, 2, 0x22, [10, 20])).toEqual([
      [10, 10, 20, 20],
      [10, 10, 20, 20],
    ]);
  });

  it('repeats samples at any other ratio', () => {
    expect(upsampled(6, 3, 0x33, [10, 20])).toEqual([0, 1, 2].map(() => [10, 10, 10, 20, 20, 20]));
    expect(upsampled(8, 1, 0x41, [10, 20])).toEqual([[10, 10, 10, 10, 20, 20, 20, 20]]);
  });
});
