import { sha256 } from 'hash-wasm';
import { expect, it } from 'vitest';
import { memoryFileStore } from '../testing/memoryFileStore.ts';
import { manifestOf } from '../testing/testPackage.ts';
import { findKept } from './findKept.ts';
import { openJournal } from './journal.ts';
import { modelPaths } from './storedModels.ts';

const FILES = { 'a.data': Uint8Array.of(1, 2, 3, 4) };
const ORIGIN = { kind: 'huggingFace', repository: 'owner/name', revision: 'a'.repeat(40) } as const;

async function storeWith(origin: object, verified: boolean) {
  const store = memoryFileStore();
  const manifest = manifestOf(FILES);
  const id = await sha256(manifest);
  const file = await store.open(modelPaths(id).manifest);
  file.write(new TextEncoder().encode(manifest), 0);
  file.close();
  const journal = await openJournal(store, modelPaths(id).journal);
  journal.append({ origin: { ...ORIGIN, ...origin } });
  if (verified) journal.append({ file: 'a.data', verified: true });
  journal.close();
  return { store, id };
}

it('finds the whole model of that commit, and no other', async () => {
  const { store, id } = await storeWith({}, true);
  expect(await findKept(ORIGIN, store)).toBe(id);
  expect(await findKept({ ...ORIGIN, revision: 'b'.repeat(40) }, store)).toBeUndefined();
  expect(await findKept({ ...ORIGIN, folder: 'q4' }, store)).toBeUndefined();
  expect(await findKept({ ...ORIGIN, host: 'https://mirror.example/' }, store)).toBeUndefined();
});

it('finds none that is not whole, and none where there is no store', async () => {
  expect(await findKept(ORIGIN, (await storeWith({}, false)).store)).toBeUndefined();
  const broken = { ...memoryFileStore(), list: () => Promise.reject(new Error('no storage')) };
  expect(await findKept(ORIGIN, broken)).toBeUndefined();
});
