import { expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';

async function categories(...rows: object[]): Promise<(string | undefined)[]> {
  const { items, problems } = await readDataset(
    bytesSource('set.json', new TextEncoder().encode(JSON.stringify(rows))),
  );
  expect(problems).toEqual([]);
  return items.map(({ category }) => category);
}

const edit = { instruction: 'i', source: 's.png', edited: 'e.png', model: 'm' };

it('reads what kind of source or edit a row names', async () => {
  expect(await categories({ ...edit, category: ' portrait ' }, { ...edit, edit_type: 'removal' }, edit)).toEqual([
    'portrait',
    'removal',
    undefined,
  ]);
  expect(await categories({ prompt: 'p', path1: 'a.png', path2: 'b.png', category: 'arts' })).toEqual(['arts']);
});
