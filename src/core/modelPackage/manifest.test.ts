import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ManifestError, parseManifest } from './manifest.ts';

const json = readFileSync('public/models/nano/manifest.json', 'utf8');
const withPath = (path: string) => json.replaceAll('"decoder-0.data"', JSON.stringify(path));

/** The same in schema 2: one of today's. */
const lifted = parseManifest(json);
const changed = (change: object) => JSON.stringify({ ...lifted, ...change });

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
    expect(() => parseManifest('{"format')).toThrow('is not valid JSON');
    expect(() => parseManifest('\n<!doctype html>')).toThrow('is a web page');
    expect(() => parseManifest('{}')).toThrow('has no schemaVersion');
    expect(() => parseManifest('{"schemaVersion": 99}')).toThrow('has schema version 99');
  });
});

describe('a manifest of schema 2', () => {
  it('is read as it stands', () => {
    expect(lifted.schemaVersion).toBe(2);
    expect(parseManifest(JSON.stringify(lifted))).toEqual(lifted);
  });

  it('may be of a model with one picture, one head, three-axis positions and whole-image attention', () => {
    const { windows: _, ...tower } = lifted.vision;
    const other = {
      model: { title: 'A reward of pictures' },
      task: { images: [{ role: 'candidate' }], text: 'prompt' },
      prompts: lifted.prompts.slice(0, 1),
      heads: [{ key: 'overall', label: 'Overall', prompt: 0 }],
      vision: { ...tower, positionTable: { side: 48 }, deepstack: { count: 3 } },
      text: { ...lifted.text, positions: { kind: 'mrope', sections: [24, 20, 20], interleaved: true } },
      imageProcessor: { ...lifted.imageProcessor, resize: 'torchvision', orientation: 'applied' },
      selfTest: {
        ...lifted.selfTest,
        images: lifted.selfTest.images.slice(0, 1),
        expected: { overall: { mu: 1, logSigma: 0 } },
      },
    };
    expect(parseManifest(changed(other))).toEqual({ ...lifted, ...other });
  });

  const [first, second] = lifted.heads;
  it.each([
    ['no candidate', { task: { ...lifted.task, images: [{ role: 'source' }] } }, 'needs one candidate'],
    [
      'two candidates',
      { task: { ...lifted.task, images: [{ role: 'candidate' }, { role: 'candidate' }] } },
      'needs one candidate',
    ],
    [
      'two sources',
      { task: { ...lifted.task, images: [{ role: 'source' }, { role: 'source' }, { role: 'candidate' }] } },
      'has several sources',
    ],
    ['another word for its text', { task: { ...lifted.task, text: 'caption' } }, 'damaged at "task.text"'],
    ['no head', { heads: [] }, 'damaged at "heads"'],
    ['a head twice', { heads: [first, { ...second, key: first?.key }] }, 'has a key twice'],
    ['a head whose name results use', { heads: [first, { ...second, key: 'reward' }] }, 'damaged at "heads.1.key"'],
    ['a head without a prompt', { heads: [first, { ...second, prompt: 2 }] }, 'reads a prompt that is not there'],
    ['a prompt without a head', { heads: [first] }, 'a prompt has no head'],
    ['another pooling', { pooling: 'first' }, 'damaged at "pooling"'],
    [
      'a self-test of one image',
      { selfTest: { ...lifted.selfTest, images: [{ width: 9, height: 9 }] } },
      'number of images',
    ],
    ['a self-test without rewards', { selfTest: { ...lifted.selfTest, expected: {} } }, 'expects nothing of a head'],
  ])('with %s is refused', (_, change, message) => {
    expect(() => parseManifest(changed(change))).toThrow(message);
  });
});
