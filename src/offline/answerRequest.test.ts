import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerRequest, fileAddress, isForSite } from './answerRequest.ts';

const SITE = 'https://example.org/some/path/';

const asked = (path: string, init?: RequestInit) => isForSite(new Request(new URL(path, SITE), init), SITE);

describe('isForSite', () => {
  it('takes what lies under the site', () => {
    expect(asked('')).toBe(true);
    expect(asked('assets/index.js')).toBe(true);
  });

  it('leaves other sites, other methods and parts of files to the network', () => {
    expect(asked('https://example.com/some/path/')).toBe(false);
    expect(asked('../other/')).toBe(false);
    expect(asked('share', { method: 'POST' })).toBe(false);
    expect(asked('models/big/decoder-0.data', { headers: { Range: 'bytes=0-9' } })).toBe(false);
  });
});

describe('fileAddress', () => {
  it.each([
    ['', 'index.html'],
    ['?model=https://example.com/m/', 'index.html'],
    ['index.html?device=wasm', 'index.html'],
    ['licences.txt', 'licences.txt'],
  ])('of the document "%s" is %s', (path, file) => {
    expect(fileAddress({ url: SITE + path, mode: 'navigate' }, SITE)).toBe(SITE + file);
  });

  it('of anything else is its own, for parameters may tell files apart', () => {
    const url = `${SITE}assets/a.js?v=2`;
    expect(fileAddress({ url, mode: 'cors' }, SITE)).toBe(url);
  });
});

describe('answerRequest', () => {
  afterEach(() => vi.unstubAllGlobals());
  const headers = { 'Cross-Origin-Embedder-Policy': 'require-corp' };

  it('gives what is kept, and asks no one', async () => {
    const match = async (url: string) => (url === `${SITE}assets/a.js` ? new Response('kept') : undefined);
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    const response = await answerRequest(new Request(`${SITE}assets/a.js`), { siteUrl: SITE, match, headers });
    expect(await response.text()).toBe('kept');
  });

  it('gives what the network has, with the headers, where nothing is kept', async () => {
    vi.stubGlobal('fetch', async () => new Response('fresh'));
    const answers = { siteUrl: SITE, match: async () => undefined, headers };
    const response = await answerRequest(new Request(`${SITE}assets/b.js`), answers);
    expect(await response.text()).toBe('fresh');
    expect(response.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
  });
});
