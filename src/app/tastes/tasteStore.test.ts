import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { openTasteStore } from './tasteStore.ts';

it('keeps a taste once, the latest first', async () => {
  const store = await openTasteStore();
  const one = { sha256: 'a', bytes: new Uint8Array([1]), keptAt: 1 };
  await store.keep(one);
  await store.keep({ sha256: 'b', bytes: new Uint8Array([2]), keptAt: 2 });
  await store.keep({ ...one, keptAt: 3 });
  expect((await store.list()).map(({ sha256 }) => sha256)).toEqual(['a', 'b']);
  await store.remove('a');
  expect((await store.list()).map(({ sha256 }) => sha256)).toEqual(['b']);
  store.close();
});
