import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';

function read(text: string) {
  return readDataset(bytesSource('rows', new TextEncoder().encode(text)));
}

/** A dictionary as Python prints it. */
const printed = (prompt: string, path = 'a.png') =>
  `{'prompt': '${prompt}', 'path_src': 's.png', 'path1': '${path}', 'path2': 'b.png'}`;

describe('rows that Python printed', () => {
  it.each(['make #1 bold', 'like https://a.b/c', 'a } and a {', 'say "hi', 'say "[hi]"', '1:2 /* 3', "it\\'s #1"])(
    'may hold what parts JSON: %s',
    async (prompt) => {
      const { items, problems } = await read(`${printed(prompt)}\n${printed('two')}`);
      expect(problems).toEqual([]);
      expect(items.map(({ instruction }) => instruction)).toEqual([prompt.replace('\\', ''), 'two']);
    },
  );

  it('keep their texts where digits in them are many', async () => {
    const path = 'img/20240101123456789012/1.png';
    const { items } = await read(printed('number 12345678901234567890', path));
    expect(items[0]?.instruction).toBe('number 12345678901234567890');
    expect(items[0]?.candidates[0]?.image.name).toBe(path);
  });
});

it('loses no row to a mark that opens before it', async () => {
  const row = '{"prompt": "p", "path_src": "s.png", "path1": "a.png", "path2": "b.png"}';
  const { items, problems } = await read(`["abc, ${row}, ${row}]`);
  expect(items.length).toBe(2);
  expect(problems.map(({ message }) => message)).toEqual([
    'The row is not valid JSON: ""abc" stands outside of any row.',
  ]);
});

it('looks once for the end of comments that have none', async () => {
  // Each looked for anew would outlast the test.
  const count = 40_000;
  const text = '{"prompt": "p", /* "path1": 1}\n'.repeat(count);
  const { problems } = await read(text);
  expect(problems.length).toBe(count);
});
