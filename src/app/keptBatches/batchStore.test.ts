import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import type { PortableItem } from '../../core/dataset/portableItem.ts';
import type { BatchPortion } from '../../batch/batchPortion.ts';
import { FORMER_HEADS } from '../../core/modelPackage/formerHeads.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import {
  DatasetNotOpenError,
  deleteBatch,
  keepBatch,
  keepDataset,
  keepOutcomes,
  keepStaleness,
  listBatches,
  readItems,
  readKeptDataset,
  readOutcomes,
  preferenceOfBatch,
  readPortions,
  readScoredItems,
} from './batchStore.ts';
import { batchId, type KeptBatch } from './keptBatch.ts';

const score = (mu: number) => ({ score: editScore({ mu, logSigma: 0 }, { mu, logSigma: 0 }) });

const of = (edited: string, mu: number) => ({ ...score(mu), sha256: { source: 'S', edited } });

function item(line: number, ...names: string[]): PortableItem {
  return {
    line,
    instruction: 'p',
    source: { kind: 'embedded', name: `source of row ${line}` },
    candidates: names.map((name) => ({ image: { kind: 'file', name }, model: 'm', humanScore: undefined })),
    ranks: [1, 2],
  };
}

function batch(model: string, dataset: string, updatedAt: number): KeptBatch {
  const reported = { id: model, dtype: 'fp32', manifestSha256: model, heads: FORMER_HEADS };
  const counts = { itemCount: 2, pictureCount: 4, run: 'stopped', updatedAt } as const;
  return { id: batchId(reported, dataset), datasetSha256: dataset, name: 'pairs.json', model: reported, ...counts };
}

function keep(dataset: string, items: readonly PortableItem[]): Promise<void> {
  const source = { handles: [], manifestPath: 'pairs.json' };
  const counts = { itemCount: items.length, pictureCount: 4 };
  return keepDataset({ sha256: dataset, name: 'pairs.json', ...counts, problems: [], source }, items);
}

/** A database as version 0.1 of the page left it: no digests, nothing stale, no heads of models, flat scores. */
async function keepAsVersion01(): Promise<void> {
  const request = indexedDB.open('editreward-batches', 1);
  const done = new Promise<IDBDatabase>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
  request.addEventListener('upgradeneeded', () => {
    const db = request.result;
    db.createObjectStore('datasets', { keyPath: 'sha256' });
    db.createObjectStore('items');
    db.createObjectStore('batches', { keyPath: 'id' });
    db.createObjectStore('outcomes');
  });
  const db = await done;
  const transaction = db.transaction(['datasets', 'items', 'batches', 'outcomes'], 'readwrite');
  const counts = { itemCount: 1, pictureCount: 2 };
  const source = { handles: [], manifestPath: 'old.json' };
  transaction.objectStore('datasets').put({ sha256: 'old', name: 'old.json', ...counts, problems: [], source });
  transaction.objectStore('items').put([item(1, 'a', 'b')], ['old', 0]);
  const model = { id: 'v', dtype: 'fp32', revision: undefined, manifestSha256: 'v' };
  transaction.objectStore('batches').put({ ...batch('v', 'old', 0), ...counts, model });
  for (const candidate of [0, 1]) {
    const head = { mu: candidate, logSigma: 0 };
    const flat = { instructionFollowing: head, visualQuality: head, reward: candidate, logSigma: 0 };
    const outcome = candidate === 0 ? { score: flat } : { score: flat, sha256: { edited: 'B' } };
    transaction.objectStore('outcomes').put({ line: 1, candidate, outcome }, ['v/old', 1, candidate]);
  }
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  db.close();
}

describe('what version 0.1 has kept', () => {
  it('is read as it is', async () => {
    await keepAsVersion01();
    expect((await listBatches()).map(({ id, pictureCount }) => [id, pictureCount])).toEqual([['v/old', 2]]);
    expect((await listBatches()).map(({ model }) => model.heads)).toEqual([
      [
        { key: 'instructionFollowing', label: 'Instruction following' },
        { key: 'visualQuality', label: 'Visual quality' },
      ],
    ]);
    expect(await readKeptDataset('old')).toMatchObject({ name: 'old.json', itemCount: 1 });
    expect(await readItems('old')).toEqual([item(1, 'a', 'b')]);
    expect(await readOutcomes('v/old')).toEqual([
      { line: 1, candidate: 0, outcome: score(0) },
      { line: 1, candidate: 1, outcome: { ...score(1), sha256: { edited: 'B' } } },
    ]);
    const [whole] = await readScoredItems('v/old');
    expect(whole?.scores.map(({ reward }) => reward)).toEqual([0, 1]);
    await deleteBatch(batch('v', 'old', 0));
  });
});

it('keeps what was scored under a limit on the size of pictures as a batch of its own', () => {
  const model = { id: 'm', dtype: 'q4', manifestSha256: 'ab' };
  expect(batchId(model, 'set')).toBe('ab/set');
  expect(batchId({ ...model, maxPixels: 50_000 }, 'set')).toBe('ab@50000/set');
  expect(batchId({ ...model, taste: { name: 'mine', sha256: 'cd' } }, 'set')).toBe('ab+cd/set');
});

describe('the database', () => {
  it('is opened again after it could not be', async () => {
    vi.resetModules();
    const refused = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('No room.', 'UnknownError');
    });
    const store = await import('./batchStore.ts');
    await expect(store.listBatches()).rejects.toThrow('This browser keeps no batches for this site (No room.)');
    expect(await store.listBatches()).toEqual([]);
    refused.mockRestore();
  });
});

