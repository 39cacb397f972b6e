import { describe, expect, it } from 'vitest';
import { type FrameHeader, parseFrameHeader } from './frame.ts';
import { jpegColour, TO_RGB } from './jpegColour.ts';

function frameOf(ids: readonly number[], marker = 0xc0): FrameHeader {
  const components = ids.flatMap((id) => [id, 0x11, 0]);
  return parseFrameHeader(marker, Uint8Array.from([8, 0, 1, 0, 1, ids.length, ...components]));
}

function toRgb(colour: keyof typeof TO_RGB, samples: readonly number[]): number[] {
  const rgb = new Uint8Array(3);
  const rows = samples.map((sample) => Uint8Array.of(sample));
  TO_RGB[colour](rows, 1, rgb, 0);
  return [...rgb];
}

const RGB = [0x52, 0x47, 0x42];

describe('jpegColour', () => {
  it.each([
    ['one plane', [1], false, undefined, 'grey'],
    ['three', [1, 2, 3], false, undefined, 'ycc'],
    ['three called R, G and B', RGB, false, undefined, 'rgb'],
    ['those with JFIF', RGB, true, undefined, 'ycc'],
    ['JFIF against Adobe', [1, 2, 3], true, 0, 'ycc'],
    ['Adobe without a transform', [1, 2, 3], false, 0, 'rgb'],
    ['Adobe with one', RGB, false, 1, 'ycc'],
    ['Adobe with an unknown one', [1, 2, 3], false, 7, 'ycc'],
    ['four', [1, 2, 3, 4], true, undefined, 'cmyk'],
    ['four without a transform', [1, 2, 3, 4], false, 0, 'cmyk'],
    ['four with one', [1, 2, 3, 4], false, 2, 'ycck'],
    ['two', [1, 2], false, undefined, undefined],
  ])('takes %s for what libjpeg does', (_, ids, hasJfif, adobeTransform, expected) => {
    expect(jpegColour(frameOf(ids), { hasJfif, adobeTransform })).toBe(expected);
  });

  it('takes three lossless planes for RGB', () => {
    expect(jpegColour(frameOf([1, 2, 3], 0xc3), { hasJfif: false, adobeTransform: undefined })).toBe('rgb');
  });
});

describe('TO_RGB', () => {
  // The values of Pillow's own conversions.
  it.each([
    ['grey', [77], [77, 77, 77]],
    ['rgb', [1, 2, 3], [1, 2, 3]],
    ['ycc', [100, 128, 128], [100, 100, 100]],
    ['ycc', [76, 85, 255], [254, 0, 0]],
    ['ycc', [150, 44, 21], [0, 255, 1]],
    ['cmyk', [255, 0, 128, 255], [255, 0, 128]],
    ['cmyk', [200, 100, 50, 128], [100, 50, 25]],
    ['ycck', [100, 128, 128, 255], [155, 155, 155]],
  ] as const)('makes %s %j to %j', (colour, samples, expected) => {
    expect(toRgb(colour, samples)).toEqual(expected);
  });
});
