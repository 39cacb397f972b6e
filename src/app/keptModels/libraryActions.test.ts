import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelStoreClient } from '../../client/modelStoreClient.ts';
import type { ScorerClient } from '../../client/scorerClient.ts';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import type { StoredModel } from '../../core/keptModels/storedModel.ts';
import type { StoreEvent } from '../../core/keptModels/storeEvent.ts';
import { createLibraryActions } from './libraryActions.ts';
import { STORAGE, storedModel } from './librarySamples.ts';
import { createStore } from '../ui/store.ts';
import { emptyLibrary, reduceLibrary } from './library.ts';

function start(client: Partial<ModelStoreClient>) {
  const store = createStore(reduceLibrary, emptyLibrary);
  const listeners: ((event: StoreEvent) => void)[] = [];
  const list = vi.fn<ModelStoreClient['list']>(async () => ({ models: [storedModel('a', 10)], conversions: [] }));
  const whole = {
    list,
    storage: async () => STORAGE,
    listen: (listener: (event: StoreEvent) => void) => listeners.push(listener),
    ...client,
  } as unknown as ModelStoreClient;
  const actions = createLibraryActions(store, whole, {} as ScorerClient);
  const library = store.getState;
  const settled = () => expect.poll(() => library().contents).toBeDefined();
  return { actions, library, list, listeners, settled };
}

describe('open', () => {
  it('reads what is kept, and again when it has changed, listening once', async () => {
    const { actions, library, list, listeners, settled } = start({});
    actions.open();
    actions.open();
    await settled();
    expect(library().contents?.models).toHaveLength(1);
    expect(listeners).toHaveLength(1);
    const before = list.mock.calls.length;
    listeners[0]?.({ type: 'changed' });
    await expect.poll(() => list.mock.calls.length).toBe(before + 1);
  });

  it('reads once more after a reading under way, so that an old answer never comes last', async () => {
    const answers: ((models: StoredModel[]) => void)[] = [];
    const { actions, library, listeners } = start({
      list: () => new Promise((resolve) => answers.push((models) => resolve({ models, conversions: [] }))),
    });
    actions.open();
    await expect.poll(() => answers).toHaveLength(1);
    listeners[0]?.({ type: 'changed' });
    listeners[0]?.({ type: 'changed' });
    await Promise.resolve();
    expect(answers).toHaveLength(1);
    answers[0]?.([]);
    await expect.poll(() => answers).toHaveLength(2);
    answers[1]?.([storedModel('a', 10)]);
    await expect.poll(() => library().contents?.models).toHaveLength(1);
    expect(answers).toHaveLength(2);
  });

  it('says why nothing can be kept', async () => {
    const { actions, library } = start({ list: () => Promise.reject(new EditRewardError('No storage.')) });
    actions.open();
    await expect.poll(() => library().error?.message).toBe('No storage.');
  });
});

const untilAborted: ModelStoreClient['resume'] = (_id, call) =>
  new Promise<StoredModel>((_, reject) => call?.signal?.addEventListener('abort', () => reject(new AbortError())));

describe('a transfer', () => {
  const model = storedModel('a', 10);

  it('shows its progress, and is gone when it has ended', async () => {
    const progress = { stage: 'downloading', doneBytes: 20, totalBytes: 100, elsewhere: false } as const;
    const { actions, library } = start({
      async resume(id, call) {
        call?.onProgress?.({ ...progress, bytesPerSecond: 5 });
        expect(library().transfers).toMatchObject([{ label: 'model-a', subjectId: 'a', progress }]);
        return storedModel(id);
      },
    });
    await actions.resume(model);
    expect(library().transfers).toEqual([]);
    expect(library().contents).toBeDefined();
  });

  it('that is paused leaves no failure', async () => {
    const { actions, library } = start({ resume: untilAborted });
    const running = actions.resume(model);
    actions.pause(library().transfers[0]?.key ?? NaN);
    await running;
    expect(library().transfers).toEqual([]);
  });

  it('that failed stays and says why', async () => {
    const { actions, library } = start({ resume: () => Promise.reject(new EditRewardError('The disk is full.')) });
    await actions.resume(model);
    expect(library().transfers).toMatchObject([{ label: 'model-a', error: { message: 'The disk is full.' } }]);
  });
});

