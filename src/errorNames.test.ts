/** Errors are told apart by their names: each class has one of its own, which is what it is called in the code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const CLASS = /class (\w+Error) extends \w+ \{/g;
const NAME = /class (\w+Error) extends \w+ \{\n\s*override readonly name(?:: string)? = '(\w+)'/g;

const sources = (readdirSync('src', { recursive: true }) as string[])
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => readFileSync(join('src', path), 'utf8'));

it('gives each class of errors a name of its own', () => {
  const names = sources.flatMap((text) => [...text.matchAll(CLASS)].map(([, own = '']) => own));
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name, k) => names.indexOf(name) !== k)).toEqual([]);
});

it('calls them by it', () => {
  const named = sources.flatMap((text) => [...text.matchAll(NAME)].map(([, own, name]) => [own, name]));
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(([own, name]) => own !== name)).toEqual([]);
});
