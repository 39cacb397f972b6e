import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { editrewardHere } from '../testing/commandLine.ts';
import { convertForTest } from '../testing/packages.ts';
import type * as Decoding from './decodeImage.ts';
import type * as Pool from './pictures/picturePool.ts';

/** Names of files at which the decoder has a fault. */
const broken = vi.hoisted(() => new Set<string>());

vi.mock('./decodeImage.ts', async (importOriginal) => {
  const { decodeImage } = await importOriginal<typeof Decoding>();
  const decode: typeof decodeImage = (bytes, name, orientation) => {
    const file = name.split('/').at(-1) ?? name;
    if (broken.has(file)) throw new TypeError(`undefined is not iterable (${name})`);
    return decodeImage(bytes, name, orientation);
  };
  return { decodeImage: decode };
});

/** On this thread, where the fault is. */
vi.mock('./pictures/picturePool.ts', async () => {
  const { readPicture } = await import('./pictures/readPicture.ts');
  const createPicturePool: typeof Pool.createPicturePool = () => ({
    read: async (makeTask) => readPicture(await makeTask()),
    close: async () => undefined,
  });
  return { createPicturePool };
});

let root = '';
let model = '';
const rows = Array.from({ length: 5 }, (_, k) => ({
  prompt: `Paint ${k}`,
  path_src: 'source.png',
  path1: `${k}a.png`,
  path2: `${k}b.png`,
}));
const path = (name: string) => join(root, name);

beforeAll(async () => {
  model = await convertForTest('tiny');
  root = await mkdtemp(join(tmpdir(), 'editreward-unexpected-'));
  const names = ['source.png', ...rows.flatMap(({ path1, path2 }) => [path1, path2])];
  for (const name of names) await cp('reference/tiny/images/house.png', path(name));
  await writeFile(path('set.json'), JSON.stringify(rows, undefined, 0).replaceAll('},', '},\n'));
}, 240_000);
afterAll(async () => {
  await rm(root, { recursive: true });
  await rm(model, { recursive: true });
});
afterEach(() => broken.clear());

function evaluate(out: string, ...more: string[]) {
  return editrewardHere('evaluate', '--manifest', path('set.json'), '--model', model, '--out', path(out), ...more);
}

function score(source: string, ...edited: string[]) {
  const images = ['--source', path(source), '--edited', ...edited.map(path)];
  return editrewardHere('score', '--model', model, ...images, '--instruction', 'Paint', '--json');
}

describe('a fault that no one expected', () => {
  it('fails the edit that `score` met it at, with its cause, and the others are scored', async () => {
    broken.add('1a.png');
    const { code, out, err } = await score('source.png', '1a.png', '1b.png');
    expect(code).toBe(1);
    const { candidates } = JSON.parse(out);
    expect(candidates.map(({ file }: { file: string }) => file)).toEqual([path('1b.png'), path('1a.png')]);
    expect(candidates[0].reward).toEqual(expect.any(Number));
    expect(err).toContain(`${path('1a.png')} could not be scored, for a reason that was not expected (TypeError: `);
    expect(err).not.toContain('\n    at ');
  });

  it('is told of the source of `score` without a stack', async () => {
    broken.add('source.png');
    const { code, err } = await score('source.png', '1a.png');
    expect(code).toBe(1);
    expect(err).toMatch(/^editreward: \S+source\.png could not be scored, .+\n$/);
  });

  it('fails the edits that `evaluate` met it at, and the run goes on', async () => {
    for (const name of ['0a.png', '0b.png', '2a.png', '3a.png', '3b.png']) broken.add(name);
    const { code, out, err } = await evaluate('some');
    expect(code).toBe(1);
    expect(out).toContain('2 items scored, 3 not');
    expect(out).toContain('TypeError: undefined is not iterable');
    expect(err).not.toContain('\n    at ');
  });

  it('stops a run that meets it at three items in a row, and the next run goes on from there', async () => {
    for (const { path1, path2 } of rows.slice(1)) {
      broken.add(path1);
      broken.add(path2);
    }
    const { code, err } = await evaluate('stopped', '--part', '1/1');
    expect(code).toBe(1);
    expect(err).toMatch(/^editreward: Scoring stopped at line 4: 3 items in a row failed for one reason\. .+TypeError/);
    expect(err).not.toContain('\n    at ');
    const journal = (await readFile(path('stopped/set.part-1-of-1.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(journal.map((line) => Object.keys(JSON.parse(line).outcome ?? {})[0])).toEqual([
      undefined,
      'score',
      'score',
      'error',
      'error',
      'error',
      'error',
      'error',
      'error',
    ]);
    broken.clear();
    expect((await evaluate('stopped')).out).toContain('5 items scored, 0 not');
  });
});
