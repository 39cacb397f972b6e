import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { countsOf } from './batchState.ts';
import { READY } from '../model/modelSamples.ts';
import { listBatches, readScoredItems } from '../keptBatches/batchStore.ts';
import { files, filesWith, names, OTHER, scoreBytes, start } from './batchActionSamples.ts';

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
