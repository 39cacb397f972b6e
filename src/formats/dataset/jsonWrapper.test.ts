import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';

const row = (name: string, more = '') =>
  `{"prompt": "${name}", "path_src": "s.png", "path1": "a.png", "path2": "b.png"${more}}`;

/** Lines and instructions of the rows that are read, and lines of the others with what is said of them. */
async function read(text: string) {
  const { items, problems } = await readDataset(bytesSource('rows', new TextEncoder().encode(text)));
  return {
    rows: items.map(({ line, instruction }) => `${line} ${instruction}`),
    problems: problems.map(({ line, message }) => `${line} ${message}`),
  };
}

describe('a row that is damaged inside of something', () => {
  it.each([
    ['a word that is none', '{"prompt": tru, "path1": "a.png"}', '2 The row is not valid JSON: '],
    ['a key that stands twice', row('two', ', "path1": "c.png"'), '2 The key "path1" stands twice in the row'],
    ['half of a character', row('\\ud800'), '2 "prompt" holds half of a character'],
  ])('takes no other with it: %s', async (_what, damaged, message) => {
    const [one, three] = [row('one'), row('three')];
    const expected = { rows: ['1 one', '3 three'], problems: [expect.stringContaining(message)] };
    expect(await read(`{"data": [${one},\n${damaged},\n${three}]}`)).toEqual(expected);
    expect(await read(`{"x": ${one},\n"y": ${damaged},\n"z": ${three}}`)).toEqual(expected);
    expect(await read(`{"a": {"rows": [${one},\n${damaged},\n${three}]}}`)).toEqual(expected);
  });

  it('is not read without what stands around it, where that is damaged', async () => {
    const { rows, problems } = await read(`{"row_idx": tru, "row": ${row('one')}}`);
    expect(rows).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('1 The row is not valid JSON: ')]);
  });
});

describe('an object that holds rows in several ways', () => {
  it('gives all of them', async () => {
    const { rows, problems } = await read(
      `{"train": {"rows": [${row('one')}]},\n"data": [${row('two')}],\n"more": ${row('three')},\n"meta": {"n": 1}}`,
    );
    expect(rows).toEqual(['1 one', '2 two', '3 three']);
    expect(problems).toEqual(['4 The row has no instruction. It is in a column "instruction" or "prompt".']);
  });

  it('gives the list beside a single row', async () => {
    const { rows, problems } = await read(`{"first": ${row('one')},\n"rows": [${row('two')},\n${row('three')}]}`);
    expect({ rows, problems }).toEqual({ rows: ['1 one', '2 two', '3 three'], problems: [] });
  });
});
