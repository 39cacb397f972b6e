import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { findSets, readSets } from '../../core/dataset/pictureSets.ts';
import { readDataset } from './readDataset.ts';

const SOURCES = Array.from({ length: 20 }, (_, k) => `source/${k + 1}.png`);
const EDITORS = ['flux', 'gpt', 'omni'];
const idOf = (source: string) => source.slice('source/'.length, -'.png'.length);
const instructionOf = (source: string) => `Edit ${idOf(source)}`;
const editBy = (editor: string, source: string) => `${editor}/${idOf(source)}.png`;
const encode = (text: string) => new TextEncoder().encode(text);

const read = async (text: string) => editsOf((await readDataset(bytesSource('d', encode(text)))).items);
const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

/** Each edit with all that a table of editors rests on, once. */
function editsOf(items: readonly DatasetItem[]): string[] {
  const edits = items.flatMap(({ source, instruction, candidates, judgement, ranks }) =>
    candidates.map(({ image, model }) =>
      JSON.stringify([source?.name, instruction, model, image.name, judgement?.kind, ranks ?? null]),
    ),
  );
  return [...new Set(edits)].toSorted();
}

const paths = (source: string) => EDITORS.map((editor) => editBy(editor, source));
const dictionary = (source: string) => Object.fromEntries(EDITORS.map((editor) => [editor, editBy(editor, source)]));
const rowsOf = SOURCES.map((source) => ({ source, instruction: instructionOf(source) }));
const EXPECTED = SOURCES.flatMap((source) =>
  EDITORS.map((editor) =>
    JSON.stringify([source, instructionOf(source), editor, editBy(editor, source), 'absent', null]),
  ),
).toSorted();

async function readFolder(files: readonly string[]): Promise<string[]> {
  const all = new Set(files);
  const found = findSets(all) ?? expect.fail('the names are not understood');
  const readText = async (path: string) => encode(`Edit ${/(\d+)\.txt$/.exec(path)?.[1]}\n`);
  const rows = await readSets({ name: 'set', paths: all, read: readText, inside: (path) => path }, found);
  return editsOf((await readDataset(bytesSource('d', encode(JSON.stringify(rows))))).items);
}

describe('the same 60 edits by three editors', () => {
  it('are read of a table with a row for each', async () => {
    const rows = rowsOf.flatMap(({ source, instruction }) =>
      EDITORS.map((editor) => [source, editBy(editor, source), editor, instruction].join(',')),
    );
    expect(await read(['source,edited,editor,instruction', ...rows].join('\n'))).toEqual(EXPECTED);
  });

  it('are read of all pairs', async () => {
    const pairs = [
      ['flux', 'gpt'],
      ['gpt', 'omni'],
      ['omni', 'flux'],
    ] as const;
    const rows = rowsOf.flatMap((row) =>
      pairs.map(([a, b]) => ({
        ...row,
        edited_1: editBy(a, row.source),
        edited_2: editBy(b, row.source),
        editor_1: a,
        editor_2: b,
      })),
    );
    expect(await read(lines(rows))).toEqual(EXPECTED);
  });

  it('are read of sets: a dictionary, a list with names, and a list without', async () => {
    expect(await read(lines(rowsOf.map((row) => ({ ...row, edits: dictionary(row.source) }))))).toEqual(EXPECTED);
    const named = rowsOf.map((row) => ({ ...row, paths_generated: paths(row.source), models: EDITORS }));
    expect(await read(lines(named))).toEqual(EXPECTED);
    const unnamed = rowsOf.map((row) => ({ ...row, paths_generated: paths(row.source) }));
    expect(await read(lines(unnamed))).toEqual(EXPECTED);
  });

  it('are read of folders', async () => {
    const texts = SOURCES.map((source) => source.replace('.png', '.txt'));
    const edits = SOURCES.flatMap((source) => EDITORS.map((editor) => editBy(editor, source)));
    expect(await readFolder([...SOURCES, ...texts, ...edits])).toEqual(EXPECTED);
  });
});
