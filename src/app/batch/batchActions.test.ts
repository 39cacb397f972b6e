import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PortableItem } from '../../core/dataset/portableItem.ts';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import { countsOf } from './batchState.ts';
import { LOADING, PICTURE_READY, READY } from '../model/modelSamples.ts';
import { filesOfList } from './batchFiles.ts';
import { listBatches, readScoredItems } from '../keptBatches/batchStore.ts';
import { deferred } from '../../testing/deferred.ts';
import { files, ITEMS, names, OTHER, scoreAll, scoreBytes, start } from './batchActionSamples.ts';

describe('a batch', () => {
  it('is previewed, scored, and done when all is kept', async () => {
    const { actions, open, asked } = start('d1');
    await actions.open(files);
    expect(open()).toMatchObject({ manifestPath: 'set/pairs.json', run: { kind: 'none' } });
    expect(open().dataset).toMatchObject({ missing: [], problems: [{ line: 9 }] });
    expect(countsOf(open())).toEqual({ total: 6, scored: 0, failed: 0, left: 6 });
    await actions.score('left');
    expect(asked).toHaveLength(3);
    expect(open().run.kind).toBe('done');
    expect((await readScoredItems('00/d1')).map((one) => one.item.line)).toEqual([1, 2, 3]);
    expect((await listBatches())[0]).toMatchObject({ id: '00/d1', run: 'done', itemCount: 3, pictureCount: 6 });
  });

  it('paused in one visit goes on in the next, nothing scored twice', async () => {
    const first = start('d2', async (request, call) => {
      if (first.asked.length < 2) return scoreAll(request, call);
      await scoreAll({ ...request, candidates: request.candidates.slice(0, 1) }, call);
      first.actions.stop('paused');
      throw new AbortError();
    });
    await first.actions.open(files);
    await first.actions.score('left');
    expect(first.open().run.kind).toBe('paused');
    expect((await listBatches())[0]).toMatchObject({ id: '00/d2', run: 'paused' });

    const second = start('d2');
    await second.actions.open(files);
    expect(countsOf(second.open())).toMatchObject({ scored: 3, left: 3 });
    expect(second.open().run.kind).toBe('paused');
    await second.actions.score('left');
    const again = second.asked.flatMap(({ candidates }) => candidates.map(({ name }) => name));
    expect(again).toEqual(['2b.png', '3a.png', '3b.png']);
  });

  it('lists what failed, and scores that once more when asked to', async () => {
    let broken = true;
    const { actions, open, asked } = start('d3', async (request, call) => {
      if (!broken || request.instruction !== 'p2') return scoreAll(request, call);
      throw new EditRewardError('The source is damaged.', { file: 's.png' });
    });
    await actions.open(files);
    await actions.score('left');
    expect(open().run.kind).toBe('done');
    expect(countsOf(open())).toEqual({ total: 6, scored: 4, failed: 2, left: 0 });
    expect(open().outcomes.get('2/0')).toMatchObject({ error: { message: 'The source is damaged.' } });
    broken = false;
    await actions.score('failed');
    expect(asked.map(({ instruction }) => instruction)).toEqual(['p1', 'p2', 'p3', 'p2']);
    expect(countsOf(open())).toMatchObject({ scored: 6, failed: 0 });
  });

  it('waits for the model that is loading', async () => {
    const { actions, open, page } = start('d4');
    page.dispatch(LOADING);
    await actions.open(files);
    await actions.score('left');
    expect(open().run.kind).toBe('waiting');
    page.dispatch(READY);
    await expect.poll(() => open().run.kind).toBe('done');
  });

  it('stops when another model takes the place of its own, and its results stay its own', async () => {
    const { actions, open, page, asked } = start('d5', async (request, call) => {
      if (asked.length === 2) {
        page.dispatch(LOADING);
        throw new AbortError();
      }
      return scoreAll(request, call);
    });
    await actions.open(files);
    await actions.score('left');
    expect(open().run.kind).toBe('paused');
    page.dispatch(OTHER);
    await actions.score('left');
    expect(open().model?.manifestSha256).toBe('01');
    expect((await readScoredItems('00/d5')).length).toBe(1);
    expect((await readScoredItems('01/d5')).length).toBe(3);
  });

  it('is left to the tab that scores it', async () => {
    const { actions, open, asked } = start('d6', scoreAll, true);
    await actions.open(files);
    await actions.score('left');
    expect(open().run).toMatchObject({ kind: 'failed', error: { name: 'BatchBusyError' } });
    expect(asked).toEqual([]);
  });

  it('is shown from what is kept where its files are not at hand, and can be deleted', async () => {
    const { actions, open, store } = start('d7');
    await actions.open(files);
    await actions.score('left');
    actions.close();
    const batch = (await listBatches()).find(({ id }) => id === '00/d7');
    if (!batch) throw new Error('It is not kept.');
    await actions.openKept(batch);
    expect(open().files).toBeUndefined();
    expect(countsOf(open())).toMatchObject({ scored: 6 });
    await actions.remove(batch);
    expect(store.getState().kept?.map(({ id }) => id)).not.toContain('00/d7');
  });

  it('says why nothing can be opened', async () => {
    const { actions, store } = start('d8');
    await actions.open(filesOfList('photos', [{ path: 'photos/a.png', file: new File([], 'a.png') }]));
    expect(store.getState().error?.message).toContain('photos holds no dataset');
    await actions.open(files);
    expect(store.getState().error).toBeUndefined();
  });
});

