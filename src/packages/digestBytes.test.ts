import { afterEach, describe, expect, it, vi } from 'vitest';
import { digestBytes } from './digestBytes.ts';

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
