import { describe, expect, it } from 'vitest';
import { datasetPaths, filesOfList, hasDataset } from './batchFiles.ts';
import { findPictureSets } from '../../core/dataset/pictureSets.ts';
import { withPictureSets } from './pictureSets.ts';

const shapes = (...paths: string[]) => findPictureSets(paths).map(({ source, edits }) => [source, ...edits]);

describe('findPictureSets', () => {
  it.each([
    [
      ['a_source.png', 'a_1.png', 'a_2.jpg', 'a_10.png', 'b_1.png'],
      [['a_source.png', 'a_1.png', 'a_2.jpg', 'a_10.png']],
    ],
    [
      ['p/a-src.png', 'p/a-x.png', 'p/b-original.webp', 'p/b-y.png'],
      [
        ['p/a-src.png', 'p/a-x.png'],
        ['p/b-original.webp', 'p/b-y.png'],
      ],
    ],
    [
      ['a_source.png', 'a_2_source.png', 'a_2_1.png', 'a_1.png'],
      [
        ['a_2_source.png', 'a_2_1.png'],
        ['a_source.png', 'a_1.png'],
      ],
    ],
    [
      ['p/1/source.png', 'p/1/x.png', 'p/2/Input.JPG', 'p/2/y.png', 'p/2/deep/z.png'],
      [
        ['p/1/source.png', 'p/1/x.png'],
        ['p/2/Input.JPG', 'p/2/y.png'],
      ],
    ],
    [['a_source.png', 'ab_1.png'], []],
    [['a b-source.png', 'a b-1.png', 'a b.2.png'], [['a b-source.png', 'a b-1.png', 'a b.2.png']]],
    [['resource.png', 'a_1.png'], []],
    [['a.png', 'b.png'], []],
  ])('of %j makes %j', (paths, expected) => {
    expect(shapes(...paths)).toEqual(expected);
  });

  it('refuses edits that have two sources, and takes no notice of sources without edits', () => {
    expect(() => shapes('a_source.png', 'a_original.jpg', 'a_1.png')).toThrow(
      'a_source.png and a_original.jpg are both called as the source of one set. Rename or remove one.',
    );
    expect(shapes('a_source.png', 'a_original.jpg', 'b_src.png', 'b_1.png')).toEqual([['b_src.png', 'b_1.png']]);
  });
});

const files = (content: Record<string, string>) =>
  filesOfList(
    'set',
    Object.entries(content).map(([path, text]) => ({ path, file: new File([text], path) })),
  );

async function datasetOf(content: Record<string, string>) {
  const made = await withPictureSets(files(content), false);
  const path = Array.from(made.paths).find((each) => each.endsWith('.json')) ?? expect.fail('none was made');
  return [path, JSON.parse((await (await made.open(path))?.text()) ?? '')];
}

describe('pictures beside sets', () => {
  it('are told: those of no set, and a source without an edit', async () => {
    const made = await withPictureSets(
      files({ 'a_source.png': '', 'a_1.png': '', 'a.txt': 'p', 'b_1.png': '', 'c_source.png': '' }),
      false,
    );
    expect(made.unused).toEqual(['b_1.png', 'c_source.png']);
  });

  it('are none where all belong to one, or a dataset names those it wants', async () => {
    const whole = { 'a_source.png': '', 'a_1.png': '', 'a.txt': 'p' };
    expect((await withPictureSets(files(whole), false)).unused).toEqual([]);
    expect((await withPictureSets(files({ ...whole, 'b_1.png': '' }), true)).unused).toBeUndefined();
  });
});

