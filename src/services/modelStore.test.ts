import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  askedBytes,
  COMMIT,
  download,
  failure,
  ID,
  openStoreWorld,
  start,
  type StoreWorld,
  TOTAL,
  until,
  wrongFiles,
} from './modelStoreSamples.ts';

let world: StoreWorld;
beforeEach(async () => void (world = await openStoreWorld()));
afterEach(() => world.server.close());

describe('a download', () => {
  it('reads the manifest alone before', async () => {
    const description = await world.store.inspect(1, world.location);
    expect(description).toMatchObject({ id: ID, byteLength: TOTAL, manifest: { id: 'tiny' }, origin: world.location });
    expect(world.server.requests).toEqual(['/manifest.json']);
    expect(await world.store.list()).toEqual({ models: [], conversions: [] });
  });

  it('stores a model, tells how far it is, and lists it', async () => {
    const { done, progress } = download(world);
    const expected = {
      id: ID,
      storedBytes: TOTAL,
      byteLength: TOTAL,
      complete: true,
      busy: false,
      origin: world.location,
    };
    expect(await done).toMatchObject(expected);
    expect(progress.at(-1)).toMatchObject({
      stage: 'downloading',
      doneBytes: TOTAL,
      totalBytes: TOTAL,
      elsewhere: false,
    });
    expect(await world.store.list()).toMatchObject({ models: [expected], conversions: [] });
    expect(await wrongFiles(world.files)).toEqual([]);
  });

  it('records the commit that a branch of a hub was at', async () => {
    const from = { kind: 'huggingFace', repository: 'owner/name', host: world.server.url } as const;
    expect(await download(world, world.store, from).done).toMatchObject({
      origin: { ...from, revision: COMMIT },
      complete: true,
    });
    expect(world.server.requests).toContain(`/owner/name/resolve/${COMMIT}/a.data bytes=0-63999`);
    expect(world.server.requests.filter((request) => request.startsWith('OPTIONS'))).toEqual([]);
  });

  it('pauses, is in the list, and is resumed from where it came from', async () => {
    world.server.faults.stallAt = 60_000;
    const { callId, done } = download(world);
    // What was sent is not yet what was stored.
    await until(async () => ((await world.store.list()).models[0]?.storedBytes ?? 0) > 0);
    expect(await world.store.list()).toMatchObject({ models: [{ id: ID, complete: false, busy: true }] });
    // The manifest and five ranges: one that is still on its way would be counted with those of the other tab.
    await until(() => world.server.requests.length === 6);
    await world.store.cancel(callId);
    expect(await failure(done)).toMatchObject({ name: 'AbortError' });
    const [model] = (await world.openTab().list()).models;
    expect(model).toMatchObject({ complete: false, busy: false });
    expect(model?.storedBytes).toBeGreaterThan(0);

    world.server.faults.stallAt = Infinity;
    world.server.requests.length = 0;
    const resumed = start((id, report) => world.openTab().resume(id, ID, report));
    expect(await resumed.done).toMatchObject({ complete: true });
    expect(askedBytes(world.server)).toBe(TOTAL - (model?.storedBytes ?? 0));
    expect(resumed.progress[0]?.doneBytes).toBe(model?.storedBytes);
    expect(await wrongFiles(world.files)).toEqual([]);
  });

  it('says which file is missing, and goes on when it is there', async () => {
    world.server.faults.status = (path) => (path === '/graphs/b.onnx' ? 404 : undefined);
    const error = await failure(download(world).done);
    expect(error).toEqual({
      name: 'MissingFileError',
      message:
        `graphs/b.onnx is not at ${world.server.url}graphs/b.onnx: the server answered 404. ` +
        'What has arrived is kept: the work can go on from there.',
      file: 'graphs/b.onnx',
    });
    world.server.faults.status = () => undefined;
    expect(await download(world).done).toMatchObject({ complete: true });
  });

  it('tries again while a server is busy, and gives up with its answer', async () => {
    let busy = 2;
    world.server.faults.status = (path) => (path === '/a.data' && busy-- > 0 ? 503 : undefined);
    expect(await download(world).done).toMatchObject({ complete: true });
    await world.store.remove(ID);
    world.server.faults.status = (path) => (path === '/a.data' ? 503 : undefined);
    expect(await failure(download(world).done)).toMatchObject({
      name: 'DownloadError',
      message: expect.stringContaining(
        'a.data could not be downloaded: the server answered 503. What has arrived is kept',
      ),
    });
  });

  it('names the space that is needed and given, and keeps what came when it runs out', async () => {
    world.use = { ...world.use, quotaBytes: 100_000 };
    const needs = 'it needs another 203 KB, and the browser gives this site 100 KB more.';
    const refused = await failure(download(world).done);
    expect(refused.name).toBe('StorageFullError');
    expect(refused.message).toContain(`There is not enough space for tiny: ${needs}`);
    expect(world.server.requests).toEqual(['/manifest.json']);

    world.use = { ...world.use, quotaBytes: 1e9 };
    world.files.capacity = 120_000;
    expect(await failure(download(world).done)).toMatchObject({
      name: 'StorageFullError',
      message: expect.stringContaining('and the browser stores no more, without saying how much it would.'),
    });
    const [model] = (await world.store.list()).models;
    expect(model?.storedBytes).toBeGreaterThan(50_000);
    world.files.capacity = Infinity;
    expect(await download(world).done).toMatchObject({ complete: true });
    expect(await wrongFiles(world.files)).toEqual([]);
  });
});
