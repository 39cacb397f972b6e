import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import sharp from 'sharp';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { convertForTest } from '../../../testing/packages.ts';

// It loads onnxruntime and scores, on machines that may be busy.
vi.setConfig({ testTimeout: 240_000 });

/** The smallest that the tiny model takes whole. */
const SIDE = 56;
const SOURCES = Array.from({ length: 20 }, (_, k) => `${k + 1}`);
const EDITORS = ['flux', 'gpt', 'omni'];
const sourceOf = (id: string) => `source/${id}.png`;
const editBy = (editor: string, id: string) => `${editor}/${id}.png`;
const instructionOf = (id: string) => `Paint it, number ${id}`;

let root = '';
let model = '';
beforeAll(async () => {
  model = await convertForTest('tiny');
  root = await mkdtemp(join(tmpdir(), 'editreward-layouts-'));
  const places = SOURCES.flatMap((id) => [sourceOf(id), ...EDITORS.map((editor) => editBy(editor, id))]);
  await Promise.all(places.map((path, k) => drawn(join(root, 'set', path), k)));
  await Promise.all(SOURCES.map((id) => writeFile(join(root, `set/source/${id}.txt`), instructionOf(id))));
}, 240_000);
afterAll(async () => {
  await rm(root, { recursive: true });
  await rm(model, { recursive: true });
});

/** Of one colour, another one for each picture. */
async function drawn(path: string, seed: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const background = { r: (seed * 53) % 256, g: (seed * 97) % 256, b: (seed * 31) % 256 };
  await writeFile(
    path,
    await sharp({ create: { width: SIDE, height: SIDE, channels: 3, background } })
      .png()
      .toBuffer(),
  );
}

interface Evaluated {
  readonly out: string;
  readonly report: { readonly editors: unknown; readonly [key: string]: unknown };
}

async function evaluate(name: string, ...inputs: string[]): Promise<Evaluated> {
  const out = join(root, `out-${name}`);
  const run = await editrewardHere('evaluate', ...inputs, '--model', model, '--out', out);
  expect(run.code).toBe(0);
  return { out: run.out, report: JSON.parse(await readFile(join(out, `${name}_report.json`), 'utf8')) };
}

async function evaluateFile(file: string, text: string, ...more: string[]): Promise<Evaluated> {
  await writeFile(join(root, 'set', file), text);
  const evaluated = await evaluate(file.replace(/\.\w+$/, ''), '--manifest', join(root, 'set', file), ...more);
  await rm(join(root, 'set', file));
  return evaluated;
}

const table = (head: string) =>
  [
    head,
    ...SOURCES.flatMap((id) =>
      EDITORS.map((editor) => [sourceOf(id), editBy(editor, id), editor, instructionOf(id)].map(quoted).join(',')),
    ),
  ].join('\n');
const quoted = (text: string) => `"${text}"`;
const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

const PAIRS = [
  ['flux', 'gpt'],
  ['gpt', 'omni'],
  ['omni', 'flux'],
] as const;

/** The same 60 edits, as people have them. */
const LAYOUTS: Readonly<Record<string, () => Promise<Evaluated>>> = {
  'pointwise CSV': () => evaluateFile('single.csv', table('source,edited,editor,instruction')),
  'all pairs': () =>
    evaluateFile(
      'pairs.jsonl',
      lines(
        SOURCES.flatMap((id) =>
          PAIRS.map(([a, b]) => ({
            source: sourceOf(id),
            instruction: instructionOf(id),
            path1: editBy(a, id),
            path2: editBy(b, id),
            model1: a,
            model2: b,
          })),
        ),
      ),
    ),
  'K-way JSON': () =>
    evaluateFile(
      'sets.json',
      JSON.stringify(
        SOURCES.map((id) => ({
          source: sourceOf(id),
          instruction: instructionOf(id),
          edits: Object.fromEntries(EDITORS.map((editor) => [editor, editBy(editor, id)])),
        })),
      ),
    ),
  'a folder by pattern': () => evaluate('set', '--folder', join(root, 'set')),
  'a CSV whose columns are named': () =>
    evaluateFile(
      'named.csv',
      table('vorher,nachher,werkzeug,auftrag'),
      '--columns',
      'source=vorher,edited=nachher,editor=werkzeug,instruction=auftrag',
    ),
};

/** What follows the first sentence about editors, without the place of the results. */
function editorsText(out: string): string {
  const start = out.indexOf('By reward');
  return out.slice(start, out.indexOf('\nWritten to', start));
}

/** All but the lines, which are those of each file. */
function tableOf({ editors }: Evaluated['report']): unknown {
  return JSON.parse(JSON.stringify(editors, (key, value: unknown) => (key === 'line' ? undefined : value)));
}

describe('the same 60 edits by three editors', () => {
  let first: Evaluated | undefined;

  it.each(Object.entries(LAYOUTS))(
    'give one and the same table of editors, and no word about people: %s',
    async (_, run) => {
      const { out, report } = await run();
      first ??= { out, report };
      expect(report.editors).toMatchObject({ sources: SOURCES.length });
      expect(tableOf(report)).toEqual(tableOf(first.report));
      expect(editorsText(out)).toBe(editorsText(first.out));
      expect(editorsText(out)).toMatch(/^By reward.*\b(flux|gpt|omni)\b/);
      const said = out.replaceAll(root, '').replace(/60 pairs say nothing of which edit is better\..+\n/, '');
      expect(said).not.toMatch(/[Jj]udge|[Pp]eople|[Hh]uman|agree|NaN|undefined/);
      expect(report).toMatchObject({ leaderboards: { byPeople: [] }, preference: 'none' });
      expect(Object.keys(report)).not.toEqual(expect.arrayContaining(['ranked']));
      expect(Object.keys(report)).not.toEqual(expect.arrayContaining(['pointwise']));
    },
  );
});

describe('a table of which no column is known', () => {
  it('is refused with its columns, a guess, and the option to use', async () => {
    const file = join(root, 'unknown.csv');
    await writeFile(file, table('vorher,nachher,werkzeug,auftrag'));
    const { code, err } = await editrewardHere('evaluate', '--manifest', file, '--model', model, '--out', root);
    expect(code).toBe(1);
    expect(err).toBe(
      'editreward: unknown.csv has columns that are not known: "vorher", "nachher", "werkzeug", "auftrag". If this guess is ' +
        'right, add --columns source=vorher,edited=nachher,instruction=auftrag,editor=werkzeug\n',
    );
  });

  it('is not scored by a mapping that it does not have', async () => {
    const file = join(root, 'unknown.csv');
    await writeFile(file, table('vorher,nachher,werkzeug,auftrag'));
    const inputs = ['--manifest', file, '--model', model, '--out', root];
    const columns = ['--columns', 'source=before,edited=nachher,instruction=auftrag'];
    const { code, err } = await editrewardHere('evaluate', ...inputs, ...columns);
    expect([code, err]).toEqual([
      1,
      'editreward: "before" is no column of unknown.csv. It has "vorher", "nachher", "werkzeug", "auftrag".\n',
    ]);
    const wrong = await editrewardHere('evaluate', ...inputs, '--columns', 'quelle=vorher');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain(
      'source, edited, instruction, editor, category, score and vote. "quelle=vorher" is none.',
    );
  });
});
