import { expect, it } from 'vitest';
import { readText } from './bytes.ts';
import { layeredFolder } from './layeredFolder.ts';
import { memoryFolder } from '../../testing/memoryFolder.ts';

const folder = layeredFolder(
  memoryFolder('first', { 'both.txt': 'of the first' }),
  memoryFolder('second', { 'both.txt': 'of the second', 'one.txt': 'only here' }),
);

async function textOf(path: string): Promise<string | undefined> {
  const source = await folder.open(path);
  return source === undefined ? undefined : readText(source);
}

it('takes the first folder that has the file', async () => {
  expect(await textOf('both.txt')).toBe('of the first');
  expect(await textOf('one.txt')).toBe('only here');
});

it('has no file that no folder has', async () => {
  expect(await textOf('none.txt')).toBeUndefined();
  expect(await textOf('toString')).toBeUndefined();
});

it('names all folders in messages', () => {
  expect(folder.name).toBe('first + second');
});