describe('importFolder', () => {
  it('knows a model by the digest of its manifest, and sends the files from where that lies', async () => {
    const importFiles = vi.fn<ModelStoreClient['importFiles']>(async () => {
      expect(library().transfers[0]?.subjectId).toMatch(/^e3b0c44298fc1c14/); // of no bytes
      return storedModel('a');
    });
    const { actions, library } = start({ importFiles });
    await actions.importFolder('folder', [
      { path: 'folder/inside/manifest.json', file: new File([], 'manifest.json') },
    ]);
    expect(importFiles.mock.calls[0]?.[0]).toMatchObject([{ path: 'manifest.json' }]);
  });

  it('refuses a folder without a manifest', async () => {
    await expect(start({}).actions.importFolder('folder', [])).rejects.toMatchObject({ name: 'NotAPackageError' });
  });
});

describe('remove', () => {
  it('says why it was refused', async () => {
    const { actions, library } = start({
      remove: () => Promise.reject(new EditRewardError('It is being downloaded.')),
    });
    await actions.remove('a');
    expect(library().error?.message).toBe('It is being downloaded.');
  });
});

describe('fitOf', () => {
  it('goes by the devices that there are', async () => {
    const report = {
      provider: 'wasm',
      description: 'CPU, 2 threads',
      features: [],
      maxBufferSize: undefined,
      maxStorageBufferBindingSize: undefined,
      gflops: 10,
      speed: undefined,
      memoryBytes: undefined,
      freeStorageBytes: 1,
    } as const;
    const measureDevice: ScorerClient['measureDevice'] = (provider) =>
      provider === 'wasm' ? Promise.resolve(report) : Promise.reject(new EditRewardError('No GPU.'));
    const actions = createLibraryActions(
      createStore(reduceLibrary, emptyLibrary),
      {} as ModelStoreClient,
      { measureDevice } as ScorerClient,
    );
    const description = { ...storedModel('a'), manifest: NOTHING };
    expect(await actions.fitOf(description)).toMatchObject({ verdict: 'does-not-fit', device: report });
  });
});

/** A manifest of no weights: all there is to say is that its 100 bytes find no room. */
const NOTHING = {
  dtype: 'fp32',
  imageProcessor: { patchSize: 10, mergeSize: 2, minPixels: 6400, maxPixels: 6400, resize: 'pillow' },
  vision: { depth: 1, hiddenSize: 8, numHeads: 2, windows: { size: 40, fullAttentionBlocks: [0] } },
  text: { numLayers: 1, hiddenSize: 12, numHeads: 3, numKeyValueHeads: 1, headDim: 4, positions: { kind: 'plain' } },
  task: { images: [{ role: 'candidate' }], text: 'prompt' },
  prompts: [{ template: 'x', suffix: 'x' }],
  sessions: [],
  files: [],
} as unknown as StoredModel['manifest'];

describe('what the site offers', () => {
  const SITE = 'https://site.example/';
  const entry = { title: 'A', address: 'models/a/', byteLength: 100, sha256: 'ab'.repeat(32) };
  afterEach(() => vi.unstubAllGlobals());

  it('is read once', async () => {
    const fetched = vi.fn(async () => Response.json({ models: [entry] }));
    vi.stubGlobal('fetch', fetched);
    const { actions, library } = start({});
    await Promise.all([actions.findOffered(SITE), actions.findOffered(SITE)]);
    expect(library()).toMatchObject({ offered: [entry], offerError: undefined });
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('is read again after a failure, which is told', async () => {
    const answers = [Response.json({ models: [{}] }), Response.json({ models: [entry] })];
    vi.stubGlobal('fetch', async () => answers.shift());
    const { actions, library } = start({});
    await actions.findOffered(SITE);
    expect(library().offerError?.name).toBe('CatalogueError');
    await actions.findOffered(SITE);
    expect(library()).toMatchObject({ offered: [entry], offerError: undefined });
  });

  it('is compared with what is at its address', async () => {
    const { signal } = new AbortController();
    const inspect = vi.fn<ModelStoreClient['inspect']>(async () => storedModel(entry.sha256));
    const { actions } = start({ inspect });
    const location = { kind: 'url', url: 'https://site.example/models/a/' };
    expect((await actions.inspectOffered(entry, SITE, signal)).location).toEqual(location);
    expect(inspect).toHaveBeenCalledWith(location, signal);
    const other = actions.inspectOffered({ ...entry, sha256: 'cd'.repeat(32) }, SITE, signal);
    await expect(other).rejects.toThrow('has another model than the one');
  });
});
