import * as v from 'valibot';
import { expect, it } from 'vitest';
import { layerRules } from './layerRules.ts';
import { parseLayerTable } from './layerTable.ts';

const TABLE = `
| layer           | may import       |
| --------------- | ---------------- |
| \`src/core\`      | nothing          |
| \`src/app\`       | core, app/score  |
| \`src/app/score\` | core, app/ui     |
| \`src/app/ui\`    | core             |
| \`src/app/frame\` | app/score        |
| \`src/app/kept\`  | score            |
| \`src/score\`     | core             |
| \`src/widget\`    | core, app/ui     |
| \`workers/\`      | core, Node       |
`;

const layerRule = v.object({
  files: v.tuple([v.string()]),
  rules: v.object({
    'no-restricted-imports': v.tuple([
      v.literal('error'),
      v.object({ patterns: v.tuple([v.object({ regex: v.string() })]) }),
    ]),
  }),
});

const rules = v.parse(v.array(layerRule), layerRules(parseLayerTable(TABLE)).slice(0, -1));

function forbids(folder: string, specifier: string): boolean {
  const rule = rules.find(({ files }) => files[0] === `${folder}/**`);
  if (!rule) throw new Error(`No rule is for ${folder}.`);
  return new RegExp(rule.rules['no-restricted-imports'][1].patterns[0].regex).test(specifier);
}

it.each([
  ['src/core', '../app/ui/button.tsx', true],
  ['src/core', '../../workers/scorer.ts', true],
  ['src/core', 'node:fs', true],
  ['src/core', './image/app/size.ts', false],
  ['src/core', 'react', false],
  ['src/app', './score/page.tsx', false],
  ['src/app', './ui/button.tsx', true],
  ['src/app/score', '../ui/button.tsx', false],
  ['src/app/score', '../../../core/ui/size.ts', false],
  ['src/app/ui', '../score/page.tsx', true],
  ['src/app/ui', '../../app/score/page.tsx', true],
  ['src/app/ui', '../../widget/view.ts', true],
  // Of what may be imported, and of what may not, when both are called so.
  ['src/app/frame', '../score/page.tsx', false],
  ['src/app/kept', '../../score/pair.ts', false],
  ['src/app/ui', '../../score/pair.ts', true],
  ['src/widget', '../app/ui/button.tsx', false],
  ['src/widget', '../app/score/page.tsx', true],
  ['workers', '../src/app/ui/button.tsx', true],
  ['workers', '../src/core/at.ts', false],
  ['workers', 'node:fs', false],
])('in %s, %s is forbidden: %s', (folder, specifier, expected) => {
  expect(forbids(folder, specifier)).toBe(expected);
});

it('leaves tests alone', () => {
  const files = ['**/*.test.ts', '**/*.test.tsx', '**/*amples.ts'];
  expect(layerRules(parseLayerTable(TABLE)).at(-1)).toEqual({ files, rules: { 'no-restricted-imports': 'off' } });
});
