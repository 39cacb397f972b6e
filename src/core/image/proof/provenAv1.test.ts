import { describe, expect, it, vi } from 'vitest';
import { decodeAv1 } from '../../../cli/decodeAv1.ts';
import type { Av1Decoder, Av1Planes, ChromaSampling } from '../avif/av1Planes.ts';
import { knownAv1, type KnownAv1 } from './knownAv1.ts';
import { provenAv1 } from './provenAv1.ts';

const SAMPLINGS: readonly ChromaSampling[] = ['420', '422', '444', '400'];
const kinds = ([8, 10, 12] as const).flatMap((bitDepth) => SAMPLINGS.map((sampling) => ({ bitDepth, sampling })));

function pictureOf(kind: (typeof kinds)[number]): KnownAv1 {
  const known = knownAv1(kind);
  if (known === undefined) throw new RangeError('There is no such kind.');
  return known;
}

/** A decoder that changes the planes. */
const changing =
  (change: (planes: Av1Planes) => Partial<Av1Planes>): Av1Decoder =>
  async (image, file) => {
    const planes = await decodeAv1(image, file);
    return { ...planes, ...change(planes) };
  };

describe('knownAv1', () => {
  it.each(kinds)('holds what dav1d decodes: $bitDepth bits, $sampling', async (kind) => {
    const { image, planes } = pictureOf(kind);
    const decoded = await decodeAv1(image, 'a.avif');
    expect({ ...decoded, y: [...decoded.y], u: [...decoded.u], v: [...decoded.v] }).toEqual({
      ...planes,
      y: [...planes.y],
      u: [...planes.u],
      v: [...planes.v],
    });
  });
});

describe('provenAv1', () => {
  it('shows a known picture of each kind once, then asks for the picture', async () => {
    const decode = vi.fn(decodeAv1);
    const proven = provenAv1(decode);
    const { image } = pictureOf({ bitDepth: 8, sampling: '420' });
    const planes = await decodeAv1(image, 'a.avif');
    expect(await proven(image, 'a.avif')).toEqual(planes);
    expect(await proven(image, 'b.avif')).toEqual(planes);
    await proven(pictureOf({ bitDepth: 10, sampling: '420' }).image, 'c.avif');
    const asked = decode.mock.calls.map(([, file]) => file);
    expect(asked).toEqual(['a known picture', 'a.avif', 'b.avif', 'a known picture', 'c.avif']);
  });

  it.each<readonly [string, Av1Decoder]>([
    ['a sample', changing(({ y }) => ({ y: y.map((sample, k) => (k === 50 ? sample ^ 1 : sample)) }))],
    ['the colours, which it exchanges', changing(({ u, v }) => ({ u: v, v: u }))],
    ['the length', changing(({ v }) => ({ v: v.slice(1) }))],
  ])('does not use a decoder that changes %s', async (_, liar) => {
    const decode = vi.fn(liar);
    const { image } = pictureOf({ bitDepth: 8, sampling: '420' });
    await expect(provenAv1(decode)(image, 'a.avif')).rejects.toMatchObject({
      name: 'NoAv1DecoderError',
      file: 'a.avif',
    });
    expect(decode).toHaveBeenCalledTimes(1);
  });
});
