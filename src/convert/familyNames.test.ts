import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BASES } from './bases/bases.ts';
import { REWARDS } from './rewards/rewards.ts';

const FOLDER = 'src/convert';
/** What a base or a reward model is called by in code and files. */
const NAMES = [
  /qwen/i,
  ...BASES.flatMap(({ title, modelTypes }) => [title, ...modelTypes]),
  ...REWARDS.flatMap(({ title, headRoot, heads, prompts }) => [
    `'${title}`,
    headRoot,
    ...heads.map(({ key }) => key),
    prompts.repository,
    prompts.commit,
    ...[...prompts.templates, prompts.suffix].map(({ file }) => file),
  ]),
];

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !/^(bases|rewards)\//.test(path),
);

it.each(files)('%s knows no model by name', (path) => {
  const text = readFileSync(join(FOLDER, path), 'utf8');
  expect(NAMES.filter((name) => (typeof name === 'string' ? text.includes(name) : name.test(text)))).toEqual([]);
});
