import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { createTasteShelf, type TasteShelf } from './tasteShelf.ts';
import { sampleTaste } from './tasteSamples.ts';
import { openTasteStore } from './tasteStore.ts';

let clock = 0;
let shelf: TasteShelf;

const names = () => shelf.getState().tastes?.map(({ name }) => name);

beforeEach(async () => {
  indexedDB.deleteDatabase('editreward-tastes');
  shelf = createTasteShelf(openTasteStore, () => ++clock);
  await shelf.read();
});

it('knows nothing before it has read, then has the latest taste first', async () => {
  expect(createTasteShelf(openTasteStore).getState().tastes).toBeUndefined();
  expect(names()).toEqual([]);
  await shelf.add(await sampleTaste('one'), 'one.taste');
  await shelf.add(await sampleTaste('two'), 'two.taste');
  expect(names()).toEqual(['two', 'one']);
  expect(shelf.getState().tastes?.[0]).toMatchObject({ parent: { id: 'sample' }, training: { votes: 60 } });
});

it('refuses what is no whole taste by its name, keeps none of it, and goes on', async () => {
  const whole = await sampleTaste('one');
  await shelf.add(whole.slice(0, -3), 'cut.taste');
  expect(shelf.getState().problem).toContain('cut.taste is damaged or cut off');
  await shelf.add(new Uint8Array([1, 2, 3]), 'photo.png');
  expect(shelf.getState().problem).toContain('photo.png is not a taste');
  expect(names()).toEqual([]);
  await shelf.add(whole, 'one.taste');
  expect([names(), shelf.getState().problem]).toEqual([['one'], undefined]);
});

it('removes one alone', async () => {
  await shelf.add(await sampleTaste('one'), 'one.taste');
  await shelf.add(await sampleTaste('two'), 'two.taste');
  await shelf.remove(shelf.getState().tastes?.[0]?.sha256 ?? '');
  expect(names()).toEqual(['one']);
});

it('tells of one that cannot be read any more, and shows the others', async () => {
  await shelf.add(await sampleTaste('one'), 'one.taste');
  const store = await openTasteStore();
  await store.keep({ sha256: 'damaged', bytes: new Uint8Array([1]), keptAt: 0 });
  store.close();
  await shelf.read();
  expect(names()).toEqual(['one']);
  expect(shelf.getState().problem).toContain('A kept taste (damaged) is not a taste');
});

it('says where the browser keeps nothing', async () => {
  const closed = createTasteShelf(() => Promise.reject(new Error('No room.')));
  await closed.read();
  expect(closed.getState().problem).toBe('No room.');
});

it('tells of a file that cannot be read any more', async () => {
  const gone = Object.assign(new File([], 'mine.taste'), {
    arrayBuffer: () => Promise.reject(new DOMException('It was moved.', 'NotFoundError')),
  });
  expect(await shelf.take(gone)).toBe(false);
  expect(shelf.getState().problem).toBe('It was moved.');
  expect(await shelf.take(new File([await sampleTaste('one')], 'one.taste'))).toBe(true);
  expect([names(), shelf.getState().problem]).toEqual([['one'], undefined]);
});
