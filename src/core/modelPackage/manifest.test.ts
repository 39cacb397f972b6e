import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ManifestError, parseManifest } from './manifest.ts';

const json = readFileSync('public/models/nano/manifest.json', 'utf8');
const withPath = (path: string) => json.replaceAll('"decoder-0.data"', JSON.stringify(path));

describe('parseManifest', () => {
  it('takes files in folders of the package', () => {
    const paths = parseManifest(withPath('weights/decoder-0.data')).files.map(({ path }) => path);
    expect(paths).toContain('weights/decoder-0.data');
  });

  it.each([
    '../decoder-0.data',
    'weights/../../decoder-0.data',
    '..',
    '/etc/passwd',
    '//example.com/decoder-0.data',
    'https://example.com/decoder-0.data',
    'data:,x',
    'C:\\decoder-0.data',
    '..\\decoder-0.data',
    'weights\\decoder-0.data',
    '%2e%2e/decoder-0.data',
    'decoder-0.data?x',
    'decoder-0.data\0',
    '',
  ])('refuses a path that may lead out of the package: %j', (path) => {
    expect(() => parseManifest(withPath(path))).toThrow(ManifestError);
  });

  it('says what is wrong with what is no manifest', () => {
    expect(() => parseManifest('<html>')).toThrow('is not valid JSON');
    expect(() => parseManifest('{}')).toThrow('has no schemaVersion');
    expect(() => parseManifest('{"schemaVersion": 99}')).toThrow('has schema version 99');
  });
});
