import { expect, it } from 'vitest';
import { layerOf, parseLayerTable } from './layerTable.ts';

const TABLE = `
| package | why |
| ------- | --- |
| \`idb\` | no layer |

| layer          | what is in it     | may import         |
| -------------- | ----------------- | ------------------ |
| \`src/core\`   | pure TypeScript   | nothing            |
| \`src/app\`    | the page          | core, app/score    |
| \`src/app/score\` | one of its pages | core            |
| \`workers/\`   | entries           | core, Node         |

Text after it.
`;

it('reads folders, nested ones too, and what each may import', () => {
  expect(parseLayerTable(TABLE)).toEqual([
    { path: 'src/core', name: 'core', mayImport: [] },
    { path: 'src/app', name: 'app', mayImport: ['core', 'app/score'] },
    { path: 'src/app/score', name: 'app/score', mayImport: ['core'] },
    { path: 'workers', name: 'workers', mayImport: ['core', 'Node'] },
  ]);
});

it('finds the innermost layer of a file', () => {
  const layers = parseLayerTable(TABLE);
  const names = ['src/app/main.tsx', 'src/app/score/room/page.tsx', 'src/app/scores.ts', 'e2e/page.test.ts'].map(
    (file) => layerOf(file, layers)?.name,
  );
  expect(names).toEqual(['app', 'app/score', 'app', undefined]);
});

it('refuses a name that no row has', () => {
  const table = TABLE.replace('core, Node', 'cores, Node');
  expect(() => parseLayerTable(table)).toThrow('workers may import "cores", which is no row of the table.');
});

it('refuses a text without the table', () => {
  expect(() => parseLayerTable('# Layers\n')).toThrow('No table begins with "layer".');
});
