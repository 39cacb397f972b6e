import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readText } from '../core/bytes/bytes.ts';
import { AbortError } from '../core/errors.ts';
import { NoSpaceError } from './fileStore.ts';
import { memoryFileStore } from '../testing/memoryFileStore.ts';
import { storeSink } from './storeSink.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a folder of the store', () => {
  it('shows a file when it is closed, in place of the one before', async () => {
    const folder = storeSink(memoryFileStore(), 'folder');
    for (const text of ['first text', 'next']) {
      const sink = await folder.create('a/b.json');
      await sink.write(bytes(text.slice(0, 3)));
      await sink.write(bytes(text.slice(3)));
      expect(await sink.close()).toEqual({ byteLength: text.length, sha256: digest(text) });
      const source = await folder.open('a/b.json');
      expect(source && (await readText(source))).toBe(text);
      expect(await folder.inspect('a/b.json')).toEqual({ byteLength: text.length, sha256: digest(text) });
    }
  });

  it('shows nothing of a file that was given up, and leaves nothing', async () => {
    const store = memoryFileStore();
    const folder = storeSink(store, 'folder');
    const sink = await folder.create('a');
    await sink.write(bytes('half'));
    expect(await folder.open('a')).toBeUndefined();
    expect(await folder.inspect('a')).toBeUndefined();
    await sink.abort();
    expect(await store.list('folder')).toEqual([]);
  });

  it('begins anew after a tab was closed while it wrote', async () => {
    const store = memoryFileStore();
    const folder = storeSink(store, 'folder');
    await (await folder.create('a')).write(bytes('a long beginning'));
    store.closeAll();
    const sink = await folder.create('a');
    await sink.write(bytes('new'));
    expect(await sink.close()).toMatchObject({ byteLength: 3 });
    await folder.remove('a');
    expect(await store.list('folder')).toEqual([]);
  });

  it('tells of a full disk and of an abort', async () => {
    const folder = storeSink(memoryFileStore(4), 'folder');
    const sink = await folder.create('a');
    await sink.write(bytes('four'));
    await expect(sink.write(bytes('!'))).rejects.toThrow(NoSpaceError);
    await sink.close();
    await expect(folder.inspect('a', { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
  });
});
