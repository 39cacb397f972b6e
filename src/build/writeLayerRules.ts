/** Writes ARCHITECTURE.md's table of layers into the lint's configuration: `npm run layers`. */
import { readFile, writeFile } from 'node:fs/promises';
import { layerRules } from './layerRules.ts';
import { parseLayerTable } from './layerTable.ts';

const CONFIGURATION = '.oxlintrc.json';
/** One rule a line; what comes before it is kept. It is the last entry. */
const START = '  "overrides": [';

const rules = layerRules(parseLayerTable(await readFile('ARCHITECTURE.md', 'utf8')));
const before = (await readFile(CONFIGURATION, 'utf8')).split(START)[0] ?? '';
await writeFile(CONFIGURATION, `${before}${START}\n${rules.map((rule) => JSON.stringify(rule)).join(',\n')}\n]}\n`);
