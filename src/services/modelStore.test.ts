import { sha256 } from 'hash-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveFaulty, type FaultyServer } from '../testing/faultyServer.ts';
import { drawBytes, manifestOf } from '../testing/testPackage.ts';
import { readAll } from '../core/bytes/bytes.ts';
import type { ChosenFiles, RemoteLocation } from '../core/modelPackage/modelLocation.ts';
import type { StorageUse } from '../core/keptModels/storageUse.ts';
import type { StoreEvent } from '../core/keptModels/storeEvent.ts';
import type { TransferProgress } from '../core/keptModels/transferProgress.ts';
import type { TransferredError } from '../core/transferredError.ts';
import type { ConvertInto } from '../storage/convertInto.ts';
import { memoryFileStore, type MemoryFileStore } from '../testing/memoryFileStore.ts';
import type { ModelLocks } from '../storage/modelLocks.ts';
import { ModelStore } from './modelStore.ts';
import { openStoredModel } from '../storage/storedModels.ts';
import type { StoreEvents } from '../storage/storeEvents.ts';

const FILES = { 'a.data': drawBytes(200_000, 1), 'graphs/b.onnx': drawBytes(3000, 2) };
const MANIFEST = manifestOf(FILES);
const ID = await sha256(MANIFEST);
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const TOTAL = 203_000;

