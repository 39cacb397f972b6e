import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readText } from '../../../core/bytes/bytes.ts';
import { openPictureFolders } from './pictureFolders.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-folders-'));
  const files = {
    'kolors/cats/1.png': '',
    'kolors/cats/1.txt': 'a cat\non ice',
    'kolors/2.jpg': '',
    'kolors/2.txt': 'two\n',
    'kolors/3.png': '',
    'sdxl/1.png': '',
    'sdxl/1.txt': 'a cat',
    'empty/readme.md': '',
    'lonely/1.png': '',
    'editors/source/1.png': '',
    'editors/source/1.txt': 'Make it red.\n',
    'editors/source/2.png': '',
    'editors/source/2.txt': 'Make it blue.',
    'editors/flux/1.png': '',
    'editors/flux/2.png': '',
    'editors/omni/1.jpg': '',
    'editors/omni/2.jpg': '',
    'editors/omni/3.jpg': '',
    'table/1.png': '',
    'table/2.png': '',
    'table/1_flux.png': '',
    'table/2_flux.png': '',
    'table/1_omni.png': '',
    'table/2_omni.png': '',
    'table/instructions.csv': 'id,instruction\n1,Make it red.\n2,Make it blue.\n',
    'named/a_source.png': '',
    'named/a_1.png': '',
    'named/a.txt': 'Make it red.',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await symlink(join(root, 'sdxl'), join(root, 'kolors/linked'));
  await symlink(join(root, 'kolors'), join(root, 'kolors/cats/circle'));
});
afterAll(() => rm(root, { recursive: true }));

async function open(...folders: string[]) {
  const { source, ...found } = await openPictureFolders(folders.map((folder) => join(root, folder)));
  const lines = (await readText(source)).trimEnd().split('\n');
  return { ...found, rows: lines.map((line): unknown => JSON.parse(line)) };
}

describe('openPictureFolders', () => {
  it('reads a folder with all beneath it, links too, and tells of pictures without a prompt', async () => {
    expect(await open('kolors')).toEqual({
      name: 'kolors',
      root: join(root, 'kolors'),
      notes: [],
      leftOut: ['3.png is left out: its prompt, 3.txt, is missing.'],
      rows: [
        { prompt: 'two\n', output_path: '2.jpg', folder: 'kolors' },
        { prompt: 'a cat\n\non ice', output_path: 'cats/1.png', folder: 'kolors' },
        { prompt: 'a cat', output_path: 'linked/1.png', folder: 'kolors' },
      ],
    });
  });

  it('reads several, each for itself, and one that is given twice once', async () => {
    const { rows, name, root: common } = await open('sdxl', 'kolors/cats', 'sdxl');
    expect([name, common]).toEqual([root.split('/').at(-1), root]);
    expect(rows).toMatchObject([
      { output_path: 'sdxl/1.png', folder: 'sdxl' },
      { output_path: 'kolors/cats/1.png', folder: 'kolors/cats' },
      { output_path: 'kolors/cats/circle/2.jpg' },
      { output_path: 'kolors/cats/circle/linked/1.png' },
    ]);
  });

  it('refuses folders without a picture that has a prompt, and those that are not there', async () => {
    await expect(open('empty')).rejects.toThrow(
      `${join(root, 'empty')} holds no .png and no .jpg. Put the prompt of NAME.png into NAME.txt beside it.`,
    );
    await expect(open('lonely', 'empty')).rejects.toThrow(
      'hold no picture with its prompt: 1.png is left out: its prompt, 1.txt, is missing. Put the prompt',
    );
    await expect(open('nowhere')).rejects.toMatchObject({
      name: 'DiskError',
      message: `${join(root, 'nowhere')} does not exist. Check the path.`,
    });
    await expect(open('kolors/2.jpg')).rejects.toThrow('2.jpg is not a folder. Check the path.');
  });

  it('reads edits by their editors, as the page does, and says how', async () => {
    expect(await open('editors')).toEqual({
      name: 'editors',
      root: join(root, 'editors'),
      leftOut: ['omni/3.jpg is left out: it belongs to no set, by its name.'],
      notes: ['Read by the names of folders and pictures: 2 sources, with edits by flux, omni.'],
      rows: [
        {
          prompt: 'Make it red.',
          path_src: 'source/1.png',
          paths_generated: ['flux/1.png', 'omni/1.jpg'],
          models: ['flux', 'omni'],
        },
        {
          prompt: 'Make it blue.',
          path_src: 'source/2.png',
          paths_generated: ['flux/2.png', 'omni/2.jpg'],
          models: ['flux', 'omni'],
        },
      ],
    });
    expect((await open('table')).rows).toMatchObject([
      { prompt: 'Make it red.', path_src: '1.png', models: ['flux', 'omni'] },
      { prompt: 'Make it blue.', path_src: '2.png', models: ['flux', 'omni'] },
    ]);
    const { rows, notes } = await open('named');
    expect(rows).toEqual([{ prompt: 'Make it red.', path_src: 'a_source.png', paths_generated: ['a_1.png'] }]);
    expect(notes).toEqual([]);
  });
});
