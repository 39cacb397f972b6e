import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';

/** A row and what is read of it, apart from its line. */
const row = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  instruction: `do ${name}`,
  source: `${name}.png`,
  paths_generated: ['a.png', 'b.png'],
  ranking: 'B>A',
  ...more,
});
const json = (name: string, more?: Readonly<Record<string, unknown>>) => JSON.stringify(row(name, more));
const pretty = (value: unknown) => JSON.stringify(value, undefined, 2);

/** Lines of the rows that are read, with their instructions, and what is said of others. */
async function read(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const { items, problems } = await readDataset(bytesSource('rows', bytes));
  for (const { ranks, candidates, source, instruction } of items) {
    expect(ranks).toEqual([2, 1]);
    expect(candidates.map(({ image }) => image.name)).toEqual(['a.png', 'b.png']);
    expect(source?.name).toBe(`${instruction.slice(3)}.png`);
  }
  return {
    rows: items.map(({ line, instruction }) => `${line} ${instruction}`),
    problems: problems.map(({ line, message }) => `${line} ${message}`),
  };
}

const orderedPair = (order: string) => ({
  instruction: 'do 1',
  source: '1.png',
  candidate_1: 'a',
  candidate_2: 'b',
  comparison_type: 'AvsB',
  num_candidates: 2,
  ranking: order,
});

/** With a byte of Latin-1 in place of `~`. */
const damaged = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  bytes[bytes.indexOf('~'.charCodeAt(0))] = 0xfc;
  return bytes;
};

const pairWithId = (id: string, order: string) =>
  `{"id": ${id}, "x": 0.12345678901234567, "instruction": "x", "source": "s", "candidate_1": "a", "candidate_2": "b", ` +
  `"comparison_type": "AvsB", "num_candidates": 2, "ranking": "${order}"}`;

const [one, two, three] = ['1', '2', '3'].map((name) => json(name));