describe('two datasets that are read at once', () => {
  it('end with the one in sight that was opened last', async () => {
    const { actions, datasets, open } = start('t2');
    const digest = deferred<string>();
    const read = await datasets.read(new File([], 'x'));
    const reads = [async () => ({ ...read, sha256: await digest.promise }), async () => read];
    datasets.read = async () => (await reads.shift()?.()) ?? read;
    const first = actions.open(files);
    await expect.poll(() => reads).toHaveLength(1);
    await actions.open(files);
    digest.resolve('t1');
    await first;
    expect(open().dataset.sha256).toBe('t2');
  });
});

describe('a run that begins while another dataset is read', () => {
  it('keeps its own dataset in sight and its outcomes apart; the other is refused', async () => {
    const { actions, datasets, open, store } = start('r1');
    await actions.open(files);
    const digest = deferred<string>();
    const read = await datasets.read(new File([], 'x'));
    datasets.read = async () => ({ ...read, sha256: await digest.promise });
    const opening = actions.open(files);
    await expect.poll(() => store.getState().opening).toBeDefined();
    const run = actions.score('left');
    digest.resolve('r2');
    await Promise.all([opening, run]);
    expect(store.getState()).toMatchObject({ opening: undefined, error: { name: 'BatchRunningError' } });
    expect(open()).toMatchObject({ dataset: { sha256: 'r1' }, run: { kind: 'done' } });
    expect(await readScoredItems('00/r1')).toHaveLength(3);
    expect(await readScoredItems('00/r2')).toHaveLength(0);
  });
});

describe('an interrupted batch', () => {
  const handle = {
    kind: 'directory',
    name: 'set',
    async *entries() {
      for (const name of ['pairs.json', ...names]) yield [name, { kind: 'file', name }];
    },
    getFileHandle: async (name: string) => ({ kind: 'file', name, getFile: async () => new File([name], name) }),
  } as unknown as FileSystemDirectoryHandle;
  // What fake-indexeddb cannot clone, functions, a browser's handles do not have.
  beforeEach(() => void vi.spyOn(globalThis, 'structuredClone').mockImplementation((value) => value));
  afterEach(() => void vi.restoreAllMocks());

  /** Scores the first request, and is then left as by a tab that is closed. */
  async function interrupt(dataset: string): Promise<void> {
    const left = start(dataset, (request, call) =>
      left.asked.length === 1 ? scoreBytes(request, call) : new Promise(() => undefined),
    );
    await left.actions.open({ ...files, handles: [handle] });
    void left.actions.score('left');
    await expect.poll(() => countsOf(left.open()).scored).toBe(2);
    await expect.poll(async () => (await listBatches())[0]).toMatchObject({ id: `00/${dataset}`, run: 'running' });
  }

  it('goes on by itself when its folder may still be opened', async () => {
    await interrupt('d9');
    const second = start('d9');
    await second.actions.start();
    expect(second.open().run.kind).toBe('done');
    expect(second.asked).toHaveLength(2);
  });

  it('does not go on in a dataset that has changed, and gives it none of its scores', async () => {
    await interrupt('d10');
    const second = start('d11');
    second.page.dispatch(OTHER);
    await second.actions.start();
    expect(second.open()).toMatchObject({ dataset: { sha256: 'd11' }, model: { manifestSha256: '01' } });
    expect(countsOf(second.open()).scored).toBe(0);

    const third = start('d12');
    await third.actions.start();
    expect(third.open()).toMatchObject({ dataset: { sha256: 'd12' }, run: { kind: 'none' } });
    expect(third.asked).toEqual([]);
  });
});

describe('a batch without sources', () => {
  const pictures = ITEMS.map((one): PortableItem => ({ ...one, source: undefined }));

  it('is scored by a model that judges a picture by its prompt', async () => {
    const { page, actions, open, asked } = start('without1', scoreAll, false, pictures);
    page.dispatch(PICTURE_READY);
    await actions.open(files);
    await actions.score('left');
    expect(open().run.kind).toBe('done');
    expect(asked.map(({ source, instruction, candidates }) => [source, instruction, candidates.length])).toEqual([
      [undefined, 'p1', 2],
      [undefined, 'p2', 2],
      [undefined, 'p3', 2],
    ]);
    const kept = await readScoredItems('ff/without1');
    expect(kept.map(({ item: { line, source } }) => [line, source])).toEqual(
      [1, 2, 3].map((line) => [line, undefined]),
    );
  });

  it('is refused by a model of edits, as edits are by the other, with the reason and nothing scored', async () => {
    const prompts = start('without2', scoreAll, false, pictures);
    await prompts.actions.open(files);
    await prompts.actions.score('left');
    const edits = start('with1');
    edits.page.dispatch(PICTURE_READY);
    await edits.actions.open(files);
    await edits.actions.score('left');
    expect([prompts.asked, edits.asked]).toEqual([[], []]);
    const messages = [prompts, edits].map(({ open }) => {
      const { run } = open();
      return run.kind === 'failed' ? `${run.error.name}: ${run.error.message}` : run.kind;
    });
    expect(messages[0]).toMatch(
      /^DatasetKindError: pairs\.json is of pictures without a source, and Sample judges edits/,
    );
    expect(messages[1]).toMatch(
      /^DatasetKindError: pairs\.json is of edits, each with its source, and Pictures judges/,
    );
    expect(await listBatches()).not.toContainEqual(expect.objectContaining({ datasetSha256: 'without2' }));
  });
});
