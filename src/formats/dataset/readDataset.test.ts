import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import type { Dataset, ImageReference } from '../../core/dataset/datasetItem.ts';
import { readDataset } from './readDataset.ts';

/** A file that Python wrote: see fixtures/make.py. */
function fixture(name: string): Promise<Dataset> {
  return readDataset(bytesSource(name, readFileSync(join('src/formats/dataset/fixtures', name))));
}

function text(content: string): Promise<Dataset> {
  return readDataset(bytesSource('rows', new TextEncoder().encode(content)));
}

/** The red of a picture of one pixel. */
async function redOf(image: ImageReference | undefined): Promise<number | undefined> {
  if (image?.kind !== 'embedded') return undefined;
  const { default: sharp } = await import('sharp');
  const { data } = await sharp(await image.read())
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data[0];
}

const INSTRUCTION = 'Make it "warmer",\nplease – größer';

/** Of a pair in which the first edit may be the preferred one. */
const NOTHING_SAID = { ranks: undefined, judgement: { kind: 'absent', firstMayBePreferred: true } };

describe.each([
  ['pairwise.json', [2, 17, 23, 28]],
  ['pairwise.jsonl', [1, 2, 3, 4]],
  ['pairwise.csv', [2, 4, 5, 6]],
] as const)('%s', (name, lines) => {
  it('has pairs, with paths as slashes', async () => {
    const { items } = await fixture(name);
    expect(items.map(({ line }) => line)).toEqual([lines[0], lines[3]]);
    expect(items[0]).toEqual({
      line: lines[0],
      instruction: INSTRUCTION,
      source: { kind: 'file', name: 'source images/a 1.png' },
      candidates: [
        { image: { kind: 'file', name: 'edits/one.png' }, model: 'Model A', humanScore: undefined },
        { image: { kind: 'file', name: 'edits/two.png' }, model: 'Model B', humanScore: undefined },
      ],
      // The table has no column "choice_dist", of three votes for the first.
      ...(name.endsWith('csv') ? NOTHING_SAID : { ranks: [1, 2], judgement: { kind: 'understood' } }),
    });
    expect(items[1]).toMatchObject({ instruction: '', ...NOTHING_SAID });
  });

  it('names the lines that cannot be used', async () => {
    expect((await fixture(name)).problems).toEqual([
      { line: lines[1], message: expect.stringMatching(/^The row has no source image/) },
      { line: lines[2], message: expect.stringMatching(/^The row names no edited image/) },
    ]);
  });
});

describe('k-way.json', () => {
  it('has items of two to four edits with their ranks', async () => {
    const { items } = await fixture('k-way.json');
    expect(items.map(({ ranks }) => ranks)).toEqual([[1, 2], [2, 1], [1, 1], [2, 3, 1], undefined, undefined]);
    expect(items[3]?.candidates.map(({ image }) => image.name)).toEqual(['0.png', '1.png', '2.png']);
  });

  it('keeps the rows whose rankings are not of their edits, and tells what they say', async () => {
    const { items, problems } = await fixture('k-way.json');
    expect(problems).toEqual([]);
    expect(items.slice(4).map(({ judgement }) => judgement)).toEqual([
      {
        kind: 'unreadable',
        reason: 'human_vote is {"ranking":"A>B>C"}, which is no clear order of its 4 edits, such as D>C>B>A.',
      },
      {
        kind: 'unreadable',
        reason: 'human_vote is {"ranking":"A>B>D"}, which is no clear order of its 3 edits, such as C>B>A.',
      },
    ]);
  });
});

