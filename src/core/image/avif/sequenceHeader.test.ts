import { describe, expect, it } from 'vitest';
import { SAMPLE_PICTURES, sampleBytes } from '../../../testing/images/samplePictures.ts';
import { readAvifStructure } from './avifStructure.ts';
import { readSequenceCicp } from './sequenceHeader.ts';

function cicpOf(name: string) {
  const { color, cicp } = readAvifStructure(sampleBytes(name), name);
  return { data: readSequenceCicp(color.cells[0]?.data ?? new Uint8Array()), container: cicp };
}

describe('readSequenceCicp', () => {
  it('reads colours that the container does not name', () => {
    expect(cicpOf('no-colours.avif')).toEqual({
      data: { primaries: 9, matrix: 9, isFullRange: false },
      container: undefined,
    });
  });

  it.each(SAMPLE_PICTURES.filter(({ name }) => /^(yuv|bits|fcc|identity).*\.avif$/.test(name)))(
    'agrees with the container of $name',
    ({ name }) => {
      const { data, container } = cicpOf(name);
      expect(data).toEqual(container);
    },
  );

  it('refuses data without a sequence header', () => {
    expect(() => readSequenceCicp(Uint8Array.of(0x12, 0))).toThrow('its pixels cannot be decoded');
  });
});
