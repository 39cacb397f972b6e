import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import type { ResultItem, ResultScore } from '../../core/dataset/resultItem.ts';
import { readDataset } from '../../formats/dataset/readDataset.ts';
import { resultItem } from '../../testing/resultItemForTest.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { datasetReport } from '../datasetReport.ts';
import { editorTables } from './editorTables.ts';
import { editorWords } from './editorWords.ts';

/** By source, then by editor. */
const REWARDS = {
  cat: { A: 3, B: 1, C: 2 },
  dog: { A: 2, B: 2, C: 1 },
  cow: { A: 1, B: 0, C: 4 },
} as const;
type Source = keyof typeof REWARDS;
type Editor = 'A' | 'B' | 'C';
const SOURCES: readonly Source[] = ['cat', 'dog', 'cow'];
const EDITORS: readonly Editor[] = ['A', 'B', 'C'];

function score(reward: number): ResultScore {
  return editScore({ mu: reward + 1, logSigma: 0 }, { mu: reward - 1, logSigma: 0 });
}

/** Rows as `source` and `picture` name them, each picture with the reward of its source and editor. */
function scored(items: readonly DatasetItem[]): ResultItem[] {
  return items.map((item) => {
    const scores = item.candidates.map(({ image }) => {
      const [source, editor] = image.name.replace('.png', '').split('-') as [Source, Editor];
      return score(REWARDS[source][editor]);
    });
    return { item, scores };
  });
}

async function read(content: string): Promise<ResultItem[]> {
  const { items, problems } = await readDataset(bytesSource('set', new TextEncoder().encode(content)));
  expect(problems).toEqual([]);
  return scored(items);
}

const picture = (source: Source, editor: Editor) => `${source}-${editor}.png`;
const prompt = (source: Source) => ({ prompt: `Paint the ${source}`, path_src: `${source}.png` });

const pointwise = () =>
  read(
    ['instruction,input_path,output_path,model']
      .concat(
        EDITORS.flatMap((editor) =>
          SOURCES.map((source) => `Paint the ${source},${source}.png,${picture(source, editor)},${editor}`),
        ),
      )
      .join('\n'),
  );

const pairs = () =>
  read(
    JSON.stringify(
      SOURCES.flatMap((source) =>
        (['AB', 'CA', 'BC'] as const).map((pair) => {
          const [first, second] = pair.split('') as [Editor, Editor];
          const paths = { path1: picture(source, first), path2: picture(source, second) };
          return { ...prompt(source), ...paths, model1: first, model2: second };
        }),
      ),
    ),
  );

const kWay = () =>
  read(
    JSON.stringify(
      SOURCES.map((source) => ({
        ...prompt(source),
        ...Object.fromEntries(
          EDITORS.flatMap((editor, k) => [
            [`path${k + 1}`, picture(source, editor)],
            [`model${k + 1}`, editor],
          ]),
        ),
      })),
    ),
  );

const inList = () =>
  read(
    JSON.stringify(
      SOURCES.map((source) => ({
        ...prompt(source),
        paths_generated: EDITORS.map((editor) => picture(source, editor)),
        models: EDITORS,
      })),
    ),
  );

function editorsOf(items: readonly ResultItem[]) {
  const { editors } = datasetReport(items);
  if (!editors) throw new Error('No editor is named.');
  return editors;
}

const WORDS = editorWords({});
const close = (value: number, digits = 9): unknown => expect.closeTo(value, digits);

