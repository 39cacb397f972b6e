import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { datasetKind, type Dataset } from '../../core/dataset/datasetItem.ts';
import { applyPreference } from '../../core/dataset/preference.ts';
import { readDataset } from './readDataset.ts';

type Row = Readonly<Record<string, unknown>>;

const read = (...rows: readonly Row[]): Promise<Dataset> =>
  readDataset(bytesSource('rows', new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'))));

async function only(row: Row) {
  const { items, problems, notices } = await read(row);
  expect(problems).toEqual([]);
  return { item: items[0] ?? expect.fail('The row is not used.'), notices };
}

const picture = (name: string) => ({ kind: 'file', name });
/** A row of HPDv3's test.json: it says nothing of people itself. */
const hpd = { prompt: 'a fox', path1: 'images/1.jpg', path2: 'images/2.jpg', model1: 'flux', model2: 'infinity' };

describe('HPDv3', () => {
  it('is read without a source, its first picture the preferred one where the user says so', async () => {
    const { item, notices } = await only(hpd);
    expect(item).toEqual({
      line: 1,
      instruction: 'a fox',
      candidates: [
        { image: picture('images/1.jpg'), model: 'flux', humanScore: undefined },
        { image: picture('images/2.jpg'), model: 'infinity', humanScore: undefined },
      ],
      ranks: undefined,
      judgement: { kind: 'absent', firstMayBePreferred: true },
    });
    expect(applyPreference([item], 'path1')[0]).toMatchObject({ ranks: [1, 2], judgement: { kind: 'assumed' } });
    expect('source' in item).toBe(false);
    expect(notices).toEqual([]);
  });

  it('keeps votes and confidence, of which null is another thing than none', async () => {
    const { items } = await read(
      { ...hpd, choice_dist: [12, 7], confidence: 0.9999907 },
      { ...hpd, choice_dist: null, confidence: null, model1: 'midjourney', model2: 'midjourney' },
      hpd,
    );
    expect(items.map(({ votes, confidence }) => [votes, confidence])).toEqual([
      [[12, 7], 0.9999907],
      [undefined, null],
      [undefined, undefined],
    ]);
    expect(items.map(({ judgement }) => judgement?.kind)).toEqual(['layout', 'layout', 'absent']);
  });

  // As the official code does, which looks at no votes.
  it.each([[[7, 12]], [[5, 5]], ['7:12']])('follows its layout whatever the votes are: %j', async (votes) => {
    const { item } = await only({ ...hpd, choice_dist: votes, confidence: 0.4 });
    expect([item.ranks, item.judgement]).toEqual([[1, 2], { kind: 'layout' }]);
    expect(item.votes).toEqual(typeof votes === 'string' ? undefined : votes);
  });

  it('tells of a confidence that is no number, and counts it as none that is said', async () => {
    const { item, notices } = await only({ ...hpd, confidence: 'high' });
    expect(item.confidence).toBeNull();
    expect(notices).toEqual([
      {
        line: 1,
        message: 'confidence is "high", which is not a number. The row is used, as one without a confidence.',
      },
    ]);
  });

  it('is told from the same table by each of its lines', async () => {
    const csv =
      'prompt,path1,path2,model1,model2,confidence\na,1.png,2.png,x,y,0.5\nb,1.png,,x,y,\nc,1.png,2.png,x,y,\n';
    const { items, problems } = await readDataset(bytesSource('rows', new TextEncoder().encode(csv)));
    expect(items.map(({ line, confidence, ranks }) => [line, confidence, ranks])).toEqual([
      [2, 0.5, [1, 2]],
      [4, null, [1, 2]],
    ]);
    expect(problems).toEqual([{ line: 3, message: '"path2" is empty, so that the row lacks an edit to compare.' }]);
  });
});

describe('pairs like those of HPDv3', () => {
  it('say nothing where columns are missing or others stand beside', async () => {
    const { prompt, path1, path2 } = hpd;
    for (const row of [
      { prompt, path1, path2 },
      { ...hpd, id: 4 },
    ]) {
      const { item } = await only(row);
      expect([item.ranks, item.judgement]).toEqual([undefined, { kind: 'absent', firstMayBePreferred: true }]);
    }
  });

  it('are judged by a column that says so', async () => {
    expect((await only({ ...hpd, winner: 'path2' })).item).toMatchObject({
      ranks: [2, 1],
      judgement: { kind: 'understood' },
    });
    expect((await only({ ...hpd, winner: 'neither' })).item.judgement?.kind).toBe('unreadable');
  });
});

/** A row of a ranking file. */
const ranked = (ranking: unknown, more: Row = {}) => ({
  id: 'x',
  prompt: 'a fox',
  generations: ['a.png', 'b.png', 'c.png'],
  ranking,
  ...more,
});

describe('ranking files', () => {
  it.each([
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
    [
      [3, 1, 2],
      [3, 1, 2],
    ],
    [
      [2, 1, 1],
      [3, 1, 1],
    ],
    [
      [0, 5, 2.5],
      [1, 3, 2],
    ],
    [
      [0, 0, 0],
      [1, 1, 1],
    ],
    [
      [-1, -2, 4],
      [2, 1, 3],
    ],
  ])('%j orders the pictures as %j: the lower, the better', async (ranking, ranks) => {
    const { item } = await only(ranked(ranking));
    expect([item.ranks, item.judgement]).toEqual([ranks, { kind: 'understood' }]);
    expect(item.candidates.map(({ image }) => image.name)).toEqual(['a.png', 'b.png', 'c.png']);
  });

  it.each([[[1, 2]], [[1, 2, 'x']], [[1, 2, null]], [[1, 2, 3, 4]]])('%j is not understood', async (ranking) => {
    expect((await only(ranked(ranking))).item).toMatchObject({
      ranks: undefined,
      judgement: { kind: 'unreadable', reason: expect.stringContaining('a number for each of its 3 pictures') },
    });
  });

  it('may say nothing, or an order in letters, and must not contradict itself', async () => {
    expect((await only(ranked(null))).item.judgement).toEqual({ kind: 'absent', firstMayBePreferred: false });
    expect((await only(ranked('C>A>B'))).item.ranks).toEqual([2, 3, 1]);
    expect((await only(ranked([1, 2, 3], { human_vote: 'A>B>C' }))).item.ranks).toEqual([1, 2, 3]);
    expect((await only(ranked([1, 2, 3], { human_vote: 'B>A>C' }))).item.judgement).toEqual({
      kind: 'unreadable',
      reason: 'ranking orders its pictures as A>B>C, and another column as B>A>C: they contradict each other.',
    });
  });

  it('may be of two pictures, and are refused without any', async () => {
    expect((await only({ prompt: 'p', generations: ['a', 'b'], ranking: [2, 1] })).item.ranks).toEqual([2, 1]);
    const { problems } = await read(
      { prompt: 'p', generations: [], ranking: [] },
      { prompt: 'p', generations: ['a', ''] },
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'The row has no path in "generations".',
      'The row has an empty path in "generations".',
    ]);
  });
});

describe('single pictures', () => {
  it('have a prompt, and a folder that they count for', async () => {
    const { item } = await only({ prompt: 'a\n\nb', output_path: 'x/1.png', folder: 'x' });
    expect(item).toMatchObject({ instruction: 'a\n\nb', folder: 'x', ranks: undefined, judgement: { kind: 'absent' } });
  });
});

describe('rows without a source', () => {
  const edit = { prompt: 'p', path_src: 's.png', path1: 'a.png', path2: 'b.png' };

  it('lack it where the file is of edits, wherever they stand', async () => {
    const { items, problems } = await read(hpd, edit, { prompt: 'only a prompt' });
    expect(datasetKind(items)).toBe('edits');
    expect(items.map(({ line }) => line)).toEqual([2]);
    expect(problems).toEqual([
      { line: 1, message: expect.stringMatching(/^The row has no source image, which EditReward compares with/) },
      { line: 3, message: expect.stringMatching(/^The row has no source image, which EditReward compares with/) },
    ]);
  });

  it('make a dataset of text-to-image where none has one', async () => {
    const { items, problems } = await read(hpd, { prompt: 'only a prompt' }, hpd);
    expect(datasetKind(items)).toBe('textToImage');
    expect(items.map(({ line }) => line)).toEqual([1, 3]);
    expect(problems).toEqual([{ line: 2, message: expect.stringMatching(/^The row names no picture\./) }]);
  });

  it.each([
    [{ instruction: 'make it red', path1: 'a.png', path2: 'b.png' }, 'The row has no source image'],
    [{ prompt: 'p', path_src: '', path1: 'a.png', path2: 'b.png' }, 'The row has no source image'],
    [{ prompt: 'p', src_img: 's.png', path1: 'a.png', path2: 'b.png' }, '"src_img" seems to hold a source image'],
    [{ prompt: 'p', before: 'x/s.JPG', output_path: 'a.png' }, '"before" seems to hold a source image'],
    [{ path1: 'a.png', path2: 'b.png' }, 'The row has no instruction'],
  ])('are no text-to-image where they look like edits: %j', async (row, message) => {
    const { items, problems } = await read(row);
    expect(items).toEqual([]);
    expect(problems).toEqual([{ line: 1, message: expect.stringContaining(message) }]);
  });

  it('may name what is no picture as they like', async () => {
    expect((await only({ ...hpd, source_dataset: 'laion' })).item.candidates).toHaveLength(2);
  });

  it('keep numbers of their own where rows share a line', async () => {
    const text = JSON.stringify([hpd, { ...hpd, path2: '' }, { ...hpd, confidence: 'x' }]);
    const { items, problems, notices } = await readDataset(bytesSource('rows', new TextEncoder().encode(text)));
    expect(items.map(({ line }) => line)).toEqual([1, 3]);
    expect([problems, notices].map((all) => all.map(({ line }) => line))).toEqual([[2], [3]]);
  });
});
