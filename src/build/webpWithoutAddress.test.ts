import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withoutAddress } from './webpWithoutAddress.ts';

describe('withoutAddress', () => {
  it('takes the only address out of the decoder that is installed', () => {
    const script = readFileSync('node_modules/@jsquash/webp/codec/dec/webp_dec.js', 'utf8');
    expect(script).toContain('new URL(');
    expect(withoutAddress(script)).not.toContain('new URL(');
  });

  it('says when there is none', () => {
    expect(() => withoutAddress('')).toThrow('names its WebAssembly in another way');
  });
});