describe.each([
  ['single edits', pointwise],
  ['pairs', pairs],
  ['all edits of a source in one row', kWay],
  ['a list of them', inList],
])('the editors of %s', (_, readItems) => {
  it('have the figures worked out by hand', async () => {
    const { editors, pairs: met, sources, unnamed } = editorsOf(await readItems());
    expect({ sources, unnamed }).toEqual({ sources: 3, unnamed: 0 });
    // Of A, shares of wins are 1, 3/4 and 1/2; of C 1/2, 0 and 1; of B 0, 3/4 and 0.
    expect(editors).toMatchObject([
      { editor: 'A', edits: 3, reward: { value: 2, count: 3 }, wins: { value: 0.75, count: 3 } },
      { editor: 'C', edits: 3, reward: { value: close(7 / 3) }, wins: { value: 0.5, count: 3 } },
      { editor: 'B', edits: 3, reward: { value: 1 }, wins: { value: 0.25, count: 3 } },
    ]);
    // A deviation of 1 over 3 sources, and Student's 4.3027 of 2 degrees of freedom.
    expect(editors[0]?.reward.interval).toEqual({ low: close(2 - 2.48414, 4), high: close(2 + 2.48414, 4) });
    expect(editors[0]?.heads).toMatchObject({ instructionFollowing: { value: 3 }, visualQuality: { value: 1 } });
    expect(met).toMatchObject([
      { first: 'A', second: 'C', wins: 2, ties: 0, losses: 1, difference: { value: close(-1 / 3) } },
      {
        first: 'A',
        second: 'B',
        wins: 2,
        ties: 1,
        losses: 0,
        share: { value: close(5 / 6) },
        difference: { value: 1 },
      },
      { first: 'C', second: 'B', wins: 2, ties: 0, losses: 1, difference: { value: close(4 / 3) } },
    ]);
    // Phi of 2, 0 and 1 over the root of 2: 0.92135, 0.5, 0.76025.
    expect(met[1]?.chance).toMatchObject({ value: close(0.7272, 4), count: 3 });
    expect(met.map(({ verdict }) => verdict)).toEqual(['unclear', 'unclear', 'unclear']);
  });

  it('are one and the same table', async () => {
    expect(editorTables(editorsOf(await readItems()), WORDS)).toEqual(
      editorTables(editorsOf(await pointwise()), WORDS),
    );
  });

  it('name their best and worst edits', async () => {
    const [best] = editorsOf(await readItems()).editors;
    expect(best?.best.map(({ edited, reward }) => [edited, reward])).toEqual([
      ['cat-A.png', 3],
      ['dog-A.png', 2],
      ['cow-A.png', 1],
    ]);
    expect(best?.worst[0]).toMatchObject({ edited: 'cow-A.png', reward: 1 });
  });
});

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));

/** On so many sources B has the higher reward. */
function won(count: number): ResultItem[] {
  return Array.from({ length: count }, (_, line) => resultItem(line, rewards(1, 2), { models: ['A', 'B'] }));
}

describe('editorsReport', () => {
  it('has the mean of several edits of one source, each of which meets each of the other', () => {
    const edits = [
      resultItem(1, rewards(4, 1), { models: ['A', 'A'], source: 's' }),
      resultItem(2, rewards(2), { models: ['B'], source: 's' }),
    ];
    expect(editorsOf(edits).pairs).toMatchObject([
      { wins: 0, ties: 1, losses: 0, share: { value: 0.5, count: 1 }, difference: { value: 0.5, interval: undefined } },
    ]);
  });

  it('keeps sources with other instructions apart', () => {
    const edits = [resultItem(1, rewards(4), { models: ['A'] }), resultItem(2, rewards(2), { models: ['B'] })];
    expect(editorsOf(edits)).toMatchObject({ pairs: [], sources: 2, strengths: [] });
  });

  it('has no chance where scores do not say how sure they are', () => {
    const { pairs: met, editors } = editorsOf([resultItem(1, rewards(1, 2), { models: ['A', 'B'] })]);
    expect(met[0]?.chance).toEqual({ value: undefined, interval: undefined, count: 0 });
    expect(editors[0]?.heads).toEqual({});
  });

  it('is absent where nobody is named, and counts edits of nobody', () => {
    expect(datasetReport([resultItem(1, rewards(1, 2), {})])).not.toHaveProperty('editors');
    const some = [resultItem(1, rewards(1, 2), { models: ['A', 'B'] }), resultItem(2, rewards(1), {})];
    expect(editorsOf(some)).toMatchObject({ unnamed: 1, sources: 1 });
  });

  it('says that one is better once six sources say so', () => {
    expect(editorsOf(won(5)).pairs[0]?.verdict).toBe('unclear');
    const { pairs: met, strengths } = editorsOf(won(6));
    expect(met[0]).toMatchObject({ first: 'B', second: 'A', wins: 6, verdict: 'first' });
    // All resamples are alike, so that they give no interval.
    expect(strengths.map(({ model, interval }) => [model, interval])).toEqual([
      ['B', undefined],
      ['A', undefined],
    ]);
  });

  it('tells of joined edits how far the intervals are', () => {
    const shares: number[] = [];
    const single = [1, 2].flatMap((source) =>
      ['A', 'B'].map((model, k) => resultItem(2 * source + k, rewards(k), { models: [model], source: `${source}` })),
    );
    datasetReport(single, { onProgress: (share) => shares.push(share) });
    // 500 fits; the last of 25 reports.
    expect([shares[0], shares.at(-1)]).toEqual([0, 480 / 500]);
  });
});
