import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreLines } from '../../../formats/results/scoreLine.ts';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { resultItem } from '../../../testing/resultItemForTest.ts';
import { editScore } from '../../../testing/scoreForTest.ts';

let folder = '';
const path = (name: string) => join(folder, name);

function reward(value: number) {
  return editScore({ mu: value, logSigma: 0 }, { mu: value, logSigma: 0 });
}

/** Eight sources with two edits each, of which so many are in the order of people. */
function scores(right: number): string {
  const items = Array.from({ length: 8 }, (_, k) =>
    resultItem(k, [reward(k < right ? 1 : -1), reward(0)], { ranks: [1, 2], models: ['a_1', 'b'] }),
  );
  return items.map(scoreLines).join('');
}

function judge(name: string, size: number, ...votes: readonly (readonly [id: string, human: string, judge: string])[]) {
  const results = votes.map(([id, human, verdict]) => ({
    id,
    instruction: `do ${id}`,
    human_vote: human,
    model_response: '',
    model_vote: verdict,
    is_correct: human === verdict,
    model_1: 'a_1',
    model_2: 'b',
  }));
  return JSON.stringify({
    model_name: name,
    template: '',
    dataset_name: 'x',
    data_type: `huggingface_${size}pair`,
    results,
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-report-'));
  const run = { model: { id: 'nano', dtype: 'q8', manifestSha256: 'ab' }, items: 8, leaderboards: {} };
  await writeFile(path('set_scores.jsonl'), scores(6));
  await writeFile(path('set_report.json'), JSON.stringify(run));
  await writeFile(path('other_scores.jsonl'), scores(2));
  await writeFile(path('two.json'), judge('gpt5', 2, ['p1', 'A>B', 'A>B'], ['p2', 'A=B', 'B>A']));
  await writeFile(
    path('three.json'),
    judge('gpt5', 3, ['g_1', 'A>B', 'A>B'], ['g_2', 'C>A', 'C>A'], ['g_3', 'B>C', 'B>C']),
  );
});
afterAll(() => rm(folder, { recursive: true }));

describe('editreward report', () => {
  it('prints the report of one run, by the model that the results name', async () => {
    const { code, out, err } = await editrewardHere('report', path('set_scores.jsonl'), '--suite', 'aurora-bench');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`# Benchmark of ${path('set_scores.jsonl')}\n\nnano (q8), 8 items.`);
    expect(out).toContain('| Pairs, without ties | 75.0% (');
    expect(out).toContain('| nano (q8), these results |  | 75.00 (');
    const digest = createHash('sha256').update(scores(6)).digest('hex');
    expect(out).toContain(`Data: ${path('set_scores.jsonl')}, SHA-256 ${digest}`);
  });

  it('says how many files it wrote', async () => {
    const out = path('one');
    const { err } = await editrewardHere('report', path('set_scores.jsonl'), '--format', 'md', '--out', out);
    expect(err).toBe(`editreward: 1 file written to ${out}.\n`);
  });

  it('writes files of every format, each with the data and the command in it', async () => {
    const out = path('out');
    const formats = ['--format', 'md,tex', '--format', 'csv', '--format', 'svg', '--format', 'png'];
    const { code, err } = await editrewardHere('report', path('set_scores.jsonl'), ...formats, '--out', out);
    const files = (await readdir(out)).toSorted();
    expect({ code, err }).toEqual({ code: 0, err: `editreward: ${files.length} files written to ${out}.\n` });
    expect(files).toEqual(
      expect.arrayContaining([
        'set_agreement.csv',
        'set_agreement.png',
        'set_editors-editors.csv',
        'set_head-to-head.svg',
        'set_report.md',
        'set_report.tex',
        'set_strengths.svg',
      ]),
    );
    const digest = createHash('sha256').update(scores(6)).digest('hex');
    for (const file of files) {
      const bytes = await readFile(join(out, file));
      const text = file.endsWith('.png') ? ((await sharp(bytes).metadata()).comments?.[0]?.text ?? '') : String(bytes);
      expect(text, file).toContain(`SHA-256 ${digest}`);
      expect(text, file).toMatch(/npx editreward report \S*set_scores\.jsonl --format (md|tex|csv|svg|png)/);
    }
    expect(await readFile(join(out, 'set_editors-pairs.csv'), 'utf8')).toContain('\r\na_1,b,6 – 0 – 2,75,');
    expect(await readFile(join(out, 'set_report.tex'), 'utf8')).toContain('a\\_1 & b & 6 -- 0 -- 2');
  });

  it('counts what a judge said as the official code does', async () => {
    const { out } = await editrewardHere('report', path('two.json'), path('three.json'), '--json');
    expect(JSON.parse(out)).toMatchObject({
      judge: { name: 'gpt5', unanswered: 0, unclear: 0 },
      ranked: {
        strict: [
          { size: 2, value: 0.5, count: 2 },
          { size: 3, value: 1, count: 1 },
        ],
        strictOverall: { value: 2 / 3, count: 3 },
      },
    });
    const text = await editrewardHere('report', path('two.json'), path('three.json'), '--suite', 'editreward-bench');
    expect(text.out).toContain('gpt5 (judge), 3 items.');
    expect(text.out).toContain(
      'gpt5 (judge) is of other items than what was published, and not compared in: Bench K=2 (2 items here, 186 there)',
    );
  });

  it('compares several', async () => {
    const { out, code } = await editrewardHere('report', path('set_scores.jsonl'), path('other_scores.jsonl'));
    expect(code).toBe(0);
    expect(out).toContain(`# nano (q8) and ${path('other_scores.jsonl')} compared`);
    // Of eight pairs 6 and 2 are right, and 4 ordered alike.
    expect(out).toContain(`| nano (q8) | ${path('other_scores.jsonl')} | 0.000 (`);
    expect(out).toContain(' agrees with people on 75.0% of 8 pairs, ');
    expect(out).toContain('The difference of 50.0 points (');
  });

  it.each([
    [[], 'Which results? Give a _scores.jsonl, or several to compare.'],
    [['x.jsonl', '--suite', 'mine'], '--suite is one of editreward-bench, genai-bench, '],
    [['x.jsonl', '--format', 'pdf'], '--format is one of md, tex, csv, svg, png, not "pdf".'],
  ])('explains wrong usage: %j', async (args, message) => {
    const { code, err } = await editrewardHere('report', ...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('explains a file that is not there', async () => {
    const { code, err } = await editrewardHere('report', path('none_scores.jsonl'));
    expect({ code, err }).toEqual({
      code: 1,
      err: `editreward: ${path('none_scores.jsonl')} does not exist or is a folder. Give files of results.\n`,
    });
  });
});
