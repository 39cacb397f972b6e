import { describe, expect, it } from 'vitest';
import { startOfAddress } from './pageAddress.ts';

const SITE = 'https://example.org/editreward/';
const start = (query: string) => startOfAddress(`${SITE}${query}`, `${SITE}models/nano/`);

describe('startOfAddress', () => {
  it('starts with the model of the site, under whatever path that stands', () => {
    const location = { kind: 'url', url: 'https://example.org/editreward/models/nano/' };
    expect(start('')).toEqual({ model: { label: 'editreward-nano', location }, options: {} });
    expect(start('#/models').model?.location).toEqual(location);
  });

  it('starts with the model that the address names, or with none', () => {
    const location = { kind: 'url', url: 'https://models.example/seven/' };
    expect(start('?model=https://models.example/seven').model).toEqual({ label: 'seven', location });
    expect(start('?model=').model).toBeUndefined();
    expect(() => start('?model=ftp://models.example/')).toThrow('is not a web address');
  });

  it('starts with a repository on Hugging Face, and tells it from a folder of the site', () => {
    const location = { kind: 'huggingFace', repository: 'owner/name', revision: 'v1' };
    expect(start('?model=owner/name@v1').model).toEqual({ label: 'owner/name@v1', location });
    expect(start('?model=https://huggingface.co/owner/name/tree/v1').model).toEqual({
      label: 'owner/name@v1',
      location,
    });
    for (const folder of ['models/seven/', './models/seven']) {
      const url = 'https://example.org/editreward/models/seven/';
      expect(start(`?model=${folder}`).model).toEqual({ label: 'seven', location: { kind: 'url', url } });
    }
  });

  it('takes a device that it knows', () => {
    expect(start('?device=webgpu').options).toEqual({ provider: 'webgpu' });
    expect(start('?device=wasm&model=').options).toEqual({ provider: 'wasm' });
    expect(start('?device=abacus').options).toEqual({});
  });
});