describe('the kept batches', () => {
  it('give the items that are scored whole, and not those of another model', async () => {
    await keep('d', [item(1, 'a', 'b'), item(10, 'c', 'd')]);
    const [one, other] = [batch('x', 'd', 1), batch('y', 'd', 2)];
    await keepBatch(one);
    await keepBatch(other);
    await keepOutcomes(one.id, [
      { line: 1, candidate: 0, outcome: score(1) },
      { line: 1, candidate: 1, outcome: { error: { name: 'ImageError', message: 'damaged' } } },
      { line: 10, candidate: 0, outcome: score(3) },
      { line: 10, candidate: 1, outcome: score(4) },
    ]);
    expect((await listBatches()).map(({ id }) => id)).toEqual(['y/d', 'x/d']);
    const [only, ...more] = await readScoredItems('x/d');
    expect(more).toEqual([]);
    expect(only?.item.line).toBe(10);
    expect(only?.scores.map(({ reward }) => reward)).toEqual([3, 4]);
    expect(await readScoredItems('y/d')).toEqual([]);
    expect(await readScoredItems('nobody')).toEqual([]);
    const source = only?.item.source;
    await expect(source?.kind === 'embedded' && source.read()).rejects.toThrow(DatasetNotOpenError);
  });

  it('do not report what is of other pictures than those that were there last', async () => {
    await keep('s', [item(1, 'a', 'b')]);
    await keepBatch(batch('x', 's', 1));
    await keepOutcomes('x/s', [
      { line: 1, candidate: 0, outcome: { ...score(1), sha256: { source: 'S', edited: 'A' } } },
      { line: 1, candidate: 1, outcome: score(2), stale: true },
    ]);
    expect(await readScoredItems('x/s')).toEqual([]);
    await keepOutcomes('x/s', [{ line: 1, candidate: 1, outcome: score(2) }]);
    const [only] = await readScoredItems('x/s');
    expect(only?.sha256).toEqual([{ source: 'S', edited: 'A' }, undefined]);
    await deleteBatch(batch('x', 's', 1));
  });

  it('are stale or not as a check says, but not where a picture was scored anew meanwhile', async () => {
    const [first, second] = [
      { line: 1, candidate: 0, outcome: of('A', 1) },
      { line: 1, candidate: 1, outcome: of('B', 2) },
    ];
    await keepOutcomes('x/t', [first, second]);
    const anew = { line: 1, candidate: 1, outcome: of('C', 3) };
    await keepOutcomes('x/t', [anew]);
    await keepStaleness('x/t', [
      { ...first, stale: true },
      { ...second, stale: true },
    ]);
    expect(await readOutcomes('x/t')).toEqual([{ ...first, stale: true }, anew]);
    await keepStaleness('x/t', [first]);
    expect(await readOutcomes('x/t')).toEqual([first, anew]);
  });

  it('keep the last outcome of a picture', async () => {
    await keepOutcomes('z/d', [{ line: 1, candidate: 0, outcome: { error: { name: 'E', message: 'lost' } } }]);
    await keepOutcomes('z/d', [{ line: 1, candidate: 0, outcome: score(5) }]);
    expect(await readOutcomes('z/d')).toEqual([{ line: 1, candidate: 0, outcome: score(5) }]);
  });

  it('keep a large dataset in its order, and replace it whole', async () => {
    const many = Array.from({ length: 4500 }, (_, k) => item(k + 1, 'a'));
    await keep('large', many);
    expect((await readItems('large')).map(({ line }) => line)).toEqual(many.map(({ line }) => line));
    await keep('large', [item(7, 'a')]);
    expect(await readItems('large')).toEqual([item(7, 'a')]);
  });

  it('forget a batch with its results, and its dataset with the last batch of it', async () => {
    await deleteBatch(batch('x', 'd', 1));
    expect(await readOutcomes('x/d')).toEqual([]);
    expect(await readKeptDataset('d')).toMatchObject({ name: 'pairs.json' });
    await deleteBatch(batch('y', 'd', 2));
    expect(await readKeptDataset('d')).toBeUndefined();
    expect(await readItems('d')).toEqual([]);
    expect(await readOutcomes('z/d')).toHaveLength(1);
  });
});

it('hands a batch on in portions: all items, then all outcomes in their order', async () => {
  const one = batch('p', 'portions', 0);
  const lines = Array.from({ length: 4500 }, (_, line) => line);
  const items = lines.map((line) => item(line, 'a'));
  const source = { handles: [], manifestPath: 'p.json' };
  const counts = { itemCount: items.length, pictureCount: items.length };
  await keepDataset({ sha256: 'portions', name: 'p.json', ...counts, problems: [], source }, items);
  await keepBatch(one);
  await keepOutcomes(
    one.id,
    lines.map((line) => ({ line, candidate: 0, outcome: of('E', line) })),
  );
  const portions: BatchPortion[] = [];
  for await (const portion of readPortions(one.id)) portions.push(portion);
  expect(portions.flatMap((portion) => portion.items)).toEqual(items);
  expect(portions.flatMap(({ outcomes }) => outcomes.map(({ line }) => line))).toEqual(lines);
  expect(Math.max(...portions.map((portion) => portion.items.length + portion.outcomes.length))).toBe(2000);
  expect(await preferenceOfBatch(one.id)).toBe('none');
  await deleteBatch(one);
});
