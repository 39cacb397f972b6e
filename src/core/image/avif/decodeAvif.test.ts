import { describe, expect, it, vi } from 'vitest';
import { bytesOfBase64 } from '../../bytes/bytesOfBase64.ts';
import { DecodeError } from '../decodedImage.ts';
import { sampleBytes } from '../../../testing/images/samplePictures.ts';
import { type Av1Planes, NoAv1DecoderError } from './av1Planes.ts';
import { readAvifStructure } from './avifStructure.ts';
import { decodeAvif } from './decodeAvif.ts';

const IMAGE = { width: 7, height: 5, data: new Uint8Array(105) };

/** Grey with alpha, of eight bits, made by avifenc. */
const GRAY_ALPHA =
  'AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAXFtZXRhAAAAAAAAAChoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAbGliYXZpZgAAAAAOcGl0bQAAAAAAAQAAACxpbG9jAAAAAEQAAAIAAQAAAAEAAAG1AAAAHwACAAAAAQAAAZUAAAAgAAAAQmlpbmYAAAAAAAIAAAAaaW5mZQIAAAAAAQAAYXYwMUNvbG9yAAAAABppbmZlAgAAAAACAABhdjAxQWxwaGEAAAAAGmlyZWYAAAAAAAAADmF1eGwAAgABAAEAAACnaXBycAAAAIFpcGNvAAAAFGlzcGUAAAAAAAAABwAAAAUAAAAOcGl4aQAAAAABCAAAAAxhdjFDgQAcAAAAABNjb2xybmNseAABAA0ABoAAAAA4YXV4QwAAAAB1cm46bXBlZzptcGVnQjpjaWNwOnN5c3RlbXM6YXV4aWxpYXJ5OmFscGhhAAAAAB5pcG1hAAAAAAAAAAIAAQQBAoMEAAIEAQKDBQAAAEdtZGF0EgAKBRgItGFQMhUQAIcLxoF+0+BR3UGQa3ypyc0J56ASAAoIGAi0YYCGg1AyERZAGGEABNom8kpf//21yn8U';

const FOUR_PIXELS: Av1Planes = {
  width: 2,
  height: 2,
  bitDepth: 8,
  sampling: '400',
  y: new Uint8Array(4),
  u: new Uint8Array(),
  v: new Uint8Array(),
};

/** A browser without AV1 planes, whose own decoder gives {@link IMAGE}. */
function platformWithoutPlanes() {
  return {
    decode: vi.fn(async () => IMAGE),
    decodeAv1: async () => {
      throw new NoAv1DecoderError('bird.avif');
    },
  };
}

describe('decodeAvif without AV1 planes', () => {
  it.each(['yuv420.avif', 'gray.avif', 'bits12-yuv444.avif'])('leaves %s to the platform', async (name) => {
    expect(await decodeAvif(sampleBytes(name), platformWithoutPlanes(), name)).toBe(IMAGE);
  });

  it('gives it a picture without a clean aperture', async () => {
    const platform = platformWithoutPlanes();
    await decodeAvif(sampleBytes('cropped.avif'), platform, 'bird.avif');
    const [bytes, format] = (platform.decode.mock.calls[0] ?? []) as unknown as [Uint8Array, string];
    expect(format).toBe('avif');
    expect(String.fromCharCode(...bytes)).not.toContain('clap');
    expect(readAvifStructure(bytes, 'a.avif')).toMatchObject({ width: 6, height: 4 });
  });

  it.each(['bits10.avif', 'premultiplied.avif'])(
    'refuses %s, whose colours it would give differently',
    async (name) => {
      await expect(decodeAvif(sampleBytes(name), platformWithoutPlanes(), 'bird.avif')).rejects.toMatchObject({
        name: 'NoAv1DecoderError',
        file: 'bird.avif',
      });
    },
  );
});

it('refuses grey with alpha, which it would give differently', async () => {
  const bytes = bytesOfBase64(GRAY_ALPHA);
  expect(readAvifStructure(bytes, 'bird.avif').alpha).toBeDefined();
  await expect(decodeAvif(bytes, platformWithoutPlanes(), 'bird.avif')).rejects.toMatchObject({
    name: 'NoAv1DecoderError',
    file: 'bird.avif',
  });
});

describe('decodeAvif', () => {
  it('refuses planes that are not as large as the file says', async () => {
    const platform = { ...platformWithoutPlanes(), decodeAv1: async () => FOUR_PIXELS };
    await expect(decodeAvif(sampleBytes('gray.avif'), platform, 'bird.avif')).rejects.toBeInstanceOf(DecodeError);
  });
});
