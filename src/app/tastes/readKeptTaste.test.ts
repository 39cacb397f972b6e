import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { readKeptTaste } from './readKeptTaste.ts';
import { openTasteStore } from './tasteStore.ts';

const [KEPT, GONE] = ['a'.repeat(64), 'b'.repeat(64)];

it('finds the file of a taste by its digest, and none that was removed', async () => {
  const store = await openTasteStore();
  await store.keep({ sha256: KEPT, bytes: new Uint8Array([1, 2]), keptAt: 0 });
  await store.keep({ sha256: GONE, bytes: new Uint8Array([3]), keptAt: 0 });
  await store.remove(GONE);
  store.close();
  expect(await readKeptTaste({ name: 'mine/2', sha256: KEPT })).toEqual({
    file: 'mine_2.taste',
    bytes: new Uint8Array([1, 2]),
  });
  expect(await readKeptTaste({ name: 'mine', sha256: GONE })).toBeUndefined();
});
