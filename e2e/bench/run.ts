/** `npm run bench -- <case> [argument…] [--json] [--write]`: takes a measurement and prints it. */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { batch } from './batch.ts';
import { batchTable } from './batchTable.ts';
import type { BenchCase } from './benchCase.ts';
import { conversionMemory } from './conversionMemory.ts';
import { editors } from './editors.ts';
import { firstVisit } from './firstVisit.ts';
import { fuzz } from './fuzz.ts';
import { load } from './load.ts';
import { pageVitals } from './pageVitals.ts';
import { pytorch } from './pytorch.ts';
import { quantisation } from './quantisation.ts';
import { quantisationSearch } from './quantisationSearch.ts';
import { readDataset } from './readDataset.ts';
import { reuse, reuseWasm } from './reuse.ts';

const cases: readonly BenchCase[] = [
  quantisation,
  quantisationSearch,
  conversionMemory,
  firstVisit,
  pageVitals,
  load,
  reuse,
  reuseWasm,
  pytorch,
  batch,
  batchTable,
  readDataset,
  editors,
  fuzz,
];

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const chosen = cases.find(({ name }) => name === positionals[0]);
if (chosen === undefined) {
  const list = cases.map(({ name, summary }) => `  ${name}: ${summary}`).join('\n');
  console.error(`Usage: npm run bench -- <case> [argument…] [--json] [--write]\n\nCases:\n${list}`);
  process.exitCode = 2;
} else {
  const { rows, markdown, summary } = await chosen.run(positionals.slice(1));
  console.log(values.json ? JSON.stringify({ case: chosen.name, rows }, undefined, 2) : markdown);
  if (values.json && summary) console.log(JSON.stringify(summary));
  if (values.write) await writeToDocument(chosen, markdown);
}

async function writeToDocument({ name, document }: BenchCase, markdown: string): Promise<void> {
  if (document === undefined) throw new Error(`The case ${name} has no page to be written to.`);
  const text = await readFile(document, 'utf8');
  const [start, end] = [`<!-- bench:${name} -->\n`, `\n<!-- /bench:${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to === -1) throw new Error(`${document} lacks the markers of ${name}.`);
  await writeFile(document, `${text.slice(0, from + start.length)}\n${markdown}\n${text.slice(to)}`);
}
