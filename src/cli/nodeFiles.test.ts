import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readText } from '../core/bytes/bytes.ts';
import { directoryFolder, directorySink } from './nodeFiles.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('directoryFolder', () => {
  it('reads ranges of a file', async () => {
    await writeFile(join(root, 'a.txt'), 'hello world');
    const source = await directoryFolder(root).open('a.txt');
    expect(source).toMatchObject({ name: 'a.txt', byteLength: 11 });
    if (source === undefined) return;
    expect(await readText(source)).toBe('hello world');
    expect(new TextDecoder().decode(await source.slice(6, 9))).toBe('wor');
    expect(await source.slice(4, 4)).toHaveLength(0);
  });

  it('has no missing file, and no folder as a file', async () => {
    expect(await directoryFolder(root).open('none.txt')).toBeUndefined();
    expect(await directoryFolder(root).open('none/deep.txt')).toBeUndefined();
    expect(await directoryFolder(join(root, '..')).open(root.split('/').at(-1) ?? '')).toBeUndefined();
  });

  it('says that the folder is missing, or is a file', async () => {
    await expect(directoryFolder(join(root, 'none')).open('a.txt')).rejects.toThrow('none does not exist');
    await writeFile(join(root, 'file'), '');
    await expect(directoryFolder(join(root, 'file')).open('a.txt')).rejects.toThrow('file is not a folder');
  });

  it.each(['../outside.txt', '/etc/hostname', 'a/../../outside.txt', ''])('does not follow %j', async (path) => {
    await expect(directoryFolder(root).open(path)).rejects.toMatchObject({ name: 'DiskError', file: path });
  });

  it('refuses to read beyond the end, as when a file shrank', async () => {
    await writeFile(join(root, 'a.txt'), 'hello');
    const source = await directoryFolder(root).open('a.txt');
    await writeFile(join(root, 'a.txt'), 'he');
    await expect(source?.slice(0, 5)).rejects.toMatchObject({
      name: 'DiskError',
      message: expect.stringContaining('byte 2'),
    });
  });
});

describe('directorySink', () => {
  it('writes a file in a new folder and reports its length and digest', async () => {
    const sink = await directorySink(join(root, 'new')).create('deep/a.bin');
    await sink.write(new Uint8Array([1, 2]));
    await sink.write(new Uint8Array([3]));
    const bytes = Buffer.from([1, 2, 3]);
    expect(await sink.close()).toEqual({ byteLength: 3, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(await readFile(join(root, 'new/deep/a.bin'))).toEqual(bytes);
  });

  it('shows the file under its name only once it is whole', async () => {
    const sink = await directorySink(root).create('a.bin');
    await sink.write(new Uint8Array([1]));
    expect(await readdir(root)).toEqual(['a.bin.partial']);
    await sink.close();
    expect(await readdir(root)).toEqual(['a.bin']);
  });

  it('replaces an older file', async () => {
    await writeFile(join(root, 'a.bin'), 'older and longer');
    const sink = await directorySink(root).create('a.bin');
    await sink.write(new TextEncoder().encode('new'));
    await sink.close();
    expect(await readFile(join(root, 'a.bin'), 'utf8')).toBe('new');
  });

  it('leaves nothing of a file that is given up', async () => {
    const sink = await directorySink(root).create('a.bin');
    await sink.write(new Uint8Array([1]));
    await sink.abort();
    expect(await readdir(root)).toEqual([]);
  });

  it('reads a finished file back, and tells when there is none', async () => {
    const folder = directorySink(join(root, 'new'));
    expect([await folder.open('a.bin'), await folder.inspect('a.bin')]).toEqual([undefined, undefined]);
    const sink = await folder.create('a.bin');
    await sink.write(new Uint8Array([1, 2, 3]));
    const written = await sink.close();
    const pieces: number[] = [];
    expect(await folder.inspect('a.bin', { onBytes: (byteLength) => pieces.push(byteLength) })).toEqual(written);
    expect(pieces).toEqual([3]);
    await writeFile(join(root, 'new/a.bin'), new Uint8Array([1, 2, 4]));
    expect(await folder.inspect('a.bin')).not.toEqual(written);
  });

  it('removes a file, and what an interrupted one left', async () => {
    const folder = directorySink(root);
    const unfinished = await folder.create('a.bin');
    await writeFile(join(root, 'a.bin'), '');
    await folder.remove('a.bin');
    expect(await readdir(root)).toEqual([]);
    await folder.remove('a.bin');
    await unfinished.abort();
  });

  it('does not write outside', async () => {
    await expect(directorySink(root).create('../a.bin')).rejects.toMatchObject({ name: 'DiskError' });
  });

  it('says which file cannot be written', async () => {
    await writeFile(join(root, 'file'), '');
    const creating = directorySink(root).create('file/a.bin');
    await expect(creating).rejects.toMatchObject({ name: 'DiskError', message: expect.stringContaining('file/a.bin') });
  });
});