describe('pictures with one table of instructions', () => {
  const pictures = { 'set/1.png': '', 'set/2.png': '', 'set/flux/1.png': '', 'set/flux/2.png': '' };
  const edits = { ...pictures, 'set/omni/1.png': '', 'set/omni/2.png': '' };
  const rows = ['Make it red', 'Make it blue'].map((prompt, k) => ({
    prompt,
    path_src: `${k + 1}.png`,
    paths_generated: [`flux/${k + 1}.png`, `omni/${k + 1}.png`],
    models: ['flux', 'omni'],
  }));

  it.each([
    ['csv', 'id,instruction\n1,Make it red\n2,Make it blue\n'],
    ['json', '{"1": "Make it red", "2": "Make it blue"}'],
    ['txt', '1: Make it red\n2: Make it blue\n'],
  ])('are sets of their editors: instructions.%s', async (ending, text) => {
    const all = files({ ...edits, [`set/instructions.${ending}`]: text });
    const made = await withPictureSets(all, hasDataset(all));
    expect(datasetPaths(made)).toEqual(['set/set.json']);
    expect(JSON.parse((await (await made.open('set/set.json'))?.text()) ?? '')).toEqual(rows);
  });

  it('may each be called by one name only', async () => {
    const twins = ['a', 'b'].flatMap((folder) => [`set/source/${folder}/1.png`, `set/flux/${folder}/1.png`]);
    const all = files({
      ...Object.fromEntries([...twins, ...twins.map((path) => path.replace('flux', 'omni'))].map((path) => [path, ''])),
      'set/instructions.csv': 'id,instruction\n1,Make it red\n',
    });
    await expect(withPictureSets(all, true)).rejects.toThrow(
      'The instruction of "1" could be that of set/source/a/1.png or of set/source/b/1.png. Name it by its path.',
    );
  });

  it('are not looked for where the file is a dataset itself', async () => {
    const text = 'prompt,path_src,output_path\nMake it red,1.png,flux/1.png\nMake it blue,2.png,flux/2.png\n';
    const all = files({ ...edits, 'set/prompts.csv': text });
    expect(datasetPaths(await withPictureSets(all, hasDataset(all)))).toEqual(['set/prompts.csv']);
    const two = files({ ...edits, 'set/prompts.csv': 'id,prompt\n1,Red\n2,Blue\n', 'set/labels.json': '[]' });
    expect(await withPictureSets(two, true)).toBe(two);
  });
});

const withText = (bytes: number[]) =>
  filesOfList('set', [
    ...['a_source.png', 'a_1.png'].map((path) => ({ path, file: new File([], path) })),
    { path: 'a.txt', file: new File([new Uint8Array(bytes)], 'a.txt') },
  ]);

describe('pictures with a prompt each', () => {
  it('are a dataset of text-to-image, in which each folder beneath the chosen one counts by itself', async () => {
    const content = {
      'set/cats/1.png': '',
      'set/cats/1.txt': 'a cat\non ice',
      'set/cats/deep/2.jpg': '',
      'set/cats/deep/2.txt': 'two\n',
      'set/3.png': '',
      'set/3.txt': '',
    };
    expect(await datasetOf(content)).toEqual([
      'set/set.json',
      [
        { prompt: '', output_path: '3.png', folder: 'set' },
        { prompt: 'a cat\n\non ice', output_path: 'cats/1.png', folder: 'cats' },
        { prompt: 'two\n', output_path: 'cats/deep/2.jpg', folder: 'cats' },
      ],
    ]);
    expect(await datasetOf({ 'a.png': '', 'a.txt': 'x' })).toEqual([
      'picture-sets.json',
      [{ prompt: 'x', output_path: 'a.png', folder: 'picture-sets' }],
    ]);
  });

  it('may be called like a source, where all have one', async () => {
    const [, rows] = await datasetOf({ 'a.png': '', 'a.txt': 'x', 'original.png': '', 'original.txt': 'y' });
    expect(rows).toMatchObject([{ output_path: 'a.png' }, { output_path: 'original.png' }]);
  });

  it('leave others out, each with the reason', async () => {
    const made = await withPictureSets(
      files({ 'a.png': '', 'a.txt': 'x', 'b.png': '', 'c.webp': '', 'c.txt': '' }),
      false,
    );
    expect(made.unused).toEqual([
      'b.png is left out: its prompt, b.txt, is missing.',
      'c.webp is left out: the official code takes .png and .jpg alone.',
    ]);
  });
});

