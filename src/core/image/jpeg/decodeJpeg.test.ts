import { describe, expect, it } from 'vitest';
import { SAMPLE_JPEGS, sampleJpegBytes } from '../../../testing/images/sampleJpegs.ts';
import { bytesOfBase64 } from '../../bytes/bytesOfBase64.ts';
import { decodeJpeg } from './decodeJpeg.ts';
import { plainJpeg } from './plainJpeg.ts';

/** The message of a refusal. */
function damaged(reason: string): string {
  return `bird.jpg is damaged: ${reason}. Export or download it again.`;
}

describe('decodeJpeg', () => {
  it.each(SAMPLE_JPEGS)('gives the bytes of Pillow for $name: $holds', ({ name, base64, width, height, rgb }) => {
    const image = decodeJpeg(bytesOfBase64(base64), name);
    expect(image).toEqual({ width, height, data: bytesOfBase64(rgb) });
  });

  // Of the data's last bytes Pillow would miss one anyway: its decoder reads ahead.
  it.each(['grey.jpg', 'sampling-2x2.jpg', 'progressive.jpg', 'planes-apart.jpg', 'arithmetic.jpg', 'lossless.jpg'])(
    'refuses %s cut anywhere in its data',
    (name) => {
      const bytes = sampleJpegBytes(name);
      for (let length = 2; length < bytes.length - 2; length++) {
        expect(() => decodeJpeg(bytes.subarray(0, length), 'bird.jpg'), `${length} bytes`).toThrowError(
          expect.objectContaining({
            name: 'DecodeError',
            file: 'bird.jpg',
            message: damaged('the end of the file is missing'),
          }),
        );
      }
    },
  );

  it('decides colours by what stands before the first scan', () => {
    const bytes = sampleJpegBytes('ycc-plain.jpg');
    const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];
    const late = Uint8Array.from([...bytes.slice(0, -2), ...adobe, 0xff, 0xd9]);
    expect(decodeJpeg(late, 'a.jpg')).toEqual(decodeJpeg(bytes, 'a.jpg'));
  });

  it.each([
    ['a second picture before its end', [0xff, 0xd8, 0xff, 0xd9], 'a second picture starts within it'],
    ['a second header', [0xff, 0xc0, 0, 11, 8, 0, 10, 0, 18, 1, 1, 0x11, 0, 0xff, 0xd9], 'it has two headers'],
    ['a segment that nobody knows', [0xff, 0xf3, 0, 2, 0xff, 0xd9], 'it has a segment of an unknown kind'],
    ['a second scan of all planes', [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9], 'it has a scan too many'],
  ])('refuses %s, as Pillow does', (_, tail, reason) => {
    const bytes = Uint8Array.from([...sampleJpegBytes('grey.jpg').slice(0, -2), ...tail]);
    expect(() => decodeJpeg(bytes, 'bird.jpg')).toThrow(damaged(reason));
  });

  it.each([
    ['quantisation', 0xdb, 'one of its quantisation tables is missing'],
    ['arithmetic conditioning', 0xcc, undefined],
  ])('without its tables of %s', (_, marker, reason) => {
    const bytes = sampleJpegBytes('arithmetic-grey.jpg');
    const at = bytes.findIndex((byte, k) => byte === 0xff && bytes[k + 1] === marker);
    const end = at + 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    const without = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(end)]);
    if (reason === undefined) expect(decodeJpeg(without, 'a.jpg')).toEqual(decodeJpeg(bytes, 'a.jpg'));
    else expect(() => decodeJpeg(without, 'bird.jpg')).toThrow(damaged(reason));
  });

  it('refuses planes whose sizes do not divide', () => {
    const bytes = sampleJpegBytes('sampling-3x1.jpg');
    const at = bytes.findIndex((byte, k) => byte === 0xff && bytes[k + 1] === 0xc0);
    bytes[at + 14] = 0x21;
    expect(() => decodeJpeg(bytes, 'bird.jpg')).toThrow(damaged('its colour planes have sizes that no decoder takes'));
  });

  it('takes tables that stand in a file before the picture', () => {
    const bytes = sampleJpegBytes('grey.jpg');
    const at = bytes.findIndex((byte, k) => byte === 0xff && bytes[k + 1] === 0xdb);
    const end = at + 2 + 67;
    const apart = [0xff, 0xd8, ...bytes.slice(at, end), 0xff, 0xd9, ...bytes.slice(0, at), ...bytes.slice(end)];
    expect(decodeJpeg(Uint8Array.from(apart), 'a.jpg')).toEqual(decodeJpeg(bytes, 'a.jpg'));
  });

  it('refuses more scans than any encoder makes', () => {
    const bytes = sampleJpegBytes('planes-apart.jpg');
    const at = bytes.findLastIndex((byte, k) => byte === 0xff && bytes[k + 1] === 0xda);
    const last = Array.from(bytes.subarray(at, -2));
    const repeated = (times: number) =>
      Uint8Array.from([...bytes.slice(0, at), ...Array.from({ length: times }, () => last).flat(), 0xff, 0xd9]);
    const few = decodeJpeg(repeated(498), 'a.jpg');
    expect(few).toEqual(decodeJpeg(bytes, 'a.jpg'));
    const many = repeated(499);
    expect(() => decodeJpeg(many, 'bird.jpg')).toThrow(damaged('it has more than 500 scans'));
    expect(plainJpeg(many)).toBeUndefined();
  });
});
