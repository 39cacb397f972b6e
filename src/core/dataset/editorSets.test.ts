import { describe, expect, it } from 'vitest';
import { findEditorSets } from './editorSets.ts';
import { PICTURE } from './pictureSet.ts';

function find(...paths: string[]) {
  const pictures = paths.filter((path) => PICTURE.test(path));
  const found = findEditorSets(pictures, new Set(paths));
  if (!found) return undefined;
  const sets = found.sets.map(({ source, edits, models = [] }) => [
    source,
    ...edits.map((edit, k) => [edit, models[k]]),
  ]);
  return { sets, unused: found.unused, note: found.note };
}

const NOTE = 'Read by the names of folders and pictures: 2 sources, with edits by flux, omni.';

describe('edits in a folder of their editor', () => {
  const sources = ['set/source/1.png', 'set/source/2.jpg'];

  it('are of the source of the same name, whatever its ending', () => {
    expect(find(...sources, 'set/omni/1.png', 'set/flux/1.webp', 'set/flux/2.png', 'set/omni/2.png')).toEqual({
      sets: [
        ['set/source/1.png', ['set/flux/1.webp', 'flux'], ['set/omni/1.png', 'omni']],
        ['set/source/2.jpg', ['set/flux/2.png', 'flux'], ['set/omni/2.png', 'omni']],
      ],
      unused: [],
      note: NOTE,
    });
  });

  it('may lack one, and other pictures are told', () => {
    const edits = [
      'set/flux/1.png',
      'set/flux/2.png',
      'set/omni/1.png',
      'set/omni/2.png',
      'set/gpt/1.png',
      'set/gpt/2.png',
    ];
    const found = find(...sources, 'set/source/3.png', ...edits, 'set/flux/3.png', 'set/gpt/9.png', 'set/logo.png');
    expect(found?.sets.map(([source, ...its]) => [source, its.length])).toEqual([
      ['set/source/1.png', 3],
      ['set/source/2.jpg', 3],
      ['set/source/3.png', 1],
    ]);
    expect(found?.unused).toEqual(['set/gpt/9.png', 'set/logo.png']);
  });

  it.each([
    ['set/edits/1_flux.png', 'set/edits/1_omni.png', 'set/edits/2_flux.png', 'set/edits/2_omni.png'],
    ['set/edits/flux/1.png', 'set/edits/omni/1.png', 'set/edits/flux/2.png', 'set/edits/omni/2.png'],
  ])('may be in one folder of all edits: %s', (...edits) => {
    const [one, two, three, four] = edits;
    expect(find(...sources, ...edits)?.sets).toEqual([
      ['set/source/1.png', [one, 'flux'], [two, 'omni']],
      ['set/source/2.jpg', [three, 'flux'], [four, 'omni']],
    ]);
  });

  it('have their instruction beside the source, in a folder, beside the folders, or one for all', () => {
    const found = findEditorSets([...sources, 'set/flux/1.png', 'set/flux/2.png'], new Set());
    expect(found?.sets[0]?.instructions).toEqual([
      'set/source/1.txt',
      'set/instructions/1.txt',
      'set/instruction/1.txt',
      'set/prompts/1.txt',
      'set/prompt/1.txt',
      'set/1.txt',
      'set/instruction.txt',
      'set/prompt.txt',
    ]);
  });

  it.each([
    ['a single source', ['set/source/1.png', 'set/flux/1.png', 'set/omni/1.png']],
    ['folders that only count', [...sources, 'set/1/1.png', 'set/1/2.png', 'set/edit_2/1.png', 'set/edit_2/2.png']],
    ['an editor with two edits of a source', [...sources, 'set/flux/1.png', 'set/flux/1.jpg', 'set/flux/2.png']],
    ['an editor with one edit', [...sources, 'set/flux/1.png', 'set/flux/2.png', 'set/omni/1.png']],
    ['two folders of sources', [...sources, 'set/original/1.png', 'set/flux/1.png', 'set/flux/2.png']],
    ['no folder of sources', ['set/flux/1.png', 'set/flux/2.png', 'set/omni/1.png', 'set/omni/2.png']],
    ['a chosen folder that is called so', ['source/flux/1.png', 'source/flux/2.png', 'source/omni/1.png']],
  ])('are not read of %s', (_, paths) => {
    expect(find(...paths)).toBeUndefined();
  });
});

