import { Outcomes } from '../../batch/outcomes.ts';
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { ABSENT_IN_PAIR, judgementOf } from '../../core/dataset/judgement.ts';
import type { PortableItem } from '../../core/dataset/portableItem.ts';
import { FORMER_HEADS } from '../../core/modelPackage/formerHeads.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { initialBatchState, reduceBatch, type OpenBatch } from './batchState.ts';
import { createStore } from '../ui/store.ts';
import { filesOfList } from './batchFiles.ts';
import {
  keepBatch,
  keepDataset,
  keepOutcomes,
  readItems,
  readKeptDataset,
  readScoredItems,
} from '../keptBatches/batchStore.ts';
import { batchId, READING } from '../keptBatches/keptBatch.ts';
import { judgedDataset } from './judgedDataset.ts';
import { keepOpened } from './keepOpened.ts';
import { followKeptReading } from './keptReading.ts';
import { datasetWithoutImages } from './openDataset.ts';

const model = { id: 'nano', dtype: 'fp32', manifestSha256: 'm', heads: FORMER_HEADS };
const score = { score: editScore({ mu: 1, logSigma: 0 }, { mu: 1, logSigma: 0 }) };

/** A pair that says nothing, as it is read now. */
function pair(line: number): PortableItem {
  const candidates = ['a', 'b'].map((name) => ({
    image: { kind: 'file', name } as const,
    model: 'm',
    humanScore: undefined,
  }));
  const source = { kind: 'file', name: 's' } as const;
  return { line, instruction: 'p', source, candidates, ranks: undefined, judgement: ABSENT_IN_PAIR };
}

/** As version 0.1 kept it. */
function oldPair(line: number): PortableItem {
  const { instruction, source, candidates } = pair(line);
  return { line, instruction, source, candidates, ranks: [1, 2] };
}

function opened(sha256: string, files: OpenBatch['files']): OpenBatch {
  const dataset = datasetWithoutImages('set.json', sha256, [pair(1)], { notices: [{ line: 1, message: 'n' }] });
  const rest = { reopening: undefined, manifestPath: 'set.json', otherManifests: [], model, version: 0 };
  return { dataset, files, ...rest, outcomes: new Outcomes(), check: undefined, run: { kind: 'none' } } as OpenBatch;
}

function start(open: OpenBatch) {
  const store = createStore(reduceBatch, initialBatchState);
  const { choose } = followKeptReading(store);
  store.dispatch({ type: 'opened', open });
  const current = () => store.getState().open ?? open;
  return { choose, current };
}

const files = filesOfList('set', []);
const ranksOf = async (sha256: string) =>
  (await readScoredItems(batchId(model, sha256))).map(({ item }) => [item.ranks, judgementOf(item).kind]);

async function keepScored(sha256: string): Promise<void> {
  await keepOutcomes(
    batchId(model, sha256),
    [0, 1].map((candidate) => ({ line: 1, candidate, outcome: score })),
  );
}

/** A batch that is done. */
async function keepOld(sha256: string): Promise<void> {
  const source = { handles: [], manifestPath: 'set.json' };
  await keepDataset({ sha256, name: 'set.json', itemCount: 1, pictureCount: 2, problems: [], source }, [oldPair(1)]);
  const batch = {
    id: batchId(model, sha256),
    datasetSha256: sha256,
    name: 'set.json',
    itemCount: 1,
    pictureCount: 2,
  };
  await keepBatch({ ...batch, model, run: 'done', updatedAt: 1 });
  await keepScored(sha256);
}

describe('whom people preferred where nobody says', () => {
  it('is kept with the batch, counts in what is made of it, and can be changed', async () => {
    const { choose, current } = start(opened('d1', files));
    await keepOpened(current(), model, 'done');
    await keepScored('d1');
    expect(await ranksOf('d1')).toEqual([[undefined, 'absent']]);
    await choose('path1');
    expect(await ranksOf('d1')).toEqual([[[1, 2], 'assumed']]);
    const { dataset, preference } = current();
    expect(judgedDataset(dataset, preference).rows.map(({ item }) => item.judgement?.kind)).toEqual([
      'assumed',
      'assumed',
    ]);
    expect(await readItems('d1')).toEqual([pair(1)]);

    const next = start(opened('d1', undefined));
    await expect.poll(() => next.current().preference).toBe('path1');
    await next.choose('none');
    expect(await ranksOf('d1')).toEqual([[undefined, 'absent']]);
    expect(judgedDataset(dataset, 'none')).toBe(dataset);
  });

  it('is kept with the first run when it was chosen before, and is not lost with the end of one', async () => {
    const { choose, current } = start(opened('d2', files));
    await choose('path1');
    const before = current();
    await keepOpened(before, model, 'running');
    await keepScored('d2');
    expect(await ranksOf('d2')).toEqual([[[1, 2], 'assumed']]);
    await choose('none');
    await keepOpened(before, model, 'done');
    expect(await readKeptDataset('d2')).toMatchObject({ preference: 'none', notices: [{ line: 1 }] });
  });

  it('is kept as it was chosen last, whatever else is written at the same time', async () => {
    const { choose, current } = start(opened('d5', files));
    await keepOpened(current(), model, 'running');
    const before = current();
    await Promise.all([
      choose('path1'),
      keepOpened(before, model, 'paused'),
      choose('none'),
      keepOpened(before, model, 'done'),
    ]);
    expect(await readKeptDataset('d5')).toMatchObject({ preference: 'none' });
  });
});

it('whoever chooses while the kept choice is read means it', async () => {
  const { choose, current } = start(opened('d6', files));
  await keepOpened(current(), model, 'done');
  await choose('path1');
  const next = start(opened('d6', undefined));
  await Promise.all([next.choose('none'), readKeptDataset('d6')]);
  await expect.poll(async () => (await readKeptDataset('d6'))?.preference).toBe('none');
  expect(next.current().preference).toBe('none');
});

describe('a choice that version 0.2 kept', () => {
  it.each([
    [true, 'path1', 'assumed'],
    [false, 'none', 'absent'],
  ] as const)('%s is %s', async (firstIsPreferred, preference, kind) => {
    const sha256 = `old ${preference}`;
    await keepOpened(opened(sha256, files), model, 'done');
    const kept = await readKeptDataset(sha256);
    if (!kept) throw new Error('Nothing is kept.');
    await keepDataset({ ...kept, firstIsPreferred });
    await keepScored(sha256);
    expect((await ranksOf(sha256)).map(([, found]) => found)).toEqual([kind]);
    const { current } = start(opened(sha256, undefined));
    await expect.poll(() => current().preference).toBe(preference);
  });
});

describe('a dataset that version 0.1 kept', () => {
  it('is read, and what cannot be known of it is said', async () => {
    await keepOld('d3');
    expect(await ranksOf('d3')).toEqual([[[1, 2], 'unknown']]);
    start(opened('d3', undefined));
    // Read after it was read there: what that had written would come before what is read next.
    await readKeptDataset('d3');
    expect(await ranksOf('d3')).toEqual([[[1, 2], 'unknown']]);
  });

  it('is kept anew when its file is opened again', async () => {
    await keepOld('d4');
    start(opened('d4', files));
    await expect.poll(() => ranksOf('d4')).toEqual([[undefined, 'absent']]);
    expect(await readKeptDataset('d4')).toMatchObject({ reading: READING, notices: [{ line: 1, message: 'n' }] });
  });
});
