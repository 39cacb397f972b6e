import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packFiles } from '../core/bytes/packedFiles.ts';
import { locateModel } from './modelChoice.ts';

const NANO = 'https://example.org/assets/nano.bin';

beforeEach(() => vi.stubGlobal('location', new URL('https://example.org/app/')));
afterEach(() => vi.unstubAllGlobals());

describe('locateModel', () => {
  it('resolves an address as the page sees it', async () => {
    expect(await locateModel('models/mine', NANO)).toEqual({
      kind: 'url',
      url: 'https://example.org/app/models/mine/',
    });
    expect(await locateModel(new URL('https://a.example/m/manifest.json'), NANO)).toEqual({
      kind: 'url',
      url: 'https://a.example/m/',
    });
  });

  it('unpacks Nano', async () => {
    const pack = packFiles([{ path: 'manifest.json', bytes: new Uint8Array([123, 125]) }]);
    vi.stubGlobal('fetch', async (url: string) => new Response(url === NANO ? pack : null));
    const model = await locateModel('nano', NANO);
    const files = model.kind === 'files' ? model.files : [];
    expect(files.map(({ path }) => path)).toEqual(['manifest.json']);
    expect(await files[0]?.file.text()).toBe('{}');
  });

  it('takes Nano from a folder where the site has one', async () => {
    const folder = 'https://example.org/models/nano/';
    expect(await locateModel('nano', folder)).toEqual({ kind: 'url', url: folder });
  });

  it.each([
    ['is not served', async () => new Response(null, { status: 404 })],
    ['cannot be reached', () => Promise.reject(new TypeError('offline'))],
  ])('says where Nano was looked for when it %s', async (_why, fetch) => {
    vi.stubGlobal('fetch', fetch);
    await expect(locateModel('nano', NANO)).rejects.toMatchObject({
      name: 'NanoMissingError',
      message: expect.stringContaining(NANO),
    });
  });

  it('refuses files without a manifest', async () => {
    await expect(locateModel([new File([], 'notes.txt')], NANO)).rejects.toMatchObject({ name: 'NotAPackageError' });
  });
});
