import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ASSETS = 'dist/assets';
const scripts = readdirSync(ASSETS).filter((name) => name.endsWith('.js'));

/** The built file of a worker's entry. */
function builtEntry(source: string): string[] {
  const name = source.replace(/\.ts$/, '');
  return scripts.filter((script) => script.startsWith(`${name}-`));
}

// WebKit runs the entry once more for it: two scorers would answer each call.
it('no part of a worker imports from its entry', () => {
  const entries = ['scorer.ts', 'modelStore.ts'].flatMap(builtEntry);
  expect(entries).toHaveLength(2);
  const importers = scripts.filter((script) => {
    const text = readFileSync(join(ASSETS, script), 'utf8');
    return entries.some((entry) => text.includes(`from"./${entry}"`));
  });
  expect(importers).toEqual([]);
});
