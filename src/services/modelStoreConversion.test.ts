import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConvertInto } from '../storage/convertInto.ts';
import {
  failure,
  FILES,
  ID,
  MANIFEST,
  openStoreWorld,
  start,
  type StoreWorld,
  TOTAL,
  wrongFiles,
} from './modelStoreSamples.ts';

let world: StoreWorld;
beforeEach(async () => void (world = await openStoreWorld()));
afterEach(() => world.server.close());

describe('a conversion', () => {
  const request = { checkpoint: { kind: 'files', files: [] }, base: [], dtype: 'q4', name: 'mine' } as const;
  const convertModel = () => start((id, report) => world.store.convert(id, request, report));

  /** Writes what is not there yet; `fail` is called before each file. */
  const writeFiles =
    (fail: (path: string) => void): ConvertInto =>
    async (_request, out, { onProgress }) => {
      const all = { ...FILES, 'manifest.json': new TextEncoder().encode(MANIFEST) };
      let done = 0;
      for (const [path, bytes] of Object.entries(all)) {
        fail(path);
        done += bytes.byteLength;
        if ((await out.inspect(path))?.byteLength === bytes.byteLength) continue;
        written.push(path);
        const sink = await out.create(path);
        try {
          await sink.write(bytes);
        } catch (error) {
          await sink.abort();
          throw error;
        }
        await sink.close();
        onProgress('converting', done, TOTAL + MANIFEST.length);
      }
    };
  let written: string[] = [];
  beforeEach(() => (written = []));

  it('becomes a model when it is whole', async () => {
    world.convert = writeFiles(() => undefined);
    world.store = world.openTab();
    const { done, progress } = convertModel();
    expect(await done).toMatchObject({ id: ID, complete: true, origin: { kind: 'converted' } });
    expect(progress.at(-1)).toMatchObject({ stage: 'converting', doneBytes: TOTAL + MANIFEST.length });
    expect((await world.store.list()).conversions).toEqual([]);
    expect(await world.files.list('conversions')).toEqual([]);
    expect(await wrongFiles(world.files)).toEqual([]);
  });

  it('that was stopped is in the list, goes on, and can be removed', async () => {
    world.convert = writeFiles((path) => {
      if (path === 'manifest.json') throw new Error('stopped');
    });
    world.store = world.openTab();
    expect(await failure(convertModel().done)).toMatchObject({ message: 'stopped' });
    const { models, conversions } = await world.store.list();
    expect(models).toEqual([]);
    expect(conversions).toMatchObject([{ name: 'mine', dtype: 'q4', storedBytes: TOTAL, busy: false }]);

    world.convert = writeFiles(() => undefined);
    world.store = world.openTab();
    expect(await convertModel().done).toMatchObject({ complete: true });
    expect(written).toEqual(['a.data', 'graphs/b.onnx', 'manifest.json']);

    world.convert = writeFiles((path) => {
      if (path !== 'a.data') throw new Error('stopped');
    });
    world.store = world.openTab();
    await failure(convertModel().done);
    const [unfinished] = (await world.store.list()).conversions;
    await world.store.remove(unfinished?.id ?? '');
    expect((await world.store.list()).conversions).toEqual([]);
  });

  it('that is calibrated and one that is not leave each other what they have', async () => {
    world.convert = writeFiles((path) => {
      if (path !== 'a.data') throw new Error('stopped');
    });
    world.store = world.openTab();
    await failure(start((id, report) => world.store.convert(id, { ...request, calibration: [] }, report)).done);
    await failure(convertModel().done);
    expect(written).toEqual(['a.data', 'a.data']);
    const { conversions } = await world.store.list();
    expect(conversions.map(({ calibrated }) => calibrated === true).toSorted()).toEqual([false, true]);
    expect(conversions[0]).toMatchObject({ name: 'mine', dtype: 'q4', storedBytes: FILES['a.data'].byteLength });
  });

  it('that is refused before anything is written leaves nothing to go on with', async () => {
    world.convert = () => Promise.reject(new Error('two layers, and config.json says three'));
    world.store = world.openTab();
    expect(await failure(convertModel().done)).toMatchObject({ message: 'two layers, and config.json says three' });
    expect((await world.store.list()).conversions).toEqual([]);
    expect(await world.files.list('conversions')).toEqual([]);
  });

  it('is refused before it writes where it would not fit', async () => {
    world.convert = (_request, _out, { checkSpace }) => checkSpace(2e9);
    world.store = world.openTab();
    expect(await failure(convertModel().done)).toMatchObject({
      name: 'StorageFullError',
      message: expect.stringContaining('it needs another 2.0 GB, and the browser gives this site 1.0 GB more'),
    });
    expect((await world.store.list()).conversions).toEqual([]);
  });

  it('says what space it lacks', async () => {
    world.files.capacity = 210_000;
    world.convert = writeFiles(() => undefined);
    world.store = world.openTab();
    world.files.capacity = 202_000;
    expect(await failure(convertModel().done)).toMatchObject({
      name: 'StorageFullError',
      message: expect.stringMatching(/^There is not enough space for mine: it needs another \d+ KB, /),
    });
  });
});
