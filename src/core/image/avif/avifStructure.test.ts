import { describe, expect, it } from 'vitest';
import { bytesOfBase64 } from '../../bytes/bytesOfBase64.ts';
import { SAMPLE_PICTURES, sampleBytes, TURNED_LOSSY } from '../../../testing/images/samplePictures.ts';
import { describePlanes } from './av1Planes.ts';
import { readAvifStructure } from './avifStructure.ts';
import { singleAvif } from './singleAvif.ts';

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

describe('readAvifStructure', () => {
  it('finds the picture, its size and its colours', () => {
    expect(readAvifStructure(sampleBytes('yuv444.avif'), 'a.avif')).toMatchObject({
      width: 7,
      height: 5,
      color: { columns: 1, width: 7, height: 5, cells: [{ width: 7, height: 5 }] },
      alpha: undefined,
      isPremultiplied: false,
      cicp: { primaries: 1, matrix: 1, isFullRange: false },
      orientation: 1,
    });
  });

  it('does not crop to a clean aperture', () => {
    expect(textOf(sampleBytes('cropped.avif'))).toContain('clap');
    expect(readAvifStructure(sampleBytes('cropped.avif'), 'a.avif')).toMatchObject({ width: 6, height: 4 });
  });

  it('finds alpha, and whether colours are multiplied with it', () => {
    const [plain, multiplied] = ['bits10-alpha.avif', 'premultiplied.avif'].map((name) =>
      readAvifStructure(sampleBytes(name), name),
    );
    expect(plain).toMatchObject({ alpha: { width: 7, height: 5 }, isPremultiplied: false });
    expect(multiplied).toMatchObject({ alpha: { width: 7, height: 5 }, isPremultiplied: true });
  });

  it('reads the first frame of a sequence from its track', () => {
    const bytes = sampleBytes('sequence.avif');
    const structure = readAvifStructure(bytes, 'a.avif');
    expect(structure).toMatchObject({ width: 7, height: 5, alpha: undefined });
    // Without the track it is the primary item, which is the same picture.
    const item = readAvifStructure(bytes.with(11, 0x66), 'a.avif');
    expect(item.color.cells[0]?.data).toEqual(structure.color.cells[0]?.data);
  });

  it('leaves colours to the AV1 data where the file says nothing of them', () => {
    expect(readAvifStructure(sampleBytes('no-colours.avif'), 'a.avif').cicp).toBeUndefined();
  });

  it.each(SAMPLE_PICTURES.filter(({ name }) => name.endsWith('.avif') && name !== 'sequence.avif'))(
    'refuses $name cut anywhere before the end of its picture',
    ({ name }) => {
      const bytes = sampleBytes(name);
      const { color } = readAvifStructure(bytes, name);
      const data = color.cells[0]?.data ?? bytes;
      const end = data.byteOffset + data.length;
      for (let length = 16; length < end; length++) {
        expect(() => readAvifStructure(bytes.subarray(0, length), 'bird'), `${length} bytes`).toThrowError(
          expect.objectContaining({
            name: 'DecodeError',
            file: 'bird',
            message: 'bird is damaged: the end of the file is missing. Export or download it again.',
          }),
        );
      }
    },
  );

  it('says how a picture is coded that is not AV1', () => {
    const bytes = sampleBytes('yuv444.avif');
    const type = textOf(bytes).indexOf('av01');
    bytes.set([0x68, 0x76, 0x63, 0x31], type);
    expect(() => readAvifStructure(bytes, 'a.avif')).toThrow(
      'a.avif is damaged: its picture is coded as "hvc1", not as AV1.',
    );
  });

  it('calls a file damaged whose boxes are not what they should be, whatever is changed', () => {
    const bytes = sampleBytes('premultiplied.avif');
    for (let at = 16; at < 500; at++) {
      try {
        readAvifStructure(bytes.with(at, 0xff), 'a.avif');
      } catch (error) {
        expect(error, `byte ${at}`).toMatchObject({ name: 'DecodeError' });
      }
    }
  });
});

describe('singleAvif', () => {
  it('makes a file of one picture that is read as it was', () => {
    const { color } = readAvifStructure(bytesOfBase64(TURNED_LOSSY.avif), 'a.avif');
    const [cell] = color.cells;
    if (cell === undefined) throw new Error('It holds no picture.');
    const cicp = { primaries: 9, matrix: 1, isFullRange: true };
    const result = readAvifStructure(singleAvif(cell, cicp), 'b.avif');
    expect(result).toMatchObject({ width: 16, height: 8, cicp, orientation: 1, alpha: undefined });
    expect(result.color.cells).toEqual([cell]);
  });
});

describe('describePlanes', () => {
  it.each([
    ['yuv420.avif', 8, '420'],
    ['yuv422.avif', 8, '422'],
    ['yuv444.avif', 8, '444'],
    ['gray.avif', 8, '400'],
    ['bits10.avif', 10, '420'],
    ['bits12-yuv444.avif', 12, '444'],
  ] as const)('tells of %s its depth and sampling', (name, bitDepth, sampling) => {
    const [cell] = readAvifStructure(sampleBytes(name), name).color.cells;
    expect(describePlanes(cell?.configuration ?? new Uint8Array())).toEqual({ bitDepth, sampling });
  });
});
