import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { voteSample } from './voteSamples.ts';
import { openVoteStore, type VoteStore } from './voteStore.ts';

let store: VoteStore;
beforeEach(async () => {
  store = await openVoteStore();
});
afterEach(async () => {
  await store.deleteAll();
  store.close();
});

describe('the kept votes', () => {
  it('are there in another visit, the oldest first, with their pictures', async () => {
    const [later, earlier] = [voteSample('b', { votedAt: 2 }), voteSample('a', { votedAt: 1 })];
    await store.keep([later], new Map([['d', new Blob(['picture'])]]));
    await store.keep([earlier], new Map());
    const visit = await openVoteStore();
    expect(await visit.list()).toEqual([earlier, later]);
    expect(await (await visit.picture('d'))?.text()).toBe('picture');
    expect(await visit.picture('e')).toBeUndefined();
    visit.close();
  });

  it('of the former version are still there', async () => {
    store.close();
    await deleteDB('editreward-votes');
    const former = await openDB('editreward-votes', 1, {
      upgrade(db) {
        db.createObjectStore('votes', { keyPath: 'id' });
        db.createObjectStore('pictures');
      },
    });
    await former.put('votes', voteSample('a', {}));
    former.close();
    store = await openVoteStore();
    expect(await store.list()).toEqual([voteSample('a', {})]);
    expect(await store.states('none')).toBeUndefined();
  });

  it('take what has become known of them', async () => {
    const vote = voteSample('a', {});
    await store.keep([vote], new Map());
    const view = { modelId: 'm', manifestSha256: 'd', rewards: [1, null], isDemo: false };
    await store.renew([{ ...vote, view }]);
    expect(await store.list()).toEqual([{ ...vote, view }]);
  });

  it('do not come back with what becomes known of them once they are deleted', async () => {
    const vote = voteSample('a', {});
    await store.keep([vote], new Map());
    await store.deleteAll();
    await store.renew([vote]);
    expect(await store.list()).toEqual([]);
  });

  it('are gone with their pictures when all are deleted', async () => {
    await store.keep([voteSample('a', {})], new Map([['d', new Blob()]]));
    await store.keepStates('d, seen by m', [new Float32Array([0.5, -1])]);
    expect(await store.states('d, seen by m')).toEqual([new Float32Array([0.5, -1])]);
    await store.deleteAll();
    expect(await store.list()).toEqual([]);
    expect(await store.picture('d')).toBeUndefined();
    expect(await store.states('d, seen by m')).toBeUndefined();
  });
});
