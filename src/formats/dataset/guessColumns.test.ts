import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { mappingText } from '../../core/dataset/columnMapping.ts';
import { guessColumns } from './guessColumns.ts';
import { sampleColumns } from './readDataset.ts';
import { areUnknown, unknownColumns } from './unknownColumns.ts';

const sampleOf = (text: string) => sampleColumns(bytesSource('edits.csv', new TextEncoder().encode(text)));
const guess = async (text: string) => mappingText(guessColumns(await sampleOf(text)));
const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

/** Three editors on each of four sources, sorted by their editors. */
const cells = ['flux', 'gpt', 'omni'].flatMap((editor) =>
  [1, 2, 3, 4].map((id) => ({
    id,
    editor,
    photo: `p/${id}.jpg`,
    made: `${editor}/${id}.png`,
    ask: `Make it number ${id}`,
  })),
);
const table = (names: string, of: (cell: (typeof cells)[number]) => readonly (string | number)[]) =>
  [names, ...cells.map((cell) => of(cell).join(';'))].join('\n');

describe('the guess of what columns are', () => {
  it('goes by what stands in them where no name says anything', async () => {
    const text = table('c1;c2;c3;c4;c5', ({ id, made, editor, photo, ask }) => [id, made, editor, photo, ask]);
    expect(await guess(text)).toBe('source=c4,edited=c2,instruction=c5,editor=c3');
  });

  it('takes what is the same of all edits of a source for no editor', async () => {
    const text = table('kind;c2;c3;c4;c5', ({ id, made, editor, photo, ask }) => [`nr${id}`, made, editor, photo, ask]);
    expect(await guess(text)).toBe('source=c4,edited=c2,instruction=c5,editor=c3');
  });

  it('goes by names where they say something', async () => {
    const text = table('nr;foto_before;foto_after;wish;tool_name;stars', (cell) => [
      cell.id,
      cell.photo,
      cell.made,
      cell.ask,
      cell.editor,
      1 + (cell.id % 5),
    ]);
    expect(await guess(text)).toBe(
      'source=foto_before,edited=foto_after,instruction=wish,editor=tool_name,score=stars',
    );
  });

  it('knows a category by its name', async () => {
    const text = table('edit_type;c2;c3;c4;c5', ({ made, editor, photo, ask }) => [
      'removal',
      made,
      editor,
      photo,
      ask,
    ]);
    expect(await guess(text)).toBe('source=c4,edited=c2,instruction=c5,editor=c3,category=edit_type');
  });

  it('knows a column of edits for each editor, and one of votes', async () => {
    const rows = [1, 2, 3].map((id) => ({
      question: `Make it number ${id}`,
      photo: `p/${id}.jpg`,
      flux: `f/${id}.png`,
      omni: `o/${id}.png`,
      winner: 'A',
      mask_file: `m/${id}.png`,
    }));
    expect(await guess(lines(rows))).toBe('source=photo,edited=flux,edited=omni,instruction=question,vote=winner');
  });

  it('pairs editors with their edits', async () => {
    const rows = [1, 2].map((id) => ({
      task: 'Make it red',
      orig: `${id}.png`,
      img_a: `a${id}.png`,
      img_b: `b${id}.png`,
    }));
    const named = rows.map((row) => ({ ...row, system_a: 'flux', system_b: 'omni' }));
    expect(await guess(lines(named))).toBe(
      'source=orig,edited=img_a,edited=img_b,instruction=task,editor=system_a,editor=system_b',
    );
  });

  it('knows lists, and dictionaries by their editors', async () => {
    const list = { start: 's.png', made: ['a.png', 'b.png'], wish: 'Make it red', systems: ['flux', 'omni'] };
    expect(await guess(lines([list, list]))).toBe('source=start,edited=made,instruction=wish,editor=systems');
    const named = { start: 's.png', made: { flux: 'a.png', omni: 'b.png' }, wish: 'Make it red' };
    expect(await guess(lines([named, named]))).toBe('source=start,edited=made,instruction=wish');
  });

  it('takes a single column of pictures for those of prompts', async () => {
    expect(await guess(lines([{ wish: 'a red fox', bild: 'f.png' }]))).toBe('edited=bild,instruction=wish');
  });

  it('prefers columns whose pictures are there', async () => {
    const rows = [1, 2].map((id) => ({ a: `x/${id}.png`, b: `y/${id}.png`, c: `z/${id}.png`, wish: 'Make it red' }));
    const sample = await sampleOf(lines(rows));
    const uses = guessColumns(sample, (name) => /^[xz]/.test(name));
    expect(mappingText(uses)).toBe('source=a,edited=c,instruction=wish');
  });

  it('is none where nothing is a picture', async () => {
    expect(await guess('name,age\nAda,36\n')).toBe('');
  });
});

describe('what is said of unknown columns', () => {
  it('names them, and the option to use', async () => {
    const sample = await sampleOf(
      table('nr;vorher;nachher;auftrag;werkzeug', (cell) => [cell.id, cell.photo, cell.made, cell.ask, cell.editor]),
    );
    const uses = guessColumns(sample);
    expect(areUnknown(sample, uses)).toBe(true);
    expect(unknownColumns('edits.csv', sample, uses).message).toBe(
      'edits.csv has columns that are not known: "nr", "vorher", "nachher", "auftrag", "werkzeug". If this guess is right, ' +
        'add --columns source=vorher,edited=nachher,instruction=auftrag,editor=werkzeug',
    );
  });

  it('leaves open what is not guessed', async () => {
    const sample = await sampleOf('a b,c\n1.png,7\n');
    const uses = guessColumns(sample);
    expect(unknownColumns('edits.csv', sample, uses).message).toContain(
      'Say which is what, such as --columns edited=a_b,source=NAME,instruction=NAME',
    );
  });

  it.each([
    ['whose names are known', 'source,path1,path2,instruction\ns.png,a.png,,Red\n'],
    ['without pictures', 'a,b\n1,2\n'],
  ])('is nothing of a table %s', async (_, text) => {
    const sample = await sampleOf(text);
    expect(areUnknown(sample, guessColumns(sample))).toBe(false);
  });
});
