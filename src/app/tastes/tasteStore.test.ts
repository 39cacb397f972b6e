import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { openTasteStore } from './tasteStore.ts';

it('keeps a taste once, the latest first, and what models saw apart from them', async () => {
  const store = await openTasteStore();
  const one = { sha256: 'a', bytes: new Uint8Array([1]), keptAt: 1 };
  await store.keep(one);
  await store.keep({ sha256: 'b', bytes: new Uint8Array([2]), keptAt: 2 });
  await store.keep({ ...one, keptAt: 3 });
  expect((await store.list()).map(({ sha256 }) => sha256)).toEqual(['a', 'b']);
  await store.keepStates('picture', [new Float32Array([0.5, -1])]);
  await store.remove('a');
  expect((await store.list()).map(({ sha256 }) => sha256)).toEqual(['b']);
  expect(await store.states('picture')).toEqual([new Float32Array([0.5, -1])]);
  expect(await store.states('other')).toBeUndefined();
  store.close();
});
