import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';

/** Reads rows of edits; of each: its source, and its paths. */
async function read(...sets: readonly (readonly [string, ...string[]])[]) {
  return readRows(...sets.map(([source, ...paths]) => ({ source, instruction: 'x', paths_generated: paths })));
}

async function readRows(...rows: object[]) {
  const text = rows.map((row) => JSON.stringify(row)).join('\n');
  const { items, notes } = await readDataset(bytesSource('d', new TextEncoder().encode(text)));
  return { models: items.map(({ candidates }) => candidates.map(({ model }) => model)), notes };
}

const set = (id: number) => ({
  source: `${id}.png`,
  instruction: 'x',
  paths_generated: [`flux/${id}.png`, `omni/${id}.png`],
});

const BY_FOLDER = 'The editing models have no names in the rows. They are called as the folders: flux, omni.';
const BY_END = "The editing models have no names in the rows. They are called as the ends of the pictures' names: ";

describe('editors without names in the rows', () => {
  it('are called as their folders, in whatever order they stand', async () => {
    expect(await read(['s/1.png', 'flux/1.png', 'omni/1.jpg'], ['s/2.png', 'omni/2.png', 'flux/2.png'])).toEqual({
      models: [
        ['flux', 'omni'],
        ['omni', 'flux'],
      ],
      notes: [BY_FOLDER],
    });
    expect(await read(['s1', 'out/flux/a/1.png', 'out/omni/a/1.png'], ['s2', 'flux/2.png', 'omni/2.png'])).toEqual({
      models: [
        ['flux', 'omni'],
        ['flux', 'omni'],
      ],
      notes: [BY_FOLDER],
    });
  });

  it("are called as what follows the source's name", async () => {
    const sets = [
      ['s/001.png', 'e/001_flux-dev.png', 'e/001_flux-pro.png'],
      ['s/002_source.png', 'e/002_flux-dev.png', 'e/002_flux-pro.png'],
    ] as const;
    expect(await read(...sets)).toEqual({
      models: [
        ['flux-dev', 'flux-pro'],
        ['flux-dev', 'flux-pro'],
      ],
      notes: [`${BY_END}flux-dev, flux-pro.`],
    });
  });

  it.each([
    ['one set alone', [['1.png', 'flux/1.png', 'omni/1.png']]],
    [
      'other folders in another row',
      [
        ['1.png', 'flux/1.png', 'omni/1.png'],
        ['2.png', 'flux/2.png', 'gpt/2.png'],
      ],
    ],
    [
      'fewer folders in another row',
      [
        ['1.png', 'a1/1.png', 'omni/1.png', 'gpt/1.png'],
        ['2.png', 'omni/2.png', 'gpt/2.png'],
      ],
    ],
    [
      'a row with two edits in one folder',
      [
        ['1.png', 'flux/1.png', 'omni/1.png'],
        ['2.png', 'flux/2.png', 'flux/2.png'],
      ],
    ],
    [
      'other names in the folders',
      [
        ['1.png', 'flux/1.png', 'omni/1b.png'],
        ['2.png', 'flux/2.png', 'omni/2b.png'],
      ],
    ],
    [
      'two folders that differ',
      [
        ['1.png', 'flux/a/1.png', 'omni/b/1.png'],
        ['2.png', 'flux/a/2.png', 'omni/b/2.png'],
      ],
    ],
    [
      'folders that only count',
      [
        ['1.png', 'edit_1/1.png', 'edit_2/1.png'],
        ['2.png', 'edit_1/2.png', 'edit_2/2.png'],
      ],
    ],
    [
      'folders that are places',
      [
        ['1.png', 'left/1.png', 'right/1.png'],
        ['2.png', 'left/2.png', 'right/2.png'],
      ],
    ],
    [
      'ends that only count',
      [
        ['1.png', '1_1.png', '1_2.png'],
        ['2.png', '2_1.png', '2_2.png'],
      ],
    ],
    [
      'ends of another source',
      [
        ['1.png', '7_flux.png', '7_omni.png'],
        ['2.png', '7_flux.png', '7_omni.png'],
      ],
    ],
    [
      'no names in common',
      [
        ['1.png', 'a.png', 'b.png'],
        ['2.png', 'c.png', 'd.png'],
      ],
    ],
  ] as const)('stay without names: %s', async (_, sets) => {
    const { models, notes } = await read(...sets);
    expect(models.flat().filter((model) => model !== undefined)).toEqual([]);
    expect(notes).toBeUndefined();
  });

  it('stay so beside rows that have names, and beside rows of other layouts', async () => {
    const named = await readRows(set(1), set(2), { ...set(3), models: ['a', 'b'] });
    expect(named.models).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      ['a', 'b'],
    ]);
    const pairs = await readRows(set(1), set(2), {
      source: 's',
      instruction: 'x',
      path1: 'flux/3.png',
      path2: 'omni/3.png',
    });
    expect(pairs.models.flat()).toEqual(Array.from({ length: 6 }));
    expect([named.notes, pairs.notes]).toEqual([undefined, undefined]);
  });
});

const single = (editor: string, id: number) => ({
  source: `${id}.png`,
  instruction: 'x',
  edited: `${editor}/${id}.png`,
});

describe('editors of single edits without names in the rows', () => {
  const singles = ['flux', 'omni'].flatMap((editor) => [single(editor, 1), single(editor, 2)]);
  const UNNAMED = { models: [[undefined], [undefined], [undefined], [undefined]] };
  const EDITED = '"edited" is the edit.';

  it('are called as their folders, where all sources have an edit in each', async () => {
    expect(await readRows(...singles)).toEqual({
      models: [['flux'], ['flux'], ['omni'], ['omni']],
      notes: [EDITED, BY_FOLDER],
    });
  });

  it("are called as what follows the source's name", async () => {
    const rows = singles.map(({ edited, ...row }) => {
      const [editor, name] = edited.split('/');
      return { ...row, edited: `e/${name?.replace('.png', '')}_${editor}.png` };
    });
    expect(await readRows(...rows)).toEqual({
      models: [['flux'], ['flux'], ['omni'], ['omni']],
      notes: [EDITED, `${BY_END}flux, omni.`],
    });
  });

  it.each([
    ['a source with another folder', [...singles.slice(0, 3), single('gpt', 2)]],
    [
      'folders that only count',
      singles.map((row) => ({ ...row, edited: row.edited.replace('flux', '1').replace('omni', '2') })),
    ],
    ['sources with one edit each', [1, 2, 3, 4].map((id) => single('flux', id))],
  ])('have none with %s', async (_, rows) => {
    expect(await readRows(...rows)).toEqual({ ...UNNAMED, notes: [EDITED] });
  });

  it('keep the names that some rows have', async () => {
    const [first, ...others] = singles;
    expect((await readRows({ ...first, editor: 'mine' }, ...others)).models).toEqual([
      ['mine'],
      [undefined],
      [undefined],
      [undefined],
    ]);
  });
});
