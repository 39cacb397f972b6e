/** What reading a large dataset takes: 1,170,000 pairs in 370 MB of JSON. */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { markdownTable, type BenchCase } from './benchCase.ts';

const PAIRS = 1_170_000;
const CHILD = 'e2e/bench/readDatasetChild.ts';
const FORMS = ['list', 'lines', 'table'] as const;
type Form = (typeof FORMS)[number];

const childReport = v.object({ items: v.number(), peakBytes: v.number(), cpuMs: v.number() });
type ReadingCost = v.InferOutput<typeof childReport> & { readonly form: Form; readonly fileBytes: number };

export const readDataset: BenchCase = {
  name: 'read-dataset',
  summary: 'processor time and peak memory of reading a dataset of 1,170,000 pairs (or as many as the argument says)',
  async run([count = String(PAIRS)]) {
    const rows: ReadingCost[] = [];
    for (const form of FORMS) rows.push(await measure(form, Number(count)));
    const header = ['Dataset', 'Pairs', 'File', 'Processor time', 'Peak memory'];
    return { rows, markdown: markdownTable(header, rows.map(cellsOf)) };
  },
};

function cellsOf({ form, items, fileBytes, cpuMs, peakBytes }: ReadingCost): string[] {
  const megabytes = [fileBytes, peakBytes].map((byteLength) => `${(byteLength / 1e6).toFixed(0)} MB`);
  return [form, String(items), megabytes[0] ?? '', `${(cpuMs / 1000).toFixed(1)} s`, megabytes[1] ?? ''];
}

async function measure(form: Form, count: number): Promise<ReadingCost> {
  const folder = await mkdtemp(join(tmpdir(), 'editreward-dataset-'));
  try {
    const path = join(folder, 'pairs');
    await pipeline(textOf(form, count), createWriteStream(path));
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', CHILD, path]);
    return { form, fileBytes: (await stat(path)).size, ...v.parse(childReport, JSON.parse(stdout)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Written at once. */
const ROWS_A_PIECE = 10_000;

function* textOf(form: Form, count: number): Generator<string> {
  if (form === 'list') yield '[';
  if (form === 'table') yield `${Object.keys(rowAt(0)).join(',')}\n`;
  for (let start = 0; start < count; start += ROWS_A_PIECE) {
    const rows = Array.from({ length: Math.min(ROWS_A_PIECE, count - start) }, (_, k) => lineOf(form, start + k));
    yield rows.join('');
  }
  // Python's `json.dump` writes a list on one line.
  if (form === 'list') yield ']';
}

function lineOf(form: Form, k: number): string {
  if (form === 'table') return `${Object.values(rowAt(k)).join(',')}\n`;
  const text = JSON.stringify(rowAt(k));
  return form === 'lines' ? `${text}\n` : `${k === 0 ? '' : ', '}${text}`;
}

/** Four pairs of each source and instruction. */
function rowAt(k: number) {
  const set = Math.floor(k / 4);
  const path = (name: string) => `images/part_${set % 512}/${String(set).padStart(7, '0')}/${name}.png`;
  return {
    prompt: `Make object ${set % 977} of the scene look like number ${set} and keep all else as it is in the picture`,
    path_src: path('source'),
    path1: path(`edit_${(2 * k) % 8}`),
    path2: path(`edit_${(2 * k + 1) % 8}`),
    model1: `Model ${k % 7}`,
    model2: `Model ${(k + 3) % 7}`,
    confidence: 1,
    ranking: k % 3 === 0 ? 'B>A' : 'A>B',
  };
}
