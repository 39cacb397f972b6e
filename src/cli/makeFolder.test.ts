import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from './makeFolder.ts';

let root = '';
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'editreward-folder-'))));
afterAll(() => rm(root, { recursive: true }));

describe('makeFolder', () => {
  it('makes all that is missing, and leaves what is there', async () => {
    const path = join(root, 'a', 'b', 'c');
    await makeFolder(path);
    await writeFile(join(path, 'file'), 'text');
    await makeFolder(path);
    expect((await stat(join(path, 'file'))).size).toBe(4);
  });

  it('may be asked for one folder by several at once', async () => {
    const path = join(root, 'together', 'b');
    await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(path, 'c'))]);
    expect((await stat(join(path, 'c'))).isDirectory()).toBe(true);
  });

  it('rejects where a file is in its place, or above it', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(makeFolder(join(root, 'file'))).rejects.toThrow('EEXIST');
    await expect(makeFolder(join(root, 'file', 'b'))).rejects.toThrow('ENOTDIR');
  });

  it.runIf(process.platform === 'linux')('comes to an end below what is there and holds no folder', async () => {
    await symlink(join(root, 'nowhere'), join(root, 'link'));
    await expect(makeFolder(join(root, 'link', 'b'))).rejects.toThrow('EEXIST');
    await expect(makeFolder('/proc/none/b')).rejects.toThrow("ENOENT: no such file or directory, mkdir '/proc/none'");
  });
});