describe('withPictureSets', () => {
  it('makes a dataset with paths from its own folder on', async () => {
    const content = { 'set/a_source.png': '', 'set/a_1.png': '', 'set/a.txt': ' Make it red.\r\n' };
    expect(await datasetOf(content)).toEqual([
      'set/set.json',
      [{ prompt: 'Make it red.', path_src: 'a_source.png', paths_generated: ['a_1.png'] }],
    ]);
  });

  it('takes loose files, and folders of their own', async () => {
    expect(await datasetOf({ 'a_source.png': '', 'a_1.png': '', 'a_prompt.txt': 'X' })).toEqual([
      'picture-sets.json',
      [{ prompt: 'X', path_src: 'a_source.png', paths_generated: ['a_1.png'] }],
    ]);
    expect(await datasetOf({ 'set/1/source.png': '', 'set/1/b.png': '', 'set/1/instruction.txt': 'X' })).toEqual([
      'set/set.json',
      [{ prompt: 'X', path_src: '1/source.png', paths_generated: ['1/b.png'] }],
    ]);
  });

  it('opens all other files as before, and changes nothing where there is a dataset', async () => {
    const before = files({ 'a_source.png': '', 'a_1.png': 'one', 'a.txt': 'X' });
    expect(await (await (await withPictureSets(before, false)).open('a_1.png'))?.text()).toBe('one');
    expect(await withPictureSets(before, true)).toBe(before);
    const none = files({ 'a.txt': '' });
    expect(await withPictureSets(none, false)).toBe(none);
  });

  it('reads instructions in UTF-16 with its mark, and refuses bytes that are no UTF-8', async () => {
    const made = await withPictureSets(withText([0xff, 0xfe, 0xe9, 0x00]), false);
    expect(JSON.parse((await (await made.open('picture-sets.json'))?.text()) ?? '')).toMatchObject([{ prompt: 'é' }]);
    await expect(withPictureSets(withText([0xe9]), false)).rejects.toThrow('a.txt is not UTF-8 text');
  });

  it.each([
    [{ 'a.png': '', 'b.png': '' }, 'set holds no dataset, only pictures. Add a JSON'],
    [{ 'a_source.png': '', 'a_1.png': '' }, 'a.txt is missing. Put the instruction of each source'],
    [{ 'a_source.png': '', 'a_1.png': '', 'a.txt': ' \n' }, 'a.txt is missing'],
    [{ 'a_source.png': '', 'a_1.png': '', 'b_source.png': '', 'b_1.png': '' }, 'a.txt, b.txt are missing'],
    [{ 'set/1/source.png': '', 'set/1/b.png': '' }, 'set/1/instruction.txt is missing'],
  ])('says what is missing of %j', async (content, message) => {
    await expect(withPictureSets(files(content), false)).rejects.toMatchObject({ name: 'PictureSetError' });
    await expect(withPictureSets(files(content), false)).rejects.toThrow(message);
  });
});

describe('edits by their editors', () => {
  const content = {
    'set/source/1.png': '',
    'set/source/1.txt': 'X',
    'set/source/2.png': '',
    'set/source/2.txt': 'Y',
    'set/flux/1.png': '',
    'set/flux/2.png': '',
    'set/omni/1.png': '',
    'set/omni/2.png': '',
    'set/omni/3.png': '',
  };

  it('are a dataset with their names, and it is said how', async () => {
    expect(await datasetOf(content)).toEqual([
      'set/set.json',
      [
        {
          prompt: 'X',
          path_src: 'source/1.png',
          paths_generated: ['flux/1.png', 'omni/1.png'],
          models: ['flux', 'omni'],
        },
        {
          prompt: 'Y',
          path_src: 'source/2.png',
          paths_generated: ['flux/2.png', 'omni/2.png'],
          models: ['flux', 'omni'],
        },
      ],
    ]);
    const { unused, notes } = await withPictureSets(files(content), false);
    expect(unused).toEqual(['set/omni/3.png']);
    expect(notes).toEqual(['Read by the names of folders and pictures: 2 sources, with edits by flux, omni.']);
  });

  it('need an instruction for each source', async () => {
    await expect(withPictureSets(files({ ...content, 'set/source/2.txt': ' ' }), false)).rejects.toThrow(
      'set holds pictures, but not what they were to become: set/source/2.txt is missing.',
    );
  });
});
