import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DatasetClient } from '../../client/datasetClient.ts';
import type { PortableItem } from '../../core/dataset/portableItem.ts';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import type { ScoreRequest } from '../../core/score/scoreRequest.ts';
import { countsOf, initialBatchState, reduceBatch } from './batchState.ts';
import { LOADING, LOCATION, MODEL_STATUS, PICTURE_READY, READY } from '../model/modelSamples.ts';
import { noModel, reduceModel } from '../model/modelState.ts';
import { createStore } from '../ui/store.ts';
import { createBatchActions } from './batchActions.ts';
import type { BatchEnvironment } from './batchEnvironment.ts';
import { filesOfList } from './batchFiles.ts';
import { listBatches, readScoredItems } from '../keptBatches/batchStore.ts';
import { deferred } from '../../testing/deferred.ts';

const score = editScore({ mu: 1, logSigma: 0 }, { mu: 1, logSigma: 0 });
const OTHER = {
  type: 'modelReady',
  location: LOCATION,
  status: { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, manifestSha256: '01' } },
} as const;

function editNamed(name: string): PortableItem['candidates'][number] {
  return { image: { kind: 'file', name }, model: 'm', humanScore: undefined };
}

function item(line: number): PortableItem {
  return {
    line,
    instruction: `p${line}`,
    source: { kind: 'file', name: 's.png' },
    candidates: [editNamed(`${line}a.png`), editNamed(`${line}b.png`)],
    ranks: [1, 2],
  };
}

const ITEMS = [item(1), item(2), item(3)];
const names = ['s.png', ...ITEMS.flatMap(({ candidates }) => candidates.map(({ image }) => image.name))];
const files = filesOfList(
  'set',
  ['pairs.json', ...names].map((path) => ({ path: `set/${path}`, file: new File([path], path) })),
);

type Score = BatchEnvironment['scorer']['score'];
const scoreAll: Score = async ({ candidates }, call) => {
  candidates.forEach((_, candidate) =>
    call?.onProgress?.({ type: 'outcome', candidate, outcome: { status: 'scored', score } }),
  );
  return { outcomes: [] };
};

/** As a scorer that says of which bytes a score is; the reward is the length of the edited picture. */
const scoreBytes: Score = async ({ source, candidates }, call) => {
  for (const [candidate, { blob }] of candidates.entries()) {
    const head = { mu: blob.size, logSigma: 0 };
    const sha256 = { source: `of ${await source?.blob.text()}`, edited: `of ${await blob.text()}` };
    const outcome = { status: 'scored', score: editScore(head, head), sha256 } as const;
    call?.onProgress?.({ type: 'outcome', candidate, outcome });
  }
  return { outcomes: [] };
};

/** The dataset's folder with other bytes in some of its files; `undefined`: without the file. */
function filesWith(changes: Readonly<Record<string, string | undefined>>) {
  const all = ['pairs.json', ...names].flatMap((name) => {
    const bytes = name in changes ? changes[name] : name;
    return bytes === undefined ? [] : [{ path: `set/${name}`, file: new File([bytes], name) }];
  });
  return filesOfList('set', all);
}

/** A page with a sample model; `dataset` is the digest of what it opens. */
function start(dataset: string, how: Score = scoreAll, taken = false, items = ITEMS) {
  const page = createStore(reduceModel, noModel);
  page.dispatch(READY);
  const store = createStore(reduceBatch, initialBatchState);
  const asked: ScoreRequest[] = [];
  const datasets: { -readonly [Call in keyof DatasetClient]: DatasetClient[Call] } = {
    read: async () => ({
      sha256: dataset,
      itemCount: 3,
      problems: [{ line: 9, message: 'bad' }],
      notices: [],
      items,
    }),
    sample: async () => ({ columns: [], rows: [] }),
    readImage: () => Promise.reject(new Error('nothing is embedded')),
    prepare: () => Promise.reject(new Error('nothing is prepared')),
    digest: async (_name, file) => `of ${await file.text()}`,
  };
  const actions = createBatchActions(store, {
    model: page,
    datasets,
    scorer: {
      score(request, call) {
        asked.push(request);
        return how(request, call);
      },
    },
    async holdBatch(_id, work) {
      if (!taken) await work();
      return !taken;
    },
  });
  const open = () => {
    const { open: batch } = store.getState();
    if (!batch) throw new Error(`Nothing is open: ${store.getState().error?.message}`);
    return batch;
  };
  return { page, store, actions, datasets, asked, open };
}

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

const rewards = (batch: ReturnType<ReturnType<typeof start>['open']>) =>
  ['1/0', '1/1', '2/0', '2/1', '3/0', '3/1'].map((key) => {
    const outcome = batch.outcomes.get(key);
    return outcome && 'score' in outcome ? outcome.score.reward : undefined;
  });

async function scoredOnce(dataset: string) {
  const first = start(dataset, scoreBytes);
  await first.actions.open(filesWith({ '1a.png': 'long picture' }));
  await first.actions.score('left');
  expect(rewards(first.open())).toEqual([12, 6, 6, 6, 6, 6]);
  return start(dataset, scoreBytes);
}

