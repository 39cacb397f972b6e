import { afterEach, describe, expect, it, vi } from 'vitest';
import { storedModel } from './librarySamples.ts';
import { CatalogueError, CatalogueMismatchError, checkEntry, fetchCatalogue, parseCatalogue } from './catalogue.ts';

const SITE = 'https://site.example/editreward/';
const ENTRY = { title: 'Seven', address: 'models/seven/', byteLength: 100, licence: 'MIT', sha256: 'ab'.repeat(32) };
const text = (changes: object) => JSON.stringify({ models: [{ ...ENTRY, ...changes }] });

afterEach(() => vi.unstubAllGlobals());

function answer(body: string, init: ResponseInit = {}): void {
  vi.stubGlobal('fetch', async (url: URL) => {
    expect(url.href).toBe(`${SITE}models/catalogue.json`);
    return new Response(body, init);
  });
}

describe('fetchCatalogue', () => {
  it('reads what the site offers', async () => {
    answer(text({}), { headers: { 'Content-Type': 'application/json' } });
    expect(await fetchCatalogue(SITE)).toEqual([ENTRY]);
  });

  it('offers nothing where there is no list', async () => {
    answer('', { status: 404 });
    expect(await fetchCatalogue(SITE)).toEqual([]);
    answer('<!doctype html>', { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    expect(await fetchCatalogue(SITE)).toEqual([]);
    const refused = vi.fn<typeof fetch>(() => Promise.reject(new TypeError('offline')));
    vi.stubGlobal('fetch', refused);
    expect(await fetchCatalogue(SITE)).toEqual([]);
    vi.stubGlobal('navigator', { onLine: false });
    expect(await fetchCatalogue(SITE)).toEqual([]);
    expect(refused).toHaveBeenCalledTimes(1);
  });

  it('tells of a list that is damaged', async () => {
    answer('{');
    await expect(fetchCatalogue(SITE)).rejects.toThrow(CatalogueError);
  });
});

describe('parseCatalogue', () => {
  it('takes repositories and addresses', () => {
    expect(parseCatalogue(text({ address: 'owner/name@v1' }), SITE)).toHaveLength(1);
    expect(parseCatalogue('{"models":[]}', SITE)).toEqual([]);
  });

  it.each([
    ['{}', 'damaged at "models"'],
    [text({ title: '' }), 'damaged at "models.0.title"'],
    [text({ byteLength: 1.5 }), 'damaged at "models.0.byteLength"'],
    [text({ sha256: 'AB' }), 'damaged at "models.0.sha256": is no SHA-256. Its models are not offered.'],
    [text({ address: 'ftp://models.example/' }), 'is not a web address'],
  ])('refuses %s', (json, message) => {
    expect(() => parseCatalogue(json, SITE)).toThrow(CatalogueError);
    expect(() => parseCatalogue(json, SITE)).toThrow(message);
  });
});

it('refuses another model than the one that is offered', () => {
  expect(() => checkEntry(ENTRY, { ...storedModel('cd'.repeat(32)) })).toThrow(CatalogueMismatchError);
  expect(() => checkEntry(ENTRY, { ...storedModel('cd'.repeat(32)) })).toThrow(
    'models/seven/ has another model than the one that this site offers as Seven: the digest of its manifest is cdcdcdcdcdcd…',
  );
  expect(checkEntry(ENTRY, storedModel(ENTRY.sha256))).toBeUndefined();
});