describe('edits in folders beside their sources', () => {
  const sources = ['set/1.png', 'set/2.png', 'set/1.txt', 'set/2.txt'];
  const edits = ['set/flux/1.png', 'set/flux/2.png', 'set/omni/1.png', 'set/omni/2.png'];

  it('are of the source of the same name', () => {
    expect(find(...sources, ...edits)).toEqual({
      sets: [
        ['set/1.png', ['set/flux/1.png', 'flux'], ['set/omni/1.png', 'omni']],
        ['set/2.png', ['set/flux/2.png', 'flux'], ['set/omni/2.png', 'omni']],
      ],
      unused: [],
      note: NOTE,
    });
  });

  it.each([
    ['without an instruction of each', [...sources.slice(0, 3), ...edits]],
    ['beside another picture in their folders', [...sources, ...edits, 'set/flux/9.png']],
    ['of a single folder', [...sources, ...edits.slice(0, 2)]],
    ['of a folder that only counts', [...sources, 'set/1/1.png', 'set/1/2.png', 'set/2/1.png', 'set/2/2.png']],
  ])('are not read %s', (_, paths) => {
    expect(find(...paths)).toBeUndefined();
  });
});

describe('edits whose instructions are in one table', () => {
  const table = new Map([
    ['1', 'Make it red'],
    ['2', 'Make it blue'],
  ]);

  it.each([
    ['beside their sources', ['s/1.png', 's/2.png', 's/1_flux.png', 's/2_flux.png', 's/1_omni.png', 's/2_omni.png']],
    ['in folders', ['s/1.png', 's/2.png', 's/flux/1.png', 's/flux/2.png', 's/omni/1.png', 's/omni/2.png']],
  ])('need no other texts: %s', (_, paths) => {
    expect(findEditorSets(paths, new Set(paths))).toBeUndefined();
    expect(findEditorSets(paths, new Set(paths), table)?.sets.map(({ source, models }) => [source, models])).toEqual([
      ['s/1.png', ['flux', 'omni']],
      ['s/2.png', ['flux', 'omni']],
    ]);
  });
});

describe('edits beside their sources', () => {
  const texts = ['1.txt', '2.txt'];
  const edits = ['1_flux.png', '1_omni.png', '2_flux.png', '2_omni.jpg'];

  it("are called as what follows the source's name", () => {
    expect(find('1.png', '2.png', ...texts, ...edits)).toEqual({
      sets: [
        ['1.png', ['1_flux.png', 'flux'], ['1_omni.png', 'omni']],
        ['2.png', ['2_flux.png', 'flux'], ['2_omni.jpg', 'omni']],
      ],
      unused: [],
      note: NOTE,
    });
  });

  it.each([
    ['without a text', ['1.png', '2.png', '1.txt', ...edits]],
    ['with a text of an edit', ['1.png', '2.png', ...texts, ...edits, '1_flux.txt']],
    ['with another picture', ['1.png', '2.png', ...texts, ...edits, 'logo.png']],
    ['that are counted', ['1.png', '2.png', ...texts, '1_1.png', '1_2.png', '2_1.png', '2_2.png']],
    ['of one source', ['1.png', '1.txt', '1_flux.png', '1_omni.png']],
    ['of which one source has none', ['1.png', '2.png', '3.png', ...texts, '3.txt', ...edits]],
  ])('are not read %s', (_, paths) => {
    expect(find(...paths)).toBeUndefined();
  });
});
