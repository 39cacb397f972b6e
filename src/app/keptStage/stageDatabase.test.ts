import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { workOf } from '../score/exampleWork.ts';
import { afterRun, readyState, scored } from '../score/stageSamples.ts';
import type { Picture } from '../score/stageState.ts';
import { openStageStore } from './stageStore.ts';

it('brings over what the version before has kept', async () => {
  const { source, candidates, ...rest } = workOf(afterRun(readyState(2), [scored(1), scored(2)]));
  const former = await openDB('editreward-stage', 1, {
    upgrade(db) {
      db.createObjectStore('work');
      db.createObjectStore('pictures');
    },
  });
  const keep = async (picture: Picture | undefined) => {
    await former.put('pictures', { ...picture, blob: new Blob([picture?.name ?? '']) }, `visit ${picture?.id}`);
    return `visit ${picture?.id}`;
  };
  const kept = [];
  for (const { picture, outcome } of candidates) kept.push({ picture: await keep(picture), outcome });
  await former.put('work', { ...rest, source: await keep(source), candidates: kept }, 'last');
  former.close();

  const store = await openStageStore();
  const read = (await store.read()) ?? expect.fail();
  expect(read.source?.name).toBe('source.png');
  expect(await read.candidates[1]?.picture.blob.text()).toBe('b.png');
  expect(read.candidates.map(({ outcome }) => outcome)).toEqual([scored(1), scored(2)]);
  expect(read.scoredFor).toEqual(rest.scoredFor);
  await store.write(read);
  const db = await openDB('editreward-stage');
  expect((await db.getAllKeys('pictures')).every((key) => /^[0-9a-f]{64}$/.test(String(key)))).toBe(true);
});