/** Locks within this process. */
function memoryLocks(): ModelLocks {
  const tails = new Map<string, Promise<unknown>>();
  const keepers = new Map<string, number>();
  const hold = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const running = work();
    const settled = running.catch(() => undefined);
    tails.set(id, settled);
    void settled.then(() => tails.get(id) === settled && tails.delete(id));
    return running;
  };
  return {
    async hold(id, signal, work) {
      while (tails.has(id)) await Promise.race([tails.get(id), aborted(signal)]);
      return hold(id, work);
    },
    tryHold: async (id, work) => (tails.has(id) ? undefined : { value: await hold(id, work) }),
    async keep(id) {
      keepers.set(id, (keepers.get(id) ?? 0) + 1);
      return () => keepers.set(id, (keepers.get(id) ?? 0) - 1);
    },
    unlessKept: async (id, work) => (keepers.get(id) ? undefined : { value: await work() }),
    held: async () => new Set(tails.keys()),
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** Events within this process. */
function memoryEvents(): StoreEvents {
  const listeners = new Set<(event: StoreEvent) => void>();
  return {
    send: (event) => listeners.forEach((listener) => listener(event)),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

let server: FaultyServer;
let files: MemoryFileStore;
let use: StorageUse;
let locks: ModelLocks;
let events: StoreEvents;
let convert: ConvertInto;
let store: ModelStore;
let location: RemoteLocation;
let lastCallId = 0;

/** Another tab over the same files. */
function openTab(): ModelStore {
  return new ModelStore({
    files,
    locks,
    events,
    storageUse: async () => use,
    convert,
    holdLock: async () => undefined,
    limits: { rangeBytes: 64_000, backoffMs: 1, attempts: 3, recordBytes: 10_000 },
  });
}

beforeEach(async () => {
  const served = { 'manifest.json': new TextEncoder().encode(MANIFEST), ...FILES };
  const hub = { [`api/models/owner/name/revision/main`]: new TextEncoder().encode(`{"sha":"${COMMIT}"}`) };
  const underHub = Object.entries(served).map(
    ([path, bytes]) => [`owner/name/resolve/${COMMIT}/${path}`, bytes] as const,
  );
  server = await serveFaulty(new Map([...Object.entries(served), ...underHub, ...Object.entries(hub)]));
  files = memoryFileStore();
  use = { usedBytes: 0, quotaBytes: 1e9, persisted: false };
  locks = memoryLocks();
  events = memoryEvents();
  convert = () => Promise.reject(new Error('not here'));
  store = openTab();
  location = { kind: 'url', url: server.url };
});
afterEach(() => server.close());

interface Started<T> {
  readonly callId: number;
  readonly done: Promise<T>;
  readonly progress: TransferProgress[];
}

function start<T>(call: (callId: number, onProgress: (progress: TransferProgress) => void) => Promise<T>): Started<T> {
  const progress: TransferProgress[] = [];
  const callId = ++lastCallId;
  return { callId, progress, done: call(callId, (seen) => progress.push(seen)) };
}

const download = (tab: ModelStore, from = location) => start((id, report) => tab.download(id, from, report));
const failure = (done: Promise<unknown>): Promise<TransferredError> =>
  done.then(
    () => Promise.reject(new Error('nothing failed')),
    (error: TransferredError) => error,
  );

/** How many bytes were asked for by range. */
function askedBytes(): number {
  const ranges = server.requests.flatMap((request) => [...(/bytes=(\d+)-(\d+)/.exec(request) ?? [])].slice(1));
  return ranges.reduce((sum, bound, i) => sum + (i % 2 === 0 ? -Number(bound) : Number(bound) + 1), 0);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function expectStored(): Promise<void> {
  const folder = await openStoredModel(ID, files);
  for (const [path, bytes] of Object.entries(FILES)) {
    const source = await folder.open(path);
    // Not `toEqual`, which takes seconds over so many.
    expect(source && Buffer.from(await readAll(source)).equals(bytes), path).toBe(true);
  }
}

describe('a download', () => {
  it('reads the manifest alone before', async () => {
    const description = await store.inspect(1, location);
    expect(description).toMatchObject({ id: ID, byteLength: TOTAL, manifest: { id: 'tiny' }, origin: location });
    expect(server.requests).toEqual(['/manifest.json']);
    expect(await store.list()).toEqual({ models: [], conversions: [] });
  });

  it('stores a model, tells how far it is, and lists it', async () => {
    const { done, progress } = download(store);
    const expected = { id: ID, storedBytes: TOTAL, byteLength: TOTAL, complete: true, busy: false, origin: location };
    expect(await done).toMatchObject(expected);
    expect(progress.at(-1)).toMatchObject({
      stage: 'downloading',
      doneBytes: TOTAL,
      totalBytes: TOTAL,
      elsewhere: false,
    });
    expect(await store.list()).toMatchObject({ models: [expected], conversions: [] });
    await expectStored();
  });

  it('records the commit that a branch of a hub was at', async () => {
    const from = { kind: 'huggingFace', repository: 'owner/name', host: server.url } as const;
    expect(await download(store, from).done).toMatchObject({ origin: { ...from, revision: COMMIT }, complete: true });
    expect(server.requests).toContain(`/owner/name/resolve/${COMMIT}/a.data bytes=0-63999`);
    expect(server.requests.filter((request) => request.startsWith('OPTIONS'))).toEqual([]);
  });

  it('pauses, is in the list, and is resumed from where it came from', async () => {
    server.faults.stallAt = 60_000;
    const { callId, done } = download(store);
    // What was sent is not yet what was stored.
    await until(async () => ((await store.list()).models[0]?.storedBytes ?? 0) > 0);
    expect(await store.list()).toMatchObject({ models: [{ id: ID, complete: false, busy: true }] });
    // The manifest and five ranges: one that is still on its way would be counted with those of the other tab.
    await until(() => server.requests.length === 6);
    await store.cancel(callId);
    expect(await failure(done)).toMatchObject({ name: 'AbortError' });
    const [model] = (await openTab().list()).models;
    expect(model).toMatchObject({ complete: false, busy: false });
    expect(model?.storedBytes).toBeGreaterThan(0);

    server.faults.stallAt = Infinity;
    server.requests.length = 0;
    const resumed = start((id, report) => openTab().resume(id, ID, report));
    expect(await resumed.done).toMatchObject({ complete: true });
    expect(askedBytes()).toBe(TOTAL - (model?.storedBytes ?? 0));
    expect(resumed.progress[0]?.doneBytes).toBe(model?.storedBytes);
    await expectStored();
  });

  it('says which file is missing, and goes on when it is there', async () => {
    server.faults.status = (path) => (path === '/graphs/b.onnx' ? 404 : undefined);
    const error = await failure(download(store).done);
    expect(error).toEqual({
      name: 'MissingFileError',
      message:
        `graphs/b.onnx is not at ${server.url}graphs/b.onnx: the server answered 404. ` +
        'What has arrived is kept: the work can go on from there.',
      file: 'graphs/b.onnx',
    });
    server.faults.status = () => undefined;
    expect(await download(store).done).toMatchObject({ complete: true });
  });

  it('tries again while a server is busy, and gives up with its answer', async () => {
    let busy = 2;
    server.faults.status = (path) => (path === '/a.data' && busy-- > 0 ? 503 : undefined);
    expect(await download(store).done).toMatchObject({ complete: true });
    await store.remove(ID);
    server.faults.status = (path) => (path === '/a.data' ? 503 : undefined);
    expect(await failure(download(store).done)).toMatchObject({
      name: 'DownloadError',
      message: expect.stringContaining(
        'a.data could not be downloaded: the server answered 503. What has arrived is kept',
      ),
    });
  });

  it('names the space that is needed and given, and keeps what came when it runs out', async () => {
    use = { ...use, quotaBytes: 100_000 };
    const needs = 'it needs another 203 KB, and the browser gives this site 100 KB more.';
    const refused = await failure(download(store).done);
    expect(refused.name).toBe('StorageFullError');
    expect(refused.message).toContain(`There is not enough space for tiny: ${needs}`);
    expect(server.requests).toEqual(['/manifest.json']);

    use = { ...use, quotaBytes: 1e9 };
    files.capacity = 120_000;
    expect(await failure(download(store).done)).toMatchObject({
      name: 'StorageFullError',
      message: expect.stringContaining('and the browser stores no more, without saying how much it would.'),
    });
    const [model] = (await store.list()).models;
    expect(model?.storedBytes).toBeGreaterThan(50_000);
    files.capacity = Infinity;
    expect(await download(store).done).toMatchObject({ complete: true });
    await expectStored();
  });
});

describe('two tabs', () => {
  it('download a model once; the second follows the first', async () => {
    server.faults.stallAt = 60_000;
    const first = download(store);
    await until(() => first.progress.length > 0);
    const second = download(openTab());
    await server.trickleUntil(() => second.progress.length > 0);
    server.faults.stallAt = Infinity;
    expect(await second.done).toMatchObject({ complete: true });
    expect(await first.done).toMatchObject({ complete: true });
    expect(askedBytes()).toBe(TOTAL);
    expect(second.progress.every(({ elsewhere }) => elsewhere)).toBe(true);
    expect(second.progress.at(-1)).toMatchObject({ doneBytes: TOTAL });
  });

  it('take over from one another', async () => {
    server.faults.stallAt = 60_000;
    const first = download(store);
    await until(() => first.progress.length > 0);
    const second = download(openTab());
    await server.trickleUntil(() => second.progress.length > 0);
    await store.cancel(first.callId);
    expect(await failure(first.done)).toMatchObject({ name: 'AbortError' });
    server.faults.stallAt = Infinity;
    expect(await second.done).toMatchObject({ complete: true });
    expect(second.progress.some(({ elsewhere }) => elsewhere)).toBe(true);
    expect(second.progress.some(({ elsewhere }) => !elsewhere)).toBe(true);
  });

  it('do not remove what the other works on', async () => {
    server.faults.stallAt = 60_000;
    const first = download(store);
    await until(() => first.progress.length > 0);
    expect(await failure(openTab().remove(ID))).toMatchObject({ name: 'ModelBusyError' });
    server.faults.stallAt = Infinity;
    await first.done;
    await openTab().remove(ID);
    expect(await store.list()).toEqual({ models: [], conversions: [] });
    expect(files.usedBytes()).toBe(0);
  });

  it('do not remove what is loaded', async () => {
    await download(store).done;
    const release = await locks.keep(ID);
    expect(await failure(openTab().remove(ID))).toMatchObject({ name: 'ModelBusyError' });
    expect((await store.list()).models).toHaveLength(1);
    release();
    await openTab().remove(ID);
    expect((await store.list()).models).toEqual([]);
  });

  it('hear of every change', async () => {
    const heard: StoreEvent['type'][] = [];
    events.listen(({ type }) => heard.push(type));
    await download(store).done;
    expect(heard.at(0)).toBe('changed');
    expect(heard).toContain('progress');
    expect(heard.at(-1)).toBe('changed');
  });
});

const chosen = (change: Record<string, Uint8Array<ArrayBuffer>> = {}): ChosenFiles =>
  Object.entries({ 'manifest.json': new TextEncoder().encode(MANIFEST), ...FILES, ...change }).map(([path, bytes]) => ({
    path,
    file: new File([bytes], path),
  }));
const importFiles = (from: ChosenFiles) => start((id, report) => store.importFiles(id, from, report));

describe('a folder', () => {
  it('is imported', async () => {
    const { done, progress } = importFiles(chosen());
    expect(await done).toMatchObject({ id: ID, complete: true, origin: { kind: 'folder' } });
    expect(progress.at(-1)?.stage).toBe('importing');
    await expectStored();
  });

  it('with a damaged file is refused; the rest is kept for the next time', async () => {
    const damaged = FILES['a.data'].slice();
    damaged[5] = (damaged[5] ?? 0) ^ 1;
    expect(await failure(importFiles(chosen({ 'a.data': damaged })).done)).toMatchObject({
      name: 'PackageFileError',
      file: 'a.data',
    });
    const again = await failure(start((id, report) => store.resume(id, ID, report)).done);
    expect(again.message).toBe('tiny came from a folder. Choose that folder again: what was copied is kept.');
    expect(await importFiles(chosen()).done).toMatchObject({ complete: true });
  });

  it('that lacks a file or has a short one is refused', async () => {
    expect(await failure(importFiles(chosen().filter(({ path }) => path !== 'a.data')).done)).toMatchObject({
      name: 'MissingFileError',
    });
    expect(await failure(importFiles(chosen({ 'a.data': FILES['a.data'].slice(1) })).done)).toMatchObject({
      message: 'a.data has 199999 bytes, fewer than its manifest says. Copy this file again.',
    });
  });

  it('is given back whole, the manifest last', async () => {
    await importFiles(chosen()).done;
    const given = await store.files(ID);
    expect(given.map(({ path }) => path)).toEqual(['a.data', 'graphs/b.onnx', 'manifest.json']);
    expect(await given[2]?.file.text()).toBe(MANIFEST);
  });
});

describe('a conversion', () => {
  const request = { checkpoint: { kind: 'files', files: [] }, base: [], dtype: 'q4', name: 'mine' } as const;
  const convertModel = () => start((id, report) => store.convert(id, request, report));

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
    convert = writeFiles(() => undefined);
    store = openTab();
    const { done, progress } = convertModel();
    expect(await done).toMatchObject({ id: ID, complete: true, origin: { kind: 'converted' } });
    expect(progress.at(-1)).toMatchObject({ stage: 'converting', doneBytes: TOTAL + MANIFEST.length });
    expect((await store.list()).conversions).toEqual([]);
    expect(await files.list('conversions')).toEqual([]);
    await expectStored();
  });

  it('that was stopped is in the list, goes on, and can be removed', async () => {
    convert = writeFiles((path) => {
      if (path === 'manifest.json') throw new Error('stopped');
    });
    store = openTab();
    expect(await failure(convertModel().done)).toMatchObject({ message: 'stopped' });
    const { models, conversions } = await store.list();
    expect(models).toEqual([]);
    expect(conversions).toMatchObject([{ name: 'mine', dtype: 'q4', storedBytes: TOTAL, busy: false }]);

    convert = writeFiles(() => undefined);
    store = openTab();
    expect(await convertModel().done).toMatchObject({ complete: true });
    expect(written).toEqual(['a.data', 'graphs/b.onnx', 'manifest.json']);

    convert = writeFiles((path) => {
      if (path !== 'a.data') throw new Error('stopped');
    });
    store = openTab();
    await failure(convertModel().done);
    const [unfinished] = (await store.list()).conversions;
    await store.remove(unfinished?.id ?? '');
    expect((await store.list()).conversions).toEqual([]);
  });

  it('that is calibrated and one that is not leave each other what they have', async () => {
    convert = writeFiles((path) => {
      if (path !== 'a.data') throw new Error('stopped');
    });
    store = openTab();
    await failure(start((id, report) => store.convert(id, { ...request, calibration: [] }, report)).done);
    await failure(convertModel().done);
    expect(written).toEqual(['a.data', 'a.data']);
    const { conversions } = await store.list();
    expect(conversions.map(({ calibrated }) => calibrated === true).toSorted()).toEqual([false, true]);
    expect(conversions[0]).toMatchObject({ name: 'mine', dtype: 'q4', storedBytes: FILES['a.data'].byteLength });
  });

  it('that is refused before anything is written leaves nothing to go on with', async () => {
    convert = () => Promise.reject(new Error('two layers, and config.json says three'));
    store = openTab();
    expect(await failure(convertModel().done)).toMatchObject({ message: 'two layers, and config.json says three' });
    expect((await store.list()).conversions).toEqual([]);
    expect(await files.list('conversions')).toEqual([]);
  });

  it('is refused before it writes where it would not fit', async () => {
    convert = (_request, _out, { checkSpace }) => checkSpace(2e9);
    store = openTab();
    expect(await failure(convertModel().done)).toMatchObject({
      name: 'StorageFullError',
      message: expect.stringContaining('it needs another 2.0 GB, and the browser gives this site 1.0 GB more'),
    });
    expect((await store.list()).conversions).toEqual([]);
  });

  it('says what space it lacks', async () => {
    files.capacity = 210_000;
    convert = writeFiles(() => undefined);
    store = openTab();
    files.capacity = 202_000;
    expect(await failure(convertModel().done)).toMatchObject({
      name: 'StorageFullError',
      message: expect.stringMatching(/^There is not enough space for mine: it needs another \d+ KB, /),
    });
  });
});
