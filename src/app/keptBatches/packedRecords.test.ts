import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BatchPortion } from '../../batch/batchPortion.ts';
import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import { unpackOutcomes } from '../../batch/packedOutcomes.ts';
import { FORMER_HEADS } from '../../core/modelPackage/formerHeads.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { batchDatabase } from './batchDatabase.ts';
import { deleteBatch, keepBatch, keepOutcomes, keepStaleness, readOutcomes, readPortions } from './batchStore.ts';
import type { KeptBatch } from './keptBatch.ts';
import { keepPacked } from './packedRecords.ts';

const BATCH: KeptBatch = {
  id: 'x/d',
  datasetSha256: 'd',
  name: 'pairs.json',
  itemCount: 2,
  pictureCount: 3,
  model: { id: 'x', dtype: 'fp32', manifestSha256: 'x', heads: FORMER_HEADS },
  run: 'done',
  updatedAt: 1,
};

function outcome(line: number, candidate: number, mu: number): KeptOutcome {
  const sha256 = { source: 'S', edited: `${line}/${candidate}` };
  return { line, candidate, outcome: { score: editScore({ mu, logSigma: 0 }, { mu: -mu, logSigma: -1 }), sha256 } };
}

const OUTCOMES = [outcome(1, 0, 1), outcome(1, 1, 0.1), outcome(2, 0, 3)];

async function portions(id = BATCH.id): Promise<BatchPortion[]> {
  const all: BatchPortion[] = [];
  for await (const portion of readPortions(id)) all.push(portion);
  return all;
}

const countRecords = async () => (await batchDatabase()).count('packedOutcomes');
const packedIn = (all: readonly BatchPortion[]) => all.flatMap(({ packed }) => (packed ? unpackOutcomes(packed) : []));
const outcomesIn = (all: readonly BatchPortion[]) => all.flatMap(({ outcomes }) => outcomes);

beforeEach(async () => {
  await deleteBatch(BATCH);
  await keepBatch(BATCH);
  await keepOutcomes(BATCH.id, OUTCOMES);
});

describe('the packed copy of a batch', () => {
  it('gives the same outcomes, and is what is handed on in portions', async () => {
    await keepPacked(BATCH.id);
    expect(await readOutcomes(BATCH.id)).toEqual(OUTCOMES);
    const all = await portions();
    expect([packedIn(all), outcomesIn(all)]).toEqual([OUTCOMES, []]);
  });

  it('is made for the next time where there was none, unless the batch is being scored', async () => {
    await keepBatch({ ...BATCH, run: 'running' });
    expect(outcomesIn(await portions())).toEqual(OUTCOMES);
    expect(packedIn(await portions())).toEqual([]);
    await keepBatch(BATCH);
    expect(outcomesIn(await portions())).toEqual(OUTCOMES);
    await expect.poll(async () => packedIn(await portions())).toEqual(OUTCOMES);
  });

  it('never says anything else than the outcomes: a later score replaces it', async () => {
    await keepPacked(BATCH.id);
    const later = outcome(1, 1, 7);
    await keepOutcomes(BATCH.id, [later]);
    const now = [OUTCOMES[0], later, OUTCOMES[2]];
    expect(await readOutcomes(BATCH.id)).toEqual(now);
    expect(outcomesIn(await portions())).toEqual(now);
    await keepPacked(BATCH.id);
    expect(await readOutcomes(BATCH.id)).toEqual(now);
  });

  it('knows what has become stale', async () => {
    await keepPacked(BATCH.id);
    const stale = { ...outcome(2, 0, 3), stale: true } as const;
    await keepStaleness(BATCH.id, [stale]);
    expect((await readOutcomes(BATCH.id)).at(-1)).toEqual(stale);
    await keepPacked(BATCH.id);
    expect((await readOutcomes(BATCH.id)).at(-1)).toEqual(stale);
  });

  it('is left where nothing became stale, and goes with its batch', async () => {
    await keepPacked(BATCH.id);
    await keepStaleness(BATCH.id, []);
    expect(await countRecords()).toBe(1);
    await deleteBatch(BATCH);
    expect(await countRecords()).toBe(0);
  });

  it('is in several records where there are many outcomes', async () => {
    const many = Array.from({ length: 8001 }, (_, k) => outcome(1 + Math.floor(k / 3), k % 3, k));
    await keepOutcomes(BATCH.id, many);
    await keepPacked(BATCH.id);
    expect(await countRecords()).toBe(2);
    expect(await readOutcomes(BATCH.id)).toEqual(many);
  });

  it('is not joined with one that replaces it while it is read', async () => {
    const many = Array.from({ length: 8001 }, (_, k) => outcome(1 + k, 0, k));
    await keepOutcomes(BATCH.id, many);
    await keepPacked(BATCH.id);
    const earlier = outcome(0, 0, 7);
    const found = new Map<number, KeptOutcome>();
    let isReplaced = false;
    for await (const { packed, outcomes } of readPortions(BATCH.id)) {
      for (const one of packed ? unpackOutcomes(packed) : outcomes) found.set(one.line, one);
      if (isReplaced) continue;
      isReplaced = true;
      await keepOutcomes(BATCH.id, [earlier]); // moves all others on by one
      await keepPacked(BATCH.id);
    }
    expect([found.size, found.get(0), found.get(8001)]).toEqual([8002, earlier, many.at(-1)]);
  });
});
