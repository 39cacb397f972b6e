import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bytesSource } from './bytes.ts';
import { digestBytes, digestSource, digestText } from './sha256.ts';

/** https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values: "abc". */
const OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const abc = new TextEncoder().encode('abc');

afterEach(() => vi.unstubAllGlobals());

describe('digestBytes', () => {
  it('is SHA-256, with leading zeros of each byte', async () => {
    expect(await digestBytes(abc)).toBe(OF_ABC);
  });

  it('is the same where the platform has none', async () => {
    vi.stubGlobal('crypto', {});
    expect(await digestBytes(abc)).toBe(OF_ABC);
  });
});

it('digests a text as UTF-8', async () => {
  expect(await digestText('abc')).toBe(OF_ABC);
  expect(await digestText('é')).toBe(createHash('sha256').update('é').digest('hex'));
});

describe('digestSource', () => {
  it.each([
    ['an empty one', 0, []],
    ['one piece', 8 * 1024 * 1024, [8 * 1024 * 1024]],
    ['a little more than a piece', 8 * 1024 * 1024 + 3, [8 * 1024 * 1024, 3]],
  ])('is that of all bytes, and tells of them: %s', async (_, byteLength, pieces) => {
    const bytes = new Uint8Array(byteLength).map((__, i) => i % 251);
    const heard: number[] = [];
    const digest = await digestSource(bytesSource('a.bin', bytes), { onBytes: (count) => heard.push(count) });
    expect(digest).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(heard.filter((count) => count > 0)).toEqual(pieces);
  });

  it('stops when it is cancelled', async () => {
    const source = bytesSource('a.bin', abc);
    await expect(digestSource(source, { signal: AbortSignal.abort() })).rejects.toThrow('The work was cancelled.');
  });
});
