import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { OTHER_NAMES, SINGLE_EDITS, WEAK_NAMES } from './otherNames.ts';
import { readDataset } from './readDataset.ts';

const read = (text: string) => readDataset(bytesSource('d', new TextEncoder().encode(text)));
const readRows = (...rows: object[]) => read(rows.map((row) => JSON.stringify(row)).join('\n'));

/** What of an item tells how its columns were taken. */
function shape({ instruction, source, candidates }: DatasetItem) {
  return [
    instruction,
    source?.name,
    ...candidates.map(({ image, model }) => (model ? [image.name, model] : image.name)),
  ];
}

async function shapes(...rows: object[]) {
  const { items, problems } = await readRows(...rows);
  expect(problems).toEqual([]);
  return items.map(shape);
}

describe('a table with columns as people call them', () => {
  it('is read as single edits with their editors', async () => {
    const { items, problems, notes } = await read(
      'source,edited,editor,instruction\ns/1.png,flux/1.png,flux,Make it red\ns/1.png,omni/1.png,omni,Make it red\n',
    );
    expect(items.map(shape)).toEqual([
      ['Make it red', 's/1.png', ['flux/1.png', 'flux']],
      ['Make it red', 's/1.png', ['omni/1.png', 'omni']],
    ]);
    expect(items.map(({ judgement }) => judgement?.kind)).toEqual(['absent', 'absent']);
    expect(problems).toEqual([]);
    expect(notes).toEqual(['"edited" is the edit, "editor" is the editing model.']);
  });

  it('needs no official name at all', async () => {
    const { items, notes } = await read('Original;Result;Method;Edit\no.png;r.jpg;flux;Make it red\n');
    expect(items.map(shape)).toEqual([['Make it red', 'o.png', ['r.jpg', 'flux']]]);
    expect(notes).toEqual([
      '"original" is the source, "result" is the edit, "edit" is the instruction, "method" is the editing model.',
    ]);
  });

  it('is judged as with official names', async () => {
    const { items } = await read('source,edited,editor,instruction,score\ns.png,e.png,flux,Make it red,3.5\n');
    expect(items[0]).toMatchObject({ candidates: [{ humanScore: 3.5 }], judgement: { kind: 'understood' } });
  });
});

describe('public datasets', () => {
  it.each([
    ['InstructPix2Pix', { original_prompt: 'a', original_image: 's.jpg', edit_prompt: 'x', edited_image: 'e.jpg' }],
    ['its samples', { input_image: 's.jpg', edit_prompt: 'x', edited_image: 'e.jpg' }],
    ['MagicBrush', { img_id: 1, source_img: 's.jpg', mask_img: 'm.png', instruction: 'x', target_img: 'e.jpg' }],
    ['Emu Edit', { idx: 1, image: 's.jpg', edited_image: 'e.jpg', instruction: 'x', input_caption: 'c' }],
    ['UltraEdit', { source_image: 's.jpg', edited_image: 'e.jpg', edit_prompt: 'x' }],
    ['OmniEdit', { src_img: 's.jpg', edited_img: 'e.jpg', edited_prompt_list: ['x'] }],
    ['AnyEdit', { image_file: 's.jpg', edited_file: 'e.jpg', edit: 'x', input: 'a cat', output: 'a red cat' }],
    ['HumanEdit', { INPUT_IMG: 's.jpg', OUTPUT_IMG: 'e.jpg', EDITING_INSTRUCTION: 'x', MASK_IMG: 'm.png' }],
    ['Pico-Banana', { local_input_image: 's.jpg', output_image: 'e.jpg', text: 'x', summarized_text: 'y' }],
  ])('of %s are read', async (_, row) => {
    expect(await shapes(row)).toEqual([['x', 's.jpg', 'e.jpg']]);
  });

  it('with several instructions in a row are not', async () => {
    const { items, problems } = await readRows({
      src_img: 's.jpg',
      edited_img: 'e.jpg',
      edited_prompt_list: ['x', 'y'],
    });
    expect(items).toEqual([]);
    expect(problems).toEqual([{ line: 1, message: expect.stringMatching(/^The row has no instruction\./) }]);
  });
});

