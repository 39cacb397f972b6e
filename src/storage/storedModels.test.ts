import { sha256 } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { readAll } from '../core/bytes/bytes.ts';
import { openJournal, type JournalEntry } from './journal.ts';
import { memoryFileStore } from '../testing/memoryFileStore.ts';
import { manifestOf } from '../testing/testPackage.ts';
import { describeStored, modelPaths, openStoredModel, readStoredState } from './storedModels.ts';

const FILES = { 'a.data': Uint8Array.of(1, 2, 3, 4), 'graphs/b.onnx': Uint8Array.of(5, 6) };

async function storeWith(entries: readonly JournalEntry[]) {
  const store = memoryFileStore();
  const manifest = manifestOf(FILES);
  const id = await sha256(manifest);
  const paths = modelPaths(id);
  const texts = { ...FILES, 'manifest.json': new TextEncoder().encode(manifest) };
  for (const [path, bytes] of Object.entries(texts)) {
    const file = await store.open(paths.file(path));
    file.write(bytes, 0);
    file.close();
  }
  const journal = await openJournal(store, paths.journal);
  entries.forEach((entry) => journal.append(entry));
  journal.close();
  return { store, id };
}

const VERIFIED = Object.keys(FILES).map((file) => ({ file, verified: true }) as const);

describe('a stored model', () => {
  it('opens when all its files were verified', async () => {
    const { store, id } = await storeWith(VERIFIED);
    const folder = await openStoredModel(id, store);
    const source = await folder.open('graphs/b.onnx');
    expect(source && (await readAll(source))).toEqual(FILES['graphs/b.onnx']);
    expect(await folder.open('c')).toBeUndefined();
  });

  it('does not open before, and tells how much is here', async () => {
    const { store, id } = await storeWith([
      { origin: { kind: 'url', url: 'https://example.org/' } },
      { file: 'a.data', has: [1, 4] },
      { file: 'graphs/b.onnx', verified: true },
    ]);
    await expect(openStoredModel(id, store)).rejects.toThrow(
      'tiny is not complete yet. Go on with its download first.',
    );
    const state = await readStoredState(store, id);
    expect(state && describeStored(id, state)).toMatchObject({
      byteLength: 6,
      storedBytes: 5,
      complete: false,
      origin: { kind: 'url' },
    });
  });

  it('is none when there is none, or when its manifest is not the one it is named after', async () => {
    const { store, id } = await storeWith(VERIFIED);
    await expect(openStoredModel('00', store)).rejects.toThrow('no longer in the browser');
    const manifest = await store.open(modelPaths(id).manifest);
    manifest.truncate(10);
    expect(await readStoredState(store, id)).toBeUndefined();
  });
});
