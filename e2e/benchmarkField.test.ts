import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { digestText } from '../src/core/bytes/sha256.ts';
import { scoreLines } from '../src/formats/results/scoreLine.ts';
import { resultItem } from '../src/testing/resultItemForTest.ts';
import { editScore } from '../src/testing/scoreForTest.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';

function reward(value: number) {
  return editScore({ mu: value, logSigma: 0 }, { mu: value, logSigma: 0 });
}

/** Ten sources with two edits each, of which so many are in the order of people. */
function scores(right: number): string {
  const items = Array.from({ length: 10 }, (_, k) =>
    resultItem(k, [reward(k < right ? 1 : -1), reward(0)], { ranks: [1, 2], models: ['flux_1', 'b%'] }),
  );
  return items.map(scoreLines).join('');
}

/** What a judge said of so many items of EditReward-Bench: of the pairs of two the first `right` are right. */
function judgeFile(size: number, count: number, right: number): string {
  const results = Array.from({ length: count }, (_, k) => {
    const pairs =
      size === 2 ? ['A>B'] : size === 3 ? ['A>B', 'A>C', 'B>C'] : ['A>B', 'A>C', 'A>D', 'B>C', 'B>D', 'C>D'];
    return pairs.map((human) => {
      const judge = k < right ? human : 'Unknown';
      const votes = { human_vote: human, model_vote: judge, is_correct: human === judge };
      return {
        id: `${k}_${human}`,
        instruction: `Edit ${k}`,
        model_response: '',
        ...votes,
        model_1: 'a',
        model_2: 'b',
      };
    });
  }).flat();
  const head = { model_name: 'my-judge', template: '', dataset_name: 'TIGER-Lab/EditReward-Bench' };
  return JSON.stringify({ ...head, data_type: `huggingface_${size}pair`, results });
}

let folder: string;
let browser: TestBrowser;
let open: OpenPage;
let page: Page;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-field-'));
  const run = { model: { id: 'nano', dtype: 'q8', manifestSha256: 'ab'.repeat(32) }, items: 10, leaderboards: {} };
  await writeFile(path('first_scores.jsonl'), scores(8));
  await writeFile(path('first_report.json'), JSON.stringify(run));
  await writeFile(path('second_scores.jsonl'), scores(3));
  await writeFile(path('judge_2pair.json'), judgeFile(2, 186, 100));
  await writeFile(path('judge_3pair.json'), judgeFile(3, 150, 60));
  await writeFile(path('judge_4pair.json'), judgeFile(4, 148, 21));
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  open = await browser.openPage('?model=#/benchmark');
  page = open.page;
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

async function choose(...names: string[]): Promise<void> {
  const other = page.getByRole('button', { name: 'Other results' });
  if (await other.count()) await other.click();
  await page.getByLabel('Choose results', { exact: true }).setInputFiles(names.map(path));
}

async function cells(region: string, row: string): Promise<string[]> {
  const line = page
    .getByRole('region', { name: region })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: row, exact: true }) });
  return (await line.innerText()).split(/\s*\t\s*/);
}