describe('several edits in a row', () => {
  it('may be numbered or lettered', async () => {
    const base = { source: 's.png', instruction: 'x' };
    expect(
      await shapes(
        { ...base, edited_1: 'a.png', edited_2: 'b.png', editor_1: 'flux', editor_2: 'omni', winner: 'path2' },
        { ...base, output_a: 'a.png', output_b: 'b.png', output_c: 'c.png', model_c: 'gpt' },
      ),
    ).toEqual([
      ['x', 's.png', ['a.png', 'flux'], ['b.png', 'omni']],
      ['x', 's.png', 'a.png', 'b.png', ['c.png', 'gpt']],
    ]);
  });

  it('may be a dictionary by editor, under the official name or another', async () => {
    const edits = { flux: 'a/1.png', omni: 'b/1.png', gpt: 'c/1.png' };
    const expected = ['x', 's.png', ['a/1.png', 'flux'], ['b/1.png', 'omni'], ['c/1.png', 'gpt']];
    const base = { source: 's.png', instruction: 'x' };
    expect(await shapes({ ...base, paths_generated: edits }, { ...base, edits }, { ...base, outputs: edits })).toEqual([
      expected,
      expected,
      expected,
    ]);
    const { items } = await read(
      `source,instruction,edits\ns.png,x,"${JSON.stringify(edits).replaceAll('"', '""')}"\n`,
    );
    expect(items.map(shape)).toEqual([expected]);
  });

  it('may be a list, with a list of names beside it', async () => {
    const base = { source: 's.png', instruction: 'x', ranking: 'B>A' };
    const expected = ['x', 's.png', ['a.png', 'flux'], ['b.png', 'omni']];
    const rows = [
      { ...base, paths_generated: ['a.png', 'b.png'], models: ['flux', 'omni'] },
      { ...base, edited_images: ['a.png', 'b.png'], editors: ['flux', 'omni'] },
      { ...base, ranking: ['omni', 'flux'], paths_generated: ['a.png', 'b.png'], models: ['flux', 'omni'] },
    ];
    const { items, problems } = await readRows(...rows);
    expect(problems).toEqual([]);
    expect(items.map(shape)).toEqual([expected, expected, expected]);
    expect(items.map(({ ranks }) => ranks)).toEqual([
      [2, 1],
      [2, 1],
      [2, 1],
    ]);
  });

  it('keep no names of a list that names others than them, and it is said', async () => {
    const row = { source: 's.png', instruction: 'x', paths_generated: ['a.png', 'b.png'], models: ['flux'] };
    const { items, notes } = await readRows(row);
    expect(items.map(shape)).toEqual([['x', 's.png', 'a.png', 'b.png']]);
    expect(notes).toEqual(['"models" does not name each of the edits in "paths_generated", and is not read.']);
  });
});

describe('two columns that could be the same', () => {
  const base = { source: 's.png', instruction: 'x' };
  it.each([
    [{ ...base, edited: 'a.png', result: 'b.png' }, '"edited" and "result" could both be the edit.', 'output_path'],
    [
      { ...base, edited: 'a.png', edited_1: 'b.png' },
      '"edited" and "edited_1" could both be the edits.',
      'paths_generated',
    ],
    [
      { ...base, edited_1: 'a.png', output_1: 'b.png' },
      '"edited_1" and "output_1" could both be the edit.',
      'output_path',
    ],
    [
      { original: 'a.png', src: 'b.png', edited: 'c.png', instruction: 'x' },
      '"original" and "src" could both be the source.',
      'path_src',
    ],
    [
      { source: 's.png', edited: 'c.png', edit: 'x', edit_prompt: 'y' },
      '"edit" and "edit_prompt" could both be the instruction.',
      'instruction',
    ],
    [
      { ...base, edited: 'c.png', editor: 'flux', method: 'inversion' },
      '"editor" and "method" could both be the editing model.',
      'model',
    ],
  ])('are an error that names both: %j', async (row, message, column) => {
    const { items, problems } = await readRows(row);
    expect(items).toEqual([]);
    expect(problems).toEqual([{ line: 1, message: `${message} Keep one of them, or call the right one "${column}".` }]);
  });

  it('are none if they hold the same', async () => {
    expect(await shapes({ ...base, edited: 'a.png', result: 'a.png' })).toEqual([['x', 's.png', 'a.png']]);
  });
});