describe('pointwise.json', () => {
  it('has single edits with scores and models', async () => {
    const { items, problems } = await fixture('pointwise.json');
    // Python wrote them on one line.
    expect(items.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(items.map(({ candidates }) => candidates)).toEqual([
      [{ image: { kind: 'file', name: 'o.png' }, model: 'm', humanScore: 0.5 }],
      [{ image: { kind: 'file', name: 'g.png' }, model: 'n', humanScore: 2 }],
      [{ image: { kind: 'file', name: 'g.png' }, model: 'n', humanScore: undefined }],
    ]);
    expect(items.map(({ source, ranks }) => [source?.name, ranks])).toEqual(items.map(() => ['i.png', undefined]));
    expect(problems).toEqual([]);
    expect(items.map(({ judgement }) => judgement)).toEqual([
      { kind: 'understood' },
      { kind: 'understood' },
      { kind: 'unreadable', reason: 'score is "good", which is not a number.' },
    ]);
  });
});

describe('bench.parquet', () => {
  it('joins the rows of an id, in one part, to an item', async () => {
    const { items } = await fixture('bench.parquet');
    expect(items.map(({ line, ranks }) => ({ line, ranks }))).toEqual([
      { line: 1, ranks: [1, 1] },
      { line: 2, ranks: [2, 3, 1] },
      { line: 5, ranks: [3, 1, 2] },
      // A circle, and a row of four edits whose other rows are missing: pairs of their own.
      { line: 8, ranks: [1, 2] },
      { line: 9, ranks: [2, 1] },
      { line: 10, ranks: [1, 2] },
      { line: 11, ranks: [1, 2] },
    ]);
    expect(items[1]?.candidates.map(({ model }) => model)).toEqual(['model 3', 'model 4', 'model 5']);
  });

  it('reads the pictures, from other row groups too', async () => {
    const { items } = await fixture('bench.parquet');
    for (const [item, reds] of [
      [items[1], [3, 4, 5]],
      [items[2], [6, 7, 8]],
    ] as const) {
      expect(await Promise.all(item?.candidates.map(({ image }) => redOf(image)) ?? [])).toEqual(reds);
      expect(await redOf(item?.source)).toBe(0);
    }
  });

  it('names ids that make no item', async () => {
    const { problems, notices } = await fixture('bench.parquet');
    expect(problems).toEqual([]);
    expect(notices).toEqual([
      {
        line: 8,
        message:
          'Id 3 is not joined. Its orders contradict each other: A>B in line 8, C>A in line 9, B>C in line 10. ' +
          'Its 3 rows are taken as pairs of their own.',
      },
      {
        line: 11,
        message: 'Id 4 is not joined. Edit C is in none of its rows. The row is taken as a pair of its own.',
      },
    ]);
  });
});

describe.each(['data-zstd.parquet', 'data-gzip.parquet'])('%s', (name) => {
  it('has pairs by vote, else by score, where they do not contradict each other', async () => {
    const { items, problems } = await fixture(name);
    const scores = 'left_overall_score is 1 while right_overall_score is 2';
    expect(items.map(({ ranks, judgement }) => ranks ?? judgement)).toEqual([
      { kind: 'unreadable', reason: `vote_type is "leftvote", and ${scores}: they contradict each other.` },
      [2, 1],
      { kind: 'unreadable', reason: `vote_type is "tievote", and ${scores}: they contradict each other.` },
      [1, 2],
      { kind: 'absent', firstMayBePreferred: false },
      { kind: 'unreadable', reason: expect.stringMatching(/^vote_type is "maybe", which is neither a clear order/) },
    ]);
    expect(problems).toEqual([]);
  });

  it('reads the pictures', async () => {
    const [item] = (await fixture(name)).items;
    expect(await redOf(item?.source)).toBe(9);
    expect(await Promise.all(item?.candidates.map(({ image }) => redOf(image)) ?? [])).toEqual([10, 11]);
  });
});

describe('whom people preferred in a pair', () => {
  it('is read from tables too', async () => {
    const { items } = await text('prompt,path_src,path1,path2,tie_case\np,s,a,b,True\np,s,a,b,False\np,s,a,b,');
    expect(items.map(({ ranks, judgement }) => ({ ranks, judgement }))).toEqual([
      { ranks: [1, 1], judgement: { kind: 'understood' } },
      NOTHING_SAID,
      NOTHING_SAID,
    ]);
  });
});

function benchRow(id: string, pair: string, ranking: string) {
  const edits = { candidate_1: pair[0], candidate_2: pair.at(-1), num_candidates: 3, comparison_type: pair, ranking };
  return { id, dataset: '3pair', instruction: 'p', source_image: 's', ...edits };
}

describe('rows of EditReward-Bench whose ids name their pair', () => {
  it('are joined by what stands before', async () => {
    const rows = ['x1', 'x2'].flatMap((id) => [
      benchRow(`${id}_AvsB`, 'AvsB', 'B>A'),
      benchRow(`${id}_AvsC`, 'AvsC', 'A>C'),
      benchRow(`${id}_BvsC`, 'BvsC', 'B>C'),
    ]);
    const { items, problems } = await text(JSON.stringify(rows));
    expect(problems).toEqual([]);
    expect(items.map(({ ranks }) => ranks)).toEqual([
      [2, 1, 3],
      [2, 1, 3],
    ]);
    expect(items[0]?.candidates.map(({ image }) => image.name)).toEqual(['A', 'B', 'C']);
  });

  it('make no item of what is left of two', async () => {
    const rows = [benchRow('set_1', 'AvsB', 'A>B'), { ...benchRow('set_2', 'BvsC', 'B>C'), instruction: 'another' }];
    const { items, problems, notices } = await text(JSON.stringify(rows));
    expect(items.map(({ line, ranks }) => [line, ranks])).toEqual([
      [1, [1, 2]],
      [2, [1, 2]],
    ]);
    expect(problems).toEqual([]);
    expect(notices.map(({ line }) => line)).toEqual([1, 2]);
  });

  it('stay apart where an id with an underline is whole by itself', async () => {
    const rows = ['set_1', 'set_2'].flatMap((id) => [
      benchRow(id, 'AvsB', 'A>B'),
      benchRow(id, 'AvsC', 'A>C'),
      benchRow(id, 'BvsC', 'B>C'),
    ]);
    expect((await text(JSON.stringify(rows))).items).toHaveLength(2);
  });
});

describe('readDataset', () => {
  it.each([
    [
      { path0: 'z.png', path1: 'a.png', path2: 'b.png' },
      '"path0" is not read: edits are in "path1", "path2" and so on.',
    ],
    [
      { candidate_1: 'a.png', candidate_2: 'b.png', candidate_3: 'c.png' },
      '"candidate_3" is not read: edits are in "candidate_1" and "candidate_2".',
    ],
    [
      {
        id: 1,
        candidate_0: 'z.png',
        candidate_1: 'a.png',
        candidate_2: 'b.png',
        comparison_type: 'AvsB',
        ranking: 'A>B',
      },
      '"candidate_0" is not read',
    ],
  ])('leaves no edit out without a word: %j', async (edits, message) => {
    const rows = [edits, { path1: 'a.png', path2: 'b.png', path0: '' }];
    const lines = rows.map((row) => JSON.stringify({ instruction: 'x', source: 's.png', ...row })).join('\n');
    const { items, problems } = await readDataset(bytesSource('rows', new TextEncoder().encode(lines)));
    expect(items.map(({ line }) => line)).toEqual([2]);
    expect(problems).toEqual([{ line: 1, message: expect.stringContaining(message) }]);
  });

  it.each([
    [{ instruction: '', prompt: 'Paint it' }, 'Paint it'],
    [{ instruction: ' ', prompt: '' }, ' '],
    [{ instruction: 'Paint it', prompt: 'A house' }, 'Paint it'],
  ])('takes the instruction that says something: %j', async (texts, instruction) => {
    const lines = JSON.stringify({ ...texts, source: 's.png', path1: 'a.png', path2: 'b.png' });
    const { items } = await readDataset(bytesSource('rows', new TextEncoder().encode(lines)));
    expect(items).toMatchObject([{ instruction }]);
  });

  it('goes on after rows that are no JSON, in lists and in lines', async () => {
    const good = '{"prompt": "p", "path_src": "s", "path1": "a ] , [", "path2": "b\\"{"}';
    const list = await text(`[\n${good},\n{"prompt": oops},\n17,\n\n${good}\n]\n`);
    expect(list.items.map(({ line }) => line)).toEqual([2, 6]);
    expect(list.problems).toEqual([
      { line: 3, message: expect.stringMatching(/^The row is not valid JSON: /) },
      { line: 4, message: 'The row is not a JSON object. Each row holds one edit or several in braces.' },
    ]);
    const lines = await text(`${good}\r\n\r\n{"prompt": \n${good}`);
    expect(lines.items.map(({ line }) => line)).toEqual([1, 4]);
    expect(lines.problems.map(({ line }) => line)).toEqual([3]);
  });

  it('reports the row in which a list is cut off', async () => {
    const { items, problems } = await text(
      '[{"prompt": "p", "input": "i", "gen": "g", "score": 1}, {"prompt": "p", "inp',
    );
    expect(items).toHaveLength(1);
    expect(problems).toEqual([{ line: 2, message: expect.stringMatching(/^The row is not valid JSON/) }]);
  });

  it('takes semicolons and tabs, line feeds alone, and JSON in cells', async () => {
    const paths = '"[""x.png"", ""y.png""]"';
    for (const mark of [';', '\t']) {
      const header = ['prompt', 'path_src', 'paths_generated', 'ranking'].join(mark);
      const { items } = await text(`${header}\n${['p', 's.png', paths, 'B>A'].join(mark)}\n`);
      expect(items[0]).toMatchObject({ line: 2, ranks: [2, 1], source: { name: 's.png' } });
      expect(items[0]?.candidates.map(({ image }) => image.name)).toEqual(['x.png', 'y.png']);
    }
  });

  it('names table rows with other numbers of cells, and an open quotation mark, by line', async () => {
    const { items, problems } = await text(
      'prompt,path_src,path1,path2\n"two\nlines",s,a,b\nshort,s,a\n\np,s,a,b\n"open,s,a,b\nmore',
    );
    expect(items.map(({ line }) => line)).toEqual([2, 6]);
    expect(problems).toEqual([
      { line: 4, message: 'The row has 3 cells, but there are 4 columns.' },
      { line: 7, message: 'A quotation mark that opens in this row is never closed.' },
    ]);
  });

  it('refuses files without rows, and damaged parquet', async () => {
    await expect(text('')).rejects.toThrow('rows has no rows. Choose a dataset: JSON, JSON lines, CSV or parquet.');
    await expect(text('[]')).rejects.toThrow('rows has no rows.');
    await expect(text('PAR1 and nothing else')).rejects.toThrow(/^rows cannot be read as parquet: /);
  });
});
