import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { convertForTest } from '../../testing/packages.ts';
import { writeJournal } from '../../convert/conversionJournal.ts';
import { openOutFolder, type OutFolder } from './outFolder.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-out-'));
});
afterEach(() => rm(root, { recursive: true }));

const out = () => join(root, 'out');

async function write({ sink }: OutFolder, path: string): Promise<void> {
  const file = await sink.create(path);
  await file.write(new Uint8Array(1));
  await file.close();
}

describe('openOutFolder', () => {
  it('makes a folder with its first file, and takes it away again', async () => {
    const folder = await openOutFolder(out(), [], false);
    expect(await readdir(root)).toEqual([]);
    await write(folder, 'a.data');
    const unfinished = await folder.sink.create('b.data');
    await unfinished.write(new Uint8Array(1));
    expect(await readdir(out())).toEqual(['a.data', 'b.data.partial']);
    expect(await folder.settle()).toBe(false);
    expect(await readdir(root)).toEqual([]);
    await unfinished.abort();
  });

  it('keeps what a conversion can go on with, and takes the folder again for it', async () => {
    const folder = await openOutFolder(out(), [], false);
    await write(folder, 'a.data');
    const finished = [{ path: 'a.data', byteLength: 1, sha256: '' }];
    await writeJournal(folder.sink, { fingerprint: '', paths: ['a.data'], finished });
    expect(await folder.settle()).toBe(true);
    await write(await openOutFolder(out(), [], false), 'b.data');
    expect(await readdir(out())).toEqual(['a.data', 'b.data', 'conversion.json']);
  });

  it('keeps an empty folder, and files that are not its own', async () => {
    await mkdir(out());
    const folder = await openOutFolder(out(), [], false);
    await write(folder, 'a.data');
    await writeFile(join(out(), 'other.txt'), '');
    await folder.settle();
    expect(await readdir(out())).toEqual(['other.txt']);
  });

  it('replaces a package once the first file of the new one comes', async () => {
    const path = await convertForTest('tiny');
    try {
      await writeFile(join(path, 'notes.txt'), '');
      const before = await readdir(path);
      const folder = await openOutFolder(path, [], false);
      expect(await readdir(path)).toEqual(before);
      await write(folder, 'new.data');
      expect(await readdir(path)).toEqual(['new.data', 'notes.txt']);
    } finally {
      await rm(path, { recursive: true });
    }
  });

  it.each([
    ['letter.txt', 'Dear'],
    ['manifest.json', '{"name": "a web app"}'],
  ])('refuses a folder with another %s, unless forced', async (name, text) => {
    await mkdir(out());
    await writeFile(join(out(), name), text);
    await expect(openOutFolder(out(), [], false)).rejects.toMatchObject({
      name: 'OutFolderError',
      message: `${out()} is not empty and holds no model package. Choose another folder, or write into it with --force.`,
    });
    await write(await openOutFolder(out(), [], true), 'a.data');
    expect(await readdir(out())).toContain(name);
  });

  it('refuses a folder that is read from, by whatever path', async () => {
    await mkdir(join(root, 'checkpoint'));
    await symlink(join(root, 'checkpoint'), out());
    await expect(openOutFolder(out(), [join(root, 'checkpoint')], true)).rejects.toMatchObject({ name: 'UsageError' });
  });

  it('refuses a file', async () => {
    await writeFile(out(), '');
    await expect(openOutFolder(out(), [], false)).rejects.toThrow(`${out()} cannot be used as a folder.`);
  });
});