describe('official names', () => {
  it('come first: other columns change nothing in a row that has them', async () => {
    const { items, notes } = await readRows(
      { source: 'laion', original: 'o.png', instruction: 'x', output_path: 'a.png', edited: 'b.png', edit: 'y' },
      { path_src: 's.png', src: 'o.png', prompt: 'x', path1: 'a.png', path2: 'b.png', edited: 'c.png' },
    );
    expect(items.map(shape)).toEqual([
      ['x', 'laion', 'a.png'],
      ['x', 's.png', 'a.png', 'b.png'],
    ]);
    expect(notes).toBeUndefined();
  });

  it('keep a row readable in which two columns could name its editor, and it is said', async () => {
    const { items, notes } = await readRows({
      source: 's.png',
      instruction: 'x',
      output: 'a.png',
      editor: 'flux',
      method: 'inversion',
    });
    expect(items.map(shape)).toEqual([['x', 's.png', 'a.png']]);
    expect(notes).toEqual([
      '"editor" and "method" could both be the editing model. Keep one of them, or call the right one "model".',
    ]);
  });

  it('are not given to what is no picture', async () => {
    const { problems } = await readRows({ source: 's.png', instruction: 'x', edited: true, result: 'good' });
    expect(problems).toEqual([{ line: 1, message: expect.stringMatching(/^The row names no edited image\./) }]);
  });

  it('are not given to a column that stands twice', async () => {
    const { items, problems } = await read('source,edited,edited,instruction\ns.png,a.png,b.png,x\n');
    expect(items).toEqual([]);
    expect(problems).toEqual([{ line: 2, message: expect.stringMatching(/^The column "edited" stands twice/) }]);
  });
});

describe('rows inside of something', () => {
  const row = { original: 'o.png', edited: 'e.png', edit: 'x' };
  it.each([[{ data: [row] }], [{ name: 'mine', splits: { test: [row] } }], [{ a: row, b: row }]])(
    'are found by other names too: %j',
    async (wrapper) => {
      const { items, problems } = await read(JSON.stringify(wrapper));
      expect(problems).toEqual([]);
      expect(new Set(items.map((item) => JSON.stringify(shape(item))))).toEqual(new Set(['["x","o.png","e.png"]']));
    },
  );

  it('are not looked for beside official ones', async () => {
    const { items } = await read(
      JSON.stringify({ about: row, data: [{ path_src: 's.png', instruction: 'y', output_path: 'a.png' }] }),
    );
    expect(items.map(shape)).toEqual([['y', 's.png', 'a.png']]);
  });
});

/** All other names of pictures and texts; those of editors add names to rows that have none. */
const OTHERS = [
  ...Object.entries(OTHER_NAMES).flatMap(([role, names]) => (role.startsWith('model') ? [] : [...names])),
  ...Object.values(WEAK_NAMES).flatMap((names) => [...names]),
  'edited_1',
  'edited_2',
  'output_a',
  'output_b',
].filter((name) => !SINGLE_EDITS.includes(name));
const VALUES: readonly unknown[] = ['x.png', 'a text', '', ['x.png', 'y.png'], { flux: 'x.png' }, 3, null];

describe('rows with official names', () => {
  const judged = { ranking: 'B>A', score: 2 };
  it.each([
    [{ path_src: 's.png', instruction: 'i', paths_generated: ['a.png', 'b.png'], ...judged }],
    [{ source: 's', prompt: 'i', path1: 'a', path2: 'b', model1: 'm', model2: 'n' }],
    [{ source_img: 's.png', instruction: '', left_output_image: 'a.png', right_output_image: 'b.png' }],
    [{ source_image: 's.png', instruction: 'i', candidate_1: 'a.png', candidate_2: 'b.png', ranking: 'A>B' }],
    [{ input: 'a cat', instruction: 'i', output: 'a red cat', model: 'm', score: 2 }],
    [{ input_path: 's.png', instruction: 'i', gen: 'a.png', ...judged }],
    [{ prompt: 'p', path1: 'a.png', path2: 'b.png' }],
    [{ prompt: 'p', generations: ['a.png', 'b.png'], ranking: [1, 2] }],
    [{ prompt: 'p', output_path: 'a.png', folder: 'f' }],
  ])('are read as without any other column beside them: %j', async (row) => {
    const isOfPictures = !('instruction' in row) && !('source' in row);
    const { items: before } = await readRows(row);
    expect(before).toHaveLength(1);
    for (const name of OTHERS.filter((one) => !(one in row))) {
      for (const value of VALUES) {
        // A picture in a column that sounds like a source was always refused beside pictures without sources.
        if (isOfPictures && /src|original|input|source/.test(name) && value === 'x.png') continue;
        expect((await readRows({ ...row, [name]: value })).items, `${name}: ${JSON.stringify(value)}`).toEqual(before);
      }
    }
  });
});
