import { expect, it } from 'vitest';
import { createStore } from '../ui/store.ts';
import type { OpenedBatch } from '../keptModels/openedBatch.ts';
import { initialBatchState, reduceBatch, type OpenBatch } from './batchState.ts';
import type { CompareTools } from './compareModels.ts';
import { lendBatch } from './lendBatch.ts';

const file = (name: string) => ({ kind: 'file', name }) as const;

async function readImage({ name }: { readonly name: string }): Promise<Blob> {
  return new Blob([`bytes of ${name}`]);
}

/** Nobody says which of its edits is better. */
const UNJUDGED = {
  line: 1,
  ranks: undefined,
  candidates: [],
  judgement: { kind: 'absent', firstMayBePreferred: true, byScores: undefined },
};

/** Two requests, the second with two pictures. */
function openBatch(hasFiles: boolean): OpenBatch {
  const requests = [
    {
      instruction: 'one',
      source: file('1.png'),
      pictures: [{ image: file('1-a.png'), uses: [{ line: 0, candidate: 0 }] }],
    },
    {
      instruction: 'two',
      source: file('2.png'),
      pictures: ['a', 'b'].map((name, candidate) => ({ image: file(`2-${name}.png`), uses: [{ line: 1, candidate }] })),
    },
  ];
  return {
    dataset: { name: 'edits.csv', sha256: 'ab', items: [UNJUDGED], requests, readImage },
    files: hasFiles ? {} : undefined,
  } as unknown as OpenBatch;
}

it('lends the batch that is open, as long as its pictures are', async () => {
  const store = createStore(reduceBatch, initialBatchState);
  const told: (OpenedBatch | undefined)[] = [];
  lendBatch({ store } as unknown as CompareTools, (batch) => told.push(batch));
  const open = openBatch(true);
  store.dispatch({ type: 'opened', open });
  store.dispatch({ type: 'preferenceChosen', preference: 'none' });
  expect(told.map((batch) => batch?.name)).toEqual(['edits.csv']);

  const samples = (await told[0]?.samples()) ?? [];
  expect(samples.map(({ instruction, source, picture }) => [instruction, source?.name, picture.name])).toEqual([
    ['one', '1.png', '1-a.png'],
    ['two', '2.png', '2-b.png'],
  ]);
  expect(await samples[1]?.picture.blob.text()).toBe('bytes of 2-b.png');
  expect(told[0]?.sha256).toBe('ab');
  expect(await (await told[0]?.readPicture('1-a.png'))?.text()).toBe('bytes of 1-a.png');

  // What it is learned from follows the choice of whom people preferred.
  expect(told[0]?.voted()).toMatchObject({ name: 'edits.csv', sha256: 'ab', items: [{ ranks: undefined }] });
  store.dispatch({ type: 'preferenceChosen', preference: 'path1' });
  expect(told[0]?.voted().items).toMatchObject([{ ranks: [1, 2] }]);

  store.dispatch({ type: 'opened', open: openBatch(false) });
  expect(told.at(-1)).toBeUndefined();
  expect(told).toHaveLength(2);
});