describe('kept scores and the pictures they are of', () => {
  it('are not shown for swapped pictures, which are scored again', async () => {
    const second = await scoredOnce('p1');
    await second.actions.open(filesWith({ '1b.png': 'long picture', '1a.png': '1b.png' }));
    expect(second.open().check).toEqual({ kind: 'done', changed: 2, missing: 0, unknown: 0 });
    expect(countsOf(second.open())).toEqual({ total: 6, scored: 4, failed: 0, left: 2 });
    expect(rewards(second.open())).toEqual([undefined, undefined, 6, 6, 6, 6]);
    expect((await readScoredItems('00/p1')).map((one) => one.item.line)).toEqual([2, 3]);
    await second.actions.score('left');
    expect(rewards(second.open())).toEqual([6, 12, 6, 6, 6, 6]);
    expect(second.asked).toHaveLength(1);
    expect((await readScoredItems('00/p1')).map((one) => one.item.line)).toEqual([1, 2, 3]);
  });

  it('go with their source: another one has all its edits scored again', async () => {
    const second = await scoredOnce('p2');
    await second.actions.open(filesWith({ 's.png': 'other', '1a.png': 'long picture' }));
    expect(countsOf(second.open())).toMatchObject({ scored: 0, left: 6 });
  });

  it('hold again when the right folder is opened after a wrong one', async () => {
    const second = await scoredOnce('p3');
    await second.actions.open(filesWith(Object.fromEntries(names.map((name) => [name, 'wrong']))));
    expect(countsOf(second.open())).toMatchObject({ scored: 0, left: 6 });
    expect(await readScoredItems('00/p3')).toEqual([]);
    await second.actions.open(filesWith({ '1a.png': 'long picture' }));
    expect(rewards(second.open())).toEqual([12, 6, 6, 6, 6, 6]);
    expect((await readScoredItems('00/p3')).map((one) => one.item.line)).toEqual([1, 2, 3]);
  });

  it('of former pictures do not come back where a picture is gone', async () => {
    const second = await scoredOnce('p9');
    await second.actions.open(filesWith({ '1a.png': 'wrong' }));
    await second.actions.open(filesWith({ '1a.png': undefined }));
    expect(rewards(second.open())).toEqual([undefined, 6, 6, 6, 6, 6]);
    expect(second.open().check).toEqual({ kind: 'done', changed: 1, missing: 0, unknown: 0 });
    expect((await readScoredItems('00/p9')).map((one) => one.item.line)).toEqual([2, 3]);
  });

  it('stay where a picture is gone, which is said', async () => {
    const second = await scoredOnce('p4');
    await second.actions.open(filesWith({ '1a.png': undefined }));
    expect(rewards(second.open())).toEqual([12, 6, 6, 6, 6, 6]);
    expect(second.open().check).toEqual({ kind: 'done', changed: 0, missing: 1, unknown: 0 });
  });

  it('are compared once more when a run begins', async () => {
    const changes: Record<string, string> = { '1a.png': 'long picture' };
    const live = { ...filesWith({}), open: async (path: string) => filesWith(changes).open(path) };
    const { actions, open, asked } = start('p5', scoreBytes);
    await actions.open(live);
    await actions.score('left');
    changes['1a.png'] = 'short';
    await actions.score('left');
    expect(asked).toHaveLength(4);
    expect(rewards(open())).toEqual([5, 6, 6, 6, 6, 6]);
  });

  it('of an earlier version are shown, said to be of unknown pictures, and scored again when asked to', async () => {
    const old = start('p6');
    await old.actions.open(files);
    await old.actions.score('left');
    const second = start('p6', scoreBytes);
    await second.actions.open(files);
    expect(second.open().check).toEqual({ kind: 'done', changed: 0, missing: 0, unknown: 6 });
    expect(countsOf(second.open())).toMatchObject({ scored: 6, left: 0 });
    await second.actions.score('unknown');
    expect(second.open().check).toMatchObject({ unknown: 0 });
    expect(rewards(second.open())).toEqual([6, 6, 6, 6, 6, 6]);
  });

  it('of another model are compared as well', async () => {
    const second = await scoredOnce('p7');
    second.page.dispatch(OTHER);
    await second.actions.open(filesWith({}));
    await second.actions.score('left');
    expect(rewards(second.open())).toEqual([6, 6, 6, 6, 6, 6]);
    const third = start('p7', scoreBytes);
    await third.actions.open(filesWith({ '2a.png': 'changed' }));
    expect(third.open().check).toMatchObject({ changed: 2 });
    third.page.dispatch(OTHER);
    await third.actions.score('left');
    expect(third.open().check).toMatchObject({ changed: 1 });
    expect(rewards(third.open())).toEqual([6, 6, 7, 6, 6, 6]);
  });

  it('that are stale are not shown without the pictures either', async () => {
    const second = await scoredOnce('p8');
    await second.actions.open(filesWith({ '1a.png': 'new' }));
    second.actions.close();
    const batch = (await listBatches()).find(({ id }) => id === '00/p8');
    if (!batch) throw new Error('It is not kept.');
    await second.actions.openKept(batch);
    expect(rewards(second.open())).toEqual([undefined, 6, 6, 6, 6, 6]);
    expect(second.open().check).toMatchObject({ changed: 1 });
  });

  it('that a pause has left uncompared are not shown, which is said, until the batch goes on', async () => {
    await scoredOnce('p9');
    const third = start('p9', scoreBytes);
    third.page.dispatch(OTHER);
    await third.actions.open(filesWith({ '1a.png': 'long picture' }));
    third.page.dispatch(READY);
    third.store.subscribe(() => {
      const { open } = third.store.getState();
      if (open?.check?.kind !== 'running' || open.run.kind !== 'running' || open.run.ending) return;
      third.actions.stop('paused');
    });
    await third.actions.score('left');
    expect(third.open()).toMatchObject({ run: { kind: 'paused' }, check: { kind: 'unfinished', hidden: 6 } });
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
