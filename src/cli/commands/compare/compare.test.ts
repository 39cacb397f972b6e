import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { writePictureModel } from '../../../testing/pictureModel.ts';
import { convertForTest, goldenCases } from '../../../testing/packages.ts';

let folder = '';
let q8 = '';
let fp32 = '';
let dataset: string[] = [];
const out = () => join(folder, 'out');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-compare-'));
  [q8, fp32] = await Promise.all([convertForTest('tiny', { dtype: 'q8' }), convertForTest('tiny', { dtype: 'fp32' })]);
  const rows = goldenCases('tiny').map(({ source, edited, instruction }) =>
    [source, edited, `"${instruction.replaceAll('"', '""')}"`].join(','),
  );
  const manifest = join(folder, 'edits.csv');
  await writeFile(manifest, ['source,edited,instruction', ...rows].join('\n'));
  dataset = ['--manifest', manifest, '--images', 'reference/tiny/images'];
});
afterAll(() => Promise.all([folder, q8, fp32].map((path) => rm(path, { recursive: true }))));

/** Rewards by line and candidate. */
async function scoresOf(path: string): Promise<Map<string, number>> {
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  return new Map(
    lines.map((line) => JSON.parse(line)).map((row) => [JSON.stringify([row.line, row.candidate]), row.reward]),
  );
}

describe('editreward compare', () => {
  let first: Awaited<ReturnType<typeof editrewardHere>>;
  beforeAll(async () => {
    first = await editrewardHere('compare', '--model', fp32, '--model', q8, ...dataset, '--out', out(), '--json');
  });

  it('scores with both, and compares what they gave', async () => {
    expect(first).toMatchObject({ code: 0 });
    const report = JSON.parse(first.out);
    expect(report.names).toEqual(['tiny (fp32)', 'tiny (q8)']);
    const folders = (await readdir(out())).toSorted();
    expect(folders).toEqual([expect.stringMatching(/^tiny-fp32-[0-9a-f]{8}$/), expect.stringMatching(/^tiny-q8-/)]);
    const [exact, coarse] = await Promise.all(folders.map((name) => scoresOf(join(out(), name, 'edits_scores.jsonl'))));
    const apart = [...(exact ?? [])].map(([key, reward]) => Math.abs(reward - (coarse?.get(key) ?? NaN)));
    expect(report.measures[0].mu.largest).toBe(Math.max(...apart));
    expect(report.measures[0].mu.largest).toBeGreaterThan(0.001);
    expect(report.measures.map(({ key }: { key: string }) => key)).toEqual([
      'reward',
      'instructionFollowing',
      'visualQuality',
    ]);
  });

  it('scores nothing twice, and says the same of the files', async () => {
    const [a = '', b = ''] = (await readdir(out())).map((name) => join(out(), name, 'edits_scores.jsonl'));
    const again = await editrewardHere('compare', '--model', fp32, '--model', q8, ...dataset, '--out', out(), '--json');
    expect(again.out).toBe(first.out);
    expect(again.err).not.toContain('Loading');
    const ofFiles = await editrewardHere(
      'compare',
      '--results',
      a,
      '--model',
      q8,
      ...dataset,
      '--out',
      out(),
      '--json',
    );
    expect(JSON.parse(ofFiles.out).measures).toEqual(JSON.parse(first.out).measures);
    const both = await editrewardHere('compare', '--results', a, '--results', b);
    expect(both).toMatchObject({ code: 0 });
    expect(both.out).toContain('# How close tiny (q8) is to tiny (fp32)');
  });

  it('writes a report with the command that makes it again', async () => {
    const [a = '', b = ''] = (await readdir(out())).map((name) => join(out(), name, 'edits_scores.jsonl'));
    const files = join(folder, 'files');
    const { code } = await editrewardHere(
      'compare',
      '--results',
      a,
      '--results',
      b,
      '--format',
      'md,csv',
      '--out',
      files,
    );
    expect(code).toBe(0);
    expect((await readdir(files)).toSorted()).toEqual(
      expect.arrayContaining(['edits_compared_closeness.csv', 'edits_compared_report.md']),
    );
    expect(await readFile(join(files, 'edits_compared_report.md'), 'utf8')).toContain(
      `Made again by: npx editreward compare --results ${a} --results ${b} --format md`,
    );
  });

  it('leaves nothing behind where it refuses the second model', async () => {
    const left = join(folder, 'refused');
    const args = ['compare', '--model', q8, ...dataset, '--out', left];
    expect(await editrewardHere(...args, '--model', q8)).toMatchObject({ code: 2 });
    const ofPictures = join(folder, 'pictures');
    await writePictureModel(ofPictures);
    expect(await editrewardHere(...args, '--model', ofPictures)).toMatchObject({ code: 1 });
    await expect(readdir(left)).rejects.toThrow('ENOENT');
  });

  it('says that two models are two, before it scores and in the report', async () => {
    const apart = join(folder, 'apart');
    const args = ['compare', '--model', 'public/models/nano', '--model', q8, ...dataset, '--out', apart];
    const { code, out: report, err } = await editrewardHere(...args);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^editreward: public\/models\/nano and .* are packages of two different models: they differ in their prompts, .*not what a package loses\.\n/m,
    );
    expect(report).toContain(
      'these are not two packages of one model that were used alike: they differ in name (editreward-nano, tiny)',
    );
    expect(first.err).not.toContain('different models');
  });

  it('refuses one model, and options that nothing would heed', async () => {
    const [a = ''] = (await readdir(out())).map((name) => join(out(), name, 'edits_scores.jsonl'));
    expect(
      await editrewardHere('compare', '--model', q8, '--model', q8, ...dataset, '--out', join(folder, 'same')),
    ).toMatchObject({ code: 2, err: expect.stringContaining('Both are one model') });
    expect(await editrewardHere('compare', '--results', a, '--results', a)).toMatchObject({
      code: 2,
      err: expect.stringContaining('Both are one file'),
    });
    expect(await editrewardHere('compare', '--results', a)).toMatchObject({
      code: 2,
      err: expect.stringContaining('Which two?'),
    });
    expect(await editrewardHere('compare', '--results', a, '--results', a, '--manifest', 'x.csv')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--manifest goes with --model'),
    });
  });
});