describe('JSON as it comes', () => {
  it.each([
    ['a list', `[\n${one},\n${two}\n]`, [2, 3]],
    ['a list on one line, by places', `[${one}, ${two}]`, [1, 2]],
    ['two lists', `[\n${one}]\n[${two}]`, [2, 3]],
    ['two lists on one line', `[${one}][${two}]`, [1, 2]],
    ['lists in a list', `[[${one}],\n[${two}]]`, [1, 2]],
    ['comments of all kinds', `// by hand [\n# too {\n/* and\nhere */[\n${one}, // "\n${two}]`, [5, 6]],
    ['trailing commas', `[${one},\n${two},\n]`, [1, 2]],
    ['lines that end in commas', `${one},\n${two},\n`, [1, 2]],
    ['lines with blank ones before and between', `\n\n ${one}\n\n\t${two}`, [3, 5]],
    ['carriage returns', `${one}\r${two}\r`, [1, 2]],
    ['carriage returns with line feeds', `${one}\r\n\r\n${two}\r\n`, [1, 3]],
    ['objects of several lines', `${pretty(row('1'))}\n${pretty(row('2'))}`, [1, 10]],
    [
      'objects of several lines with carriage returns',
      `${pretty(row('1'))}\n${pretty(row('2'))}`.replaceAll('\n', '\r'),
      [1, 10],
    ],
    ['objects one behind the other', `${one}${two}`, [1, 2]],
    ['JSON text sequences', `\u001e${one}\n\u001e${two}\n`, [1, 2]],
    ['joined files with their marks', `\ufeff${one}\n\ufeff${two}\n`, [1, 2]],
    ["Unicode's line ends", `${one}\u2028${two}\u2029`, [1, 2]],
  ])('is read: %s', async (_what, text, lines) => {
    expect(await read(text)).toEqual({ rows: lines.map((line, index) => `${line} do ${index + 1}`), problems: [] });
  });

  it.each([
    ['one row', one ?? '', ['1 do 1']],
    ['one row of several lines', pretty(row('1')), ['1 do 1']],
    ['a list under a key', pretty({ version: 1, data: [row('1')] }), ['4 do 1']],
    ['lists under several keys', `{"train": [${one}],\n"test": [${two}], "info": {"a": 1}}`, ['1 do 1', '2 do 2']],
    [
      'lists, a dictionary and a wrapper side by side',
      `{"train": [${one}],\n"test": {"rows": [${two}]},\n"dev": {"0": ${three}}}`,
      ['1 do 1', '2 do 2', '3 do 3'],
    ],
    ['a list beside a row', `{"data": [${one}],\n"last": ${two}}`, ['1 do 1', '2 do 2']],
    ['a wrapper in a wrapper', `{"dataset": {"about": {}, "rows": [${one}]}}`, ['1 do 1']],
    [
      'rows of Hugging Face',
      `{"features": [{"name": "source"}], "rows": [{"row_idx": 0, "row": ${one}, "truncated_cells": []}]}`,
      ['1 do 1'],
    ],
    [
      'hits of a search engine',
      `{"_id": "5", "_source": ${one}}\n{"_id": "6", "_source": ${two}}`,
      ['1 do 1', '2 do 2'],
    ],
    ['a dictionary of rows', `{"0": ${one},\n"1": ${two}}`, ['1 do 1', '2 do 2']],
    ['a dictionary of rows under a key', `{"rows": {"0": ${one},\n"1": ${two}}}`, ['1 do 1', '2 do 2']],
    ['tasks without answers', `[{"id": 1, "data": ${one}, "annotations": []}]`, ['1 do 1']],
    ['columns of pandas', pretty(columns((values) => ({ ...values }))), ['1 do 1', '2 do 2']],
    ['columns as lists', pretty(columns((values) => values)), ['1 do 1', '2 do 2']],
    [
      'columns and rows apart',
      pretty({
        columns: Object.keys(row('1')),
        index: [0, 1],
        data: [row('1'), row('2')].map((values) => Object.values(values)),
      }),
      ['1 do 1', '2 do 2'],
    ],
    ['a table with its schema', pretty({ schema: { fields: [{ name: 'prompt' }] }, data: [row('1')] }), ['10 do 1']],
  ])('is opened: %s', async (_what, text, rows) => {
    expect(await read(text)).toEqual({ rows, problems: [] });
  });

  function columns(form: (values: readonly unknown[]) => unknown) {
    const rows = [row('1'), row('2')];
    return Object.fromEntries(
      Object.keys(row('1')).map((name) => [name, form(rows.map((values) => Reflect.get(values, name)))]),
    );
  }

  it('makes ids of the keys of a dictionary', async () => {
    const text = JSON.stringify({ x: orderedPair('A>B'), y: orderedPair('B>A') });
    const { items } = await readDataset(bytesSource('rows', new TextEncoder().encode(text)));
    expect(items.map(({ ranks }) => ranks)).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  it('takes what Python reads and writes beside JSON', async () => {
    expect(await read(`{"more": [NaN, -Infinity, "NaN"], ${one?.slice(1)}`)).toEqual({
      rows: ['1 do 1'],
      problems: [],
    });
    expect(await read(json('1').replace('do 1', 'do 1" , "note": "a\nb\u0001'))).toEqual({
      rows: ['1 do 1'],
      problems: [],
    });
    const printed = `{'instruction': "do 1", 'source': '1.png', 'paths_generated': ['a.png', 'b.png'], 'ranking': 'B>A', 'x': None}`;
    expect(await read(printed)).toEqual({ rows: ['1 do 1'], problems: [] });
  });

  it('takes names in any case, and names two spellings with different values', async () => {
    const text = `{"Instruction": "do 1", "SOURCE": "1.png", "Paths_Generated ": ["a.png", "b.png"], "Ranking": "B>A"}`;
    expect(await read(text)).toEqual({ rows: ['1 do 1'], problems: [] });
    const problem = '1 The column "instruction" stands twice, with different values. Keep one of them.';
    expect(await read(json('1', { Instruction: 'do 2' }))).toEqual({ rows: [], problems: [problem] });
  });
});

const MISSING = 'The row is not valid JSON: a bracket or a quotation mark is missing in it.';
const CUT = 'The row is not valid JSON: the file ends inside it. It may have been cut off.';
const INSIDE_OUT = (text: string) => `The row is not valid JSON: "${text}" stands outside of any row.`;
const NOT_UTF8 = 'The row holds bytes that are not UTF-8, so its letters cannot be known. Save the file as UTF-8.';

describe('damage to one row', () => {
  it.each([
    ['a word before lines', `x\n${one}\n${two}`, [2, 3], [`1 ${INSIDE_OUT('x')}`]],
    ['a word behind a list', `[\n${one},\n${two}\n]junk`, [2, 3], [`4 ${INSIDE_OUT('junk')}`]],
    [
      'a script around a list',
      `var rows = [\n${one},\n${two}\n];`,
      [2, 3],
      [`1 ${INSIDE_OUT('var rows =')}`, `4 ${INSIDE_OUT(';')}`],
    ],
    [
      'a missing mark on the same line',
      `[${one}, {"instruction": "x, "source": "s"}, ${two}]`,
      [1, 3],
      [`2 ${MISSING}`],
    ],
    ['a missing mark on its line', `${one}\n{"instruction": "x\n${two}`, [1, 3], [`2 ${MISSING}`]],
    ['a missing bracket on the same line', `[${one}, {"instruction": "x", ${two}]`, [1, 3], [`2 ${MISSING}`]],
    ['a missing bracket on its line', `${one}\n{"instruction": {"a": 1}\n${two}`, [1, 3], [`2 ${MISSING}`]],
    ['a missing bracket at the end of a list', `[\n${one},\n${two},\n{"instruction": "x"]`, [2, 3], [`4 ${MISSING}`]],
    ['a bracket too many', `${one}}\n${two}`, [1, 2], ['1 A bracket closes here that was never opened.']],
    ['a list that is cut off inside a row', `[\n${one},\n${two},\n{"instruction": "x", "s`, [2, 3], [`4 ${CUT}`]],
    [
      'a list that is cut off behind a row',
      `[\n${one},\n${two},`,
      [2, 3],
      ['3 The file ends before its list does. It may have been cut off behind the row before.'],
    ],
    ['lines that are cut off', `${one}\n${two}\n{"instruction": "x", "tags": [{"a": 1}, {"b": 2`, [1, 2], [`3 ${CUT}`]],
    [
      'zero bytes',
      `${one}\n\0\0\0\n${two}`,
      [1, 3],
      ['2 Zero bytes stand here, so the file is damaged: rows may be lost.'],
    ],
    [
      'zero bytes within a row',
      `${one}\n${json('x').replace('do x', 'do \0\0')}\n${two}`,
      [1, 3],
      ['2 The row holds zero bytes, so the file is damaged here.'],
    ],
    [
      'brackets without end',
      `${one}\n${'{"a":'.repeat(3000)}\n${two}`,
      [1, 3],
      ['2 The row is not valid JSON: it is nested deeper than any row.'],
    ],
    ['an open comment', `${one}\n${two}\n/* ${three}`, [1, 2], ['3 A comment opens here and is never closed.']],
    [
      'half of a character',
      `${one}\n${json('x').replace('do x', String.raw`do \ud83d`)}\n${two}`,
      [1, 3],
      ['2 "instruction" holds half of a character (a surrogate without its other half). Write it anew.'],
    ],
    [
      'a key that stands twice',
      `${one}\n{"source": "x", ${json('x').slice(1)}\n${two}`,
      [1, 3],
      ['2 The key "source" stands twice in the row, with different values. Keep one of them.'],
    ],
    [
      'a key that stands twice inside',
      `${one}\n${json('x').replace('"x.png"', '{"a": 1, "a": 2}')}\n${two}`,
      [1, 3],
      ['2 A key stands twice in "source", with different values. Keep one of them.'],
    ],
  ])('takes no other with it: %s', async (_what, text, lines, problems) => {
    expect(await read(text)).toEqual({ rows: lines.map((line, index) => `${line} do ${index + 1}`), problems });
  });

  it('is a judgement that was not understood, where a key stands twice in it', async () => {
    const twice = json('2').replace('"B>A"', '{"a": 1, "a": 2}');
    const { items, problems } = await readDataset(bytesSource('rows', new TextEncoder().encode(`${one}\n${twice}`)));
    expect(problems).toEqual([]);
    expect(items.map(({ ranks, judgement }) => ranks ?? judgement)).toEqual([
      [2, 1],
      { kind: 'unreadable', reason: 'A key stands twice in "ranking", with different values. Keep one of them.' },
    ]);
  });

  it('is bytes that are no UTF-8, in lines and in a list on one line', async () => {
    const expected = { rows: ['1 do 1', '3 do 3'], problems: [`2 ${NOT_UTF8}`] };
    expect(await read(damaged(`${one}\n${json('bl~')}\n${three}`))).toEqual(expected);
    expect(await read(damaged(`[${one},${json('bl~')},${three}]`))).toEqual(expected);
  });

  it('is not the sign for a lost letter where the file holds that itself', async () => {
    expect((await read(json('a\ufffdb'))).rows).toEqual(['1 do a\ufffdb']);
  });

  it('is not a key that stands twice with one value, nor one that nobody reads', async () => {
    expect((await read(`{"source": "1.png", ${one?.slice(1)}`)).rows).toEqual(['1 do 1']);
    expect((await read(`{"note": 1, "note": 2, ${one?.slice(1)}`)).rows).toEqual(['1 do 1']);
  });

  it('is a cell that a viewer cut off', async () => {
    const { problems } = await read(`{"rows": [{"row_idx": 0, "row": ${one}, "truncated_cells": ["instruction"]}]}`);
    expect(problems).toEqual(["1 Hugging Face's viewer cut off instruction of this row. Download the dataset itself."]);
  });
});

describe('files without rows', () => {
  it.each([
    ['texts', '["a", "b"]', 'rows has no rows that can be used. The row is not a JSON object.'],
    [
      'lists',
      '[["instruction", "source"], ["x", "s"]]',
      'rows has no rows that can be used. The row is not a JSON object.',
    ],
    [
      'answers of Label Studio',
      `[{"data": ${one}, "annotations": [{"result": []}]}, {"data": ${two}, "annotations": [{}]}]`,
      'rows has no rows that can be used. This is an export of Label Studio',
    ],
  ])('are told of in one sentence: %s', async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('are told of by what they hold', async () => {
    const { problems } = await read('{"images": [{"id": 1}], "annotations": [{"id": 2}]}');
    expect(problems).toEqual([
      '1 No rows are found in this object, which holds "images", "annotations". Give a list of rows.',
    ]);
  });
});

it('keeps all digits of ids', async () => {
  const text = `${pairWithId('9007199254740992', 'A>B')}\n${pairWithId('9007199254740993', 'B>A')}`;
  const { items } = await readDataset(bytesSource('rows', new TextEncoder().encode(text)));
  expect(items.map(({ ranks }) => ranks)).toEqual([
    [1, 2],
    [2, 1],
  ]);
});