/** The file that a button of a section gives. */
async function saved(section: string, button: string): Promise<{ name: string; bytes: Buffer }> {
  const place = page.getByRole('dialog').getByRole('region', { name: section, exact: true });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    place.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe('what was published', () => {
  it('is there whole before any results are chosen, with its sources', async () => {
    expect(await cells('Agreement with people on edits', 'GPT-5')).toEqual(
      'GPT-5|Proprietary model|59.61|47.27|40.85|57.53|38.51|12.84|37.81'.split('|'),
    );
    expect((await cells('Agreement with people on pictures from prompts', 'HPSv3')).at(-1)).toBe('76.9');
    expect(await cells('Generators by HPSv3’s rewards', 'SD2')).toContain('−1.35');
    const link = page.getByRole('link', { name: 'EditReward’s README' });
    await expect
      .poll(() => link.getAttribute('href'))
      .toMatch(/^https:\/\/github\.com\/TIGER-AI-Lab\/EditReward\/tree\/[0-9a-f]{40}$/);
  });

  it.each([380, 1280])('fits %i pixels, and axe finds nothing', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('has the results of a judge at their place, by the name that they give', async () => {
    await choose('judge_2pair.json', 'judge_3pair.json', 'judge_4pair.json');
    await page.getByRole('heading', { name: /my-judge \(judge\) · 484 items/ }).waitFor();
    // 100 of 186, 60 of 150, 21 of 148 and 181 of 484.
    const own = await cells('Among what was published of EditReward-Bench', 'my-judge (judge), these results');
    expect(own.map((cell) => cell.replace(/ \(.*/, ''))).toEqual(['my-judge', '53.76', '40.00', '14.19', '37.40']);
    const methods = await page
      .getByRole('region', { name: 'Among what was published of EditReward-Bench, as a table' })
      .getByRole('rowheader')
      .allInnerTexts();
    expect(methods.slice(2, 5)).toEqual(['GPT-5', 'my-judge (judge), these results', 'EditReward on Qwen2.5-VL-7B']);
    expect(await page.getByRole('main').innerText()).not.toMatch(/NaN|undefined|ε/);
  });
});

async function provenance(format: string): Promise<string[]> {
  return [
    `Data: first_scores.jsonl, SHA-256 ${await digestText(scores(8))}`,
    `Scored by nano (q8), manifest SHA-256 ${'ab'.repeat(32)}`,
    `Made again by: npx editreward report first_scores.jsonl --format ${format}`,
  ];
}

describe('a report for a paper', () => {
  beforeAll(async () => {
    await choose('first_scores.jsonl', 'first_report.json');
    await page.getByRole('button', { name: 'For a paper…' }).click();
    await page.getByRole('dialog').getByRole('heading', { name: 'For a paper' }).waitFor();
  });
  afterAll(() => page.getByRole('dialog').getByRole('button', { name: 'Close' }).click());

  it('has its tables as CSV, Markdown and LaTeX', async () => {
    const csv = await saved('Each two editors', 'CSV');
    expect(csv.name).toBe('first_editors-pairs.csv');
    for (const line of await provenance('csv')) expect(String(csv.bytes)).toContain(`# ${line}\r\n`);
    expect(String(csv.bytes)).toContain('\r\nflux_1,b%,8 – 0 – 2,80,');
    const markdown = await saved('Each two editors', 'Markdown');
    expect(String(markdown.bytes)).toContain('| flux_1 | b% | 8 – 0 – 2 | 80.0% (');
    const latex = await saved('Everything in one file', 'LaTeX');
    expect(latex.name).toBe('first_report.tex');
    for (const line of await provenance('tex')) expect(String(latex.bytes)).toContain(`% ${line}\n`);
    expect(String(latex.bytes)).toContain('flux\\_1 & b\\% & 8 -- 0 -- 2 & 80.0\\% (');
    expect(String((await saved('Everything in one file', 'Markdown')).bytes)).toContain(
      '# Benchmark of first_scores.jsonl',
    );
  });

  it('has its plots as SVG and PNG', async () => {
    const svg = await saved('Editors: mean reward', 'SVG');
    expect(svg.name).toBe('first_editors.svg');
    for (const line of await provenance('svg')) expect(String(svg.bytes)).toContain(line);
    const png = await saved('Wins of the editor of a row against that of a column', 'PNG');
    expect(png.name).toBe('first_head-to-head.png');
    const { format, width, comments } = await sharp(png.bytes).metadata();
    expect([format, comments]).toEqual([
      'png',
      [{ keyword: 'Description', text: (await provenance('png')).join('\n') }],
    ]);
    const drawn = await saved('Wins of the editor of a row against that of a column', 'SVG');
    expect(width).toBe(3 * Number(/width="(\d+)"/.exec(String(drawn.bytes))?.[1]));
    // A green cell, not an empty page.
    const { data } = await sharp(png.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(new Set(data).size).toBeGreaterThan(10);
  });

  it('has nothing that axe finds', async () => {
    expect(await axeFindings(page)).toEqual([]);
  });
});

describe('several results', () => {
  it('are compared on what all scored', async () => {
    await choose('first_scores.jsonl', 'first_report.json', 'second_scores.jsonl');
    await page.getByRole('heading', { name: 'nano (q8) and second_scores.jsonl compared 2 runs' }).waitFor();
    // 8 and 3 of ten pairs are right, of which 3 are right in both and 2 wrong in both.
    await page
      .getByText(/^nano \(q8\) and second_scores\.jsonl order 10 pairs of edits alike by a tau-b of 0\.000/)
      .waitFor();
    await page
      .getByText(
        /^nano \(q8\) agrees with people on 80\.0% of 10 pairs, second_scores\.jsonl on 30\.0%\. The difference of 50\.0 points \(.+\) is not clear\.$/,
      )
      .waitFor();
    const different = page.getByRole('region', {
      name: 'Where nano (q8) and second_scores.jsonl differ most',
      exact: true,
    });
    await expect.poll(() => different.getByRole('row').count()).toBe(13);
    // The fourth source: right in one run, wrong in the other.
    await expect.poll(() => different.getByRole('row').nth(1).innerText()).toMatch(/^3-0\.png\s+3\.png\s+flux_1\s/);
    expect(await page.getByRole('main').innerText()).not.toMatch(/NaN|undefined/);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('can be added to a report', async () => {
    await choose('first_scores.jsonl');
    await page.getByRole('heading', { name: /^first_scores\.jsonl/ }).waitFor();
    await page.getByLabel('Compare with…').setInputFiles([path('second_scores.jsonl'), path('judge_2pair.json')]);
    await page
      .getByRole('heading', { name: /^first_scores\.jsonl, second_scores\.jsonl and my-judge \(judge\) compared/ })
      .waitFor();
    await page.getByText('first_scores.jsonl and my-judge (judge) share no pair of edits').waitFor();
    expect(open.errors).toEqual([]);
    expect(open.foreignRequests).toEqual([]);
  });

  it.each([380, 1280])('fit %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});
