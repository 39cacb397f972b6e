import { describe, expect, it } from 'vitest';
import { allowedOrigins } from './allowedOrigins.ts';

describe('allowedOrigins', () => {
  it('takes the origins that the address names', () => {
    expect(allowedOrigins('https://a.example, http://localhost:8080', '*')).toEqual([
      'https://a.example',
      'http://localhost:8080',
    ]);
  });

  it('listens to nobody when none is named', () => {
    expect(allowedOrigins(null, '*')).toEqual([]);
    expect(allowedOrigins('', '*')).toEqual([]);
  });

  it('takes no pattern, path, opaque origin or other spelling for an origin', () => {
    expect(allowedOrigins('*,null,a.example,https://a.example/,https://a.example/x,HTTPS://A.example', '*')).toEqual(
      [],
    );
  });

  it("keeps to the owner's list", () => {
    expect(allowedOrigins('https://a.example,https://b.example', 'https://b.example')).toEqual(['https://b.example']);
    expect(allowedOrigins('https://a.example', '')).toEqual([]);
  });
});
