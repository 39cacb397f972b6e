/** `npm run bench -- <case> [argument…] [--json] [--write]`: takes a measurement and prints it. */
import { readFile, writeFile } from 'node:fs/promises';
import type { BenchCase } from './benchCase.ts';

/** Each is loaded when it is asked for: most need a browser, and some machines have none. */
const cases: Readonly<Record<string, () => Promise<BenchCase>>> = {
  quantisation: async () => (await import('./quantisation.ts')).quantisation,
  'quantisation-order': async () => (await import('./nanoOrder/nanoOrder.ts')).nanoOrder,
  'quantisation-search': async () => (await import('./quantisationSearch.ts')).quantisationSearch,
  'conversion-memory': async () => (await import('./conversionMemory.ts')).conversionMemory,
  'first-visit': async () => (await import('./firstVisit.ts')).firstVisit,
  page: async () => (await import('./pageVitals.ts')).pageVitals,
  load: async () => (await import('./load.ts')).load,
  reuse: async () => (await import('./reuse.ts')).reuse,
  'reuse-wasm': async () => (await import('./reuse.ts')).reuseWasm,
  pytorch: async () => (await import('./pytorch.ts')).pytorch,
  gpu: async () => (await import('./gpu/gpu.ts')).gpu,
  batch: async () => (await import('./batch.ts')).batch,
  'batch-table': async () => (await import('./batchTable.ts')).batchTable,
  'batch-report': async () => (await import('./batchReport.ts')).batchReport,
  comparison: async () => (await import('./comparison.ts')).comparison,
  'read-dataset': async () => (await import('./readDataset.ts')).readDataset,
  editors: async () => (await import('./editors.ts')).editors,
  occlusion: async () => (await import('./occlusion/occlusion.ts')).occlusion,
  'occlusion-cost': async () => (await import('./occlusion/occlusionCost.ts')).occlusionCost,
  taste: async () => (await import('./taste/voterBench.ts')).tasteVoters,
  'taste-whole': async () => (await import('./taste/wholeHeadsBench.ts')).tasteWholeHeads,
  'taste-memory': async () => (await import('./taste/wholeHeadsBench.ts')).tasteMemory,
  'taste-labels': async () => (await import('./taste/labelsBench.ts')).tasteLabels,
  fuzz: async () => (await import('./fuzz.ts')).fuzz,
};

const OWN_OPTIONS = ['--json', '--write'];
const given = process.argv.slice(2);
const [name, ...args] = given.filter((argument) => !OWN_OPTIONS.includes(argument));
const load = name !== undefined && Object.hasOwn(cases, name) ? cases[name] : undefined;
if (load) await runCase(await load());
else {
  console.error(`Usage: npm run bench -- <case> [argument…] [--json] [--write]\n\nCases:\n${await listCases()}`);
  process.exitCode = 2;
}

async function runCase(chosen: BenchCase): Promise<void> {
  const { rows, markdown, summary } = await chosen.run(args);
  const json = given.includes('--json');
  console.log(json ? JSON.stringify({ case: chosen.name, rows }, undefined, 2) : markdown);
  if (json && summary) console.log(JSON.stringify(summary));
  if (given.includes('--write')) await writeToDocument(chosen, markdown);
}

async function listCases(): Promise<string> {
  const all = await Promise.all(Object.values(cases).map((loadCase) => loadCase()));
  return all.map((one) => `  ${one.name}: ${one.summary}`).join('\n');
}

async function writeToDocument({ name: of, document }: BenchCase, markdown: string): Promise<void> {
  if (document === undefined) throw new Error(`The case ${of} has no page to be written to.`);
  const text = await readFile(document, 'utf8');
  const [start, end] = [`<!-- bench:${of} -->\n`, `\n<!-- /bench:${of} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to === -1) throw new Error(`${document} lacks the markers of ${of}.`);
  await writeFile(document, `${text.slice(0, from + start.length)}\n${markdown}\n${text.slice(to)}`);
}
