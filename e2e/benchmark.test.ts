import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { NOTHING_CHECKED } from '../src/batch/checkKept.ts';
import { writeResults } from '../src/cli/commands/evaluate/writeResults.ts';
import type { CandidateScore } from '../src/core/score/score.ts';
import { datasetReport } from '../src/evaluation/datasetReport.ts';
import { fraction, percentage } from '../src/evaluation/estimateText.ts';
import { resultItem } from '../src/testing/resultItemForTest.ts';
import { editScore } from '../src/testing/scoreForTest.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { exampleDataset } from './harness/exampleDataset.ts';
import { offerFolder } from './harness/offeredFolder.ts';
import { drop, heldFiles, heldText } from './harness/drop.ts';

function score(reward: number): CandidateScore {
  const head = { mu: reward, logSigma: 0 };
  return editScore(head, head);
}

const two = ['a', 'b'];
/**
 * Of two edits: an order that is right, one that is wrong, a tie 0.5 apart. Of three: one right, one whose last two are
 * exchanged. Of 9 pairs, 7 are right at 0.5; of the 8 that people ordered, 6; of the items 2 of 3, 1 of 2, 3 of 5.
 */
const ranked = [
  resultItem(1, [score(2), score(0)], { ranks: [1, 2], models: two }),
  resultItem(2, [score(1), score(0)], { ranks: [2, 1], models: two }),
  resultItem(3, [score(1), score(1.5)], { ranks: [1, 1], models: two }),
  resultItem(4, [score(1), score(5), score(3)], { ranks: [3, 1, 2] }),
  resultItem(5, [score(5), score(1), score(3)], { ranks: [1, 2, 3] }),
];
/** Within c: ranks 1 2 3 against 3 1 2, 1 - 6 * 6 / 24 = -0.5. Within d: 1. */
const single = [
  ...[3, 1, 2].map((human, k) => resultItem(11 + k, [score(k)], { humans: [human], models: ['c'] })),
  ...[1, 2, 4].map((human, k) => resultItem(21 + k, [score(k)], { humans: [human], models: ['d'] })),
];
const unclear = { kind: 'unreadable', reason: 'vote is 1, which is not certain.' } as const;
const unjudged = [
  resultItem(31, [score(2), score(0)], { models: two }),
  resultItem(32, [score(1), score(0)], { models: two }),
  resultItem(33, [score(1), score(0)], { models: two, judgement: unclear }),
];
const assumed = [
  resultItem(31, [score(2), score(0)], { ranks: [1, 2], models: two, judgement: { kind: 'assumed' } }),
  resultItem(32, [score(0), score(1)], { ranks: [1, 2], models: two, judgement: { kind: 'assumed' } }),
  resultItem(33, [score(0), score(1)], { ranks: [2, 1], models: two }),
];
/** Single edits that nobody judged: of 8 sources, a has the higher reward on 7, and c on none. */
const editorsOnly = Array.from({ length: 8 }, (_, source) =>
  [source === 0 ? 1 : 2, source === 0 ? 2 : 1, 0].map((reward, k) =>
    resultItem(41 + 3 * source + k, [score(reward)], { models: [['a', 'b', 'c'][k] ?? ''], source: `${source}.png` }),
  ),
).flat();
const MODEL = { id: 'editreward-test', dtype: 'q8', manifestSha256: 'ab'.repeat(32) };

let folder: string;
let browser: TestBrowser;
let open: OpenPage;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-benchmark-'));
  await write('small', [...ranked, ...single]);
  await write('single', single);
  await write('unjudged', unjudged);
  await write('assumed', assumed);
  await write('editors', editorsOnly);
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** As the command line does, with one item more in the dataset than are scored. */
async function write(name: string, scored: typeof ranked): Promise<void> {
  const items = [...scored, ...scored.slice(0, 1)].map(({ item }) => item);
  const dataset = { items, problems: [], notices: [] };
  const scores = { scored, unscored: [] };
  await writeResults(folder, name, {
    model: MODEL,
    dataset,
    preference: 'none',
    scores,
    pictures: NOTHING_CHECKED,
    devices: [],
  });
}

const file = (name: string) => join(folder, name);
const figure = (name: string) => page.getByRole('figure', { name });
const row = (name: string, label: string) =>
  figure(name)
    .getByRole('listitem')
    .filter({ has: page.getByText(label, { exact: true }) });

async function openSite(): Promise<void> {
  open = await browser.openPage('?model=#/benchmark');
  page = open.page;
}

async function dropResults(...names: string[]): Promise<void> {
  await drop(page, { files: await heldFiles(names.map(file)) });
}

async function saved(label: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: label }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

describe('the Benchmark page', () => {
  const report = datasetReport([...ranked, ...single]);
  beforeAll(openSite);
  afterAll(() => page.close());

  it('says what is wrong with files that it cannot show', async () => {
    await dropResults('small_accuracy.json');
    const alert = page.getByRole('alert');
    await alert.getByText('small_accuracy.json holds figures without their scores.').waitFor();
    const lines = (await readFile(file('small_scores.jsonl'), 'utf8')).split('\n');
    const damaged = [lines[0], lines[1]?.replace('"reward":0', '"reward":"x"')].join('\n');
    await drop(page, { files: [heldText('damaged.jsonl', damaged)] });
    await alert.getByText('damaged.jsonl, line 2: reward should be number and is "x".').waitFor();
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => alert.count()).toBe(0);
  });

  it('shows what the command line wrote: figures worked out by hand, with the intervals of the report', async () => {
    await dropResults('small_scores.jsonl', 'small_report.json', 'small_detailed_log.json', 'small_accuracy.json');
    await page
      .getByRole('heading', { name: 'small_scores.jsonl editreward-test (q8) · 11 of 12 items scored' })
      .waitFor();
    const { ranked: accuracy, pointwise } = report;
    const shares: [string, number, number, { low: number; high: number } | undefined][] = [
      ['Pairs, with ties', 7 / 9, 9, accuracy?.withTies.interval],
      ['Pairs, without ties', 6 / 8, 8, accuracy?.withoutTies.interval],
      ['Strict order of 2 edits', 2 / 3, 3, accuracy?.strict[0]?.interval],
      ['Strict order of 3 edits', 1 / 2, 2, accuracy?.strict[1]?.interval],
      ['Strict order, overall', 3 / 5, 5, accuracy?.strictOverall.interval],
    ];
    for (const [label, value, count, interval] of shares) {
      expect(interval).toBeDefined();
      await expect
        .poll(() => row('Agreement with people', label).innerText())
        .toContain(`${percentage(value, interval)} of ${count}`);
    }
    await expect
      .poll(() => row('Agreement with people', 'Pairs, with ties').innerText())
      .toContain('ε = 0.500 count as a tie. ε is tuned on this test set itself');
    const correlations: [string, number, { low: number; high: number } | undefined][] = [
      ['c', -0.5, pointwise?.models[0]?.interval],
      ['d', 1, pointwise?.models[1]?.interval],
      ['Plain mean of the models', 0.25, pointwise?.mean.interval],
      ['As the official code reports it', Math.tanh(0.25), undefined],
    ];
    for (const [label, value, interval] of correlations) {
      await expect
        .poll(() => row('Single scores, Spearman by editing model', label).innerText())
        .toContain(fraction(value, interval));
    }
  });

  it('ranks the editing models, by reward and by people', async () => {
    const [first] = report.leaderboards.byReward;
    const leader = await row('Editing models, by reward', 'a').innerText();
    expect(leader).toContain(`${fraction(first?.strength, first?.interval)}, 3 contests`);
    // Each won once by people, and once neither.
    await expect.poll(() => row('Editing models, by people', 'b').innerText()).toContain('0.000');
  });

  it('has each plot as a sentence and as a table, by keyboard', async () => {
    const names = [
      'Reliability of the chance that A is better than B',
      'Calibration of sigma',
      'Scores: Reward',
      'Scores: Instruction following',
      'Scores: Visual quality',
    ];
    for (const name of names)
      await expect.poll(() => figure(name).locator('figcaption').innerText()).toMatch(/\d.*\.$/);
    const reliability = figure('Reliability of the chance that A is better than B');
    await reliability.getByText('Table', { exact: true }).focus();
    await page.keyboard.press('Enter');
    const cells = await reliability.getByRole('table').getByRole('row').nth(1).innerText();
    const [bin] = report.ranked?.reliability.bins ?? [];
    expect(cells.split(/\s*\t\s*/)).toEqual([
      percentage(bin?.chance, undefined),
      percentage(bin?.outcome, bin?.interval),
      String(bin?.count),
    ]);
  });

  it('compares with published figures of the same suite and split alone', async () => {
    const published = figure('Agreement with people').getByText(/^published, 7B/);
    const suite = page.getByLabel('These are results of');
    expect(await published.count()).toBe(0);
    await suite.focus();
    await page.keyboard.type('AU'); // after a second a select takes the next letter for a new beginning
    await page.getByText('published, 7B: Qwen2.5-VL-7B 59.50%, MiMo-VL-7B 63.62%, random 33.43%').waitFor();
    await expect.poll(() => published.count()).toBe(1);
    await suite.selectOption('EditReward-Bench');
    await expect.poll(() => published.count()).toBe(0);
    await suite.selectOption('ImagenHub');
    const official = row('Single scores, Spearman by editing model', 'As the official code reports it');
    await expect.poll(() => official.innerText()).toContain('published, 7B: Qwen2.5-VL-7B 0.3618, MiMo-VL-7B 0.3520');
  });

  it('is saved as JSON and as Markdown', async () => {
    const json = await saved('Save as JSON');
    expect(json.name).toBe('small_benchmark.json');
    expect(JSON.parse(json.text)).toMatchObject(
      JSON.parse(JSON.stringify({ ...report, run: { model: MODEL, items: 12 } })),
    );
    const markdown = await saved('Save as Markdown');
    expect(markdown.name).toBe('small_benchmark.md');
    expect(markdown.text).toContain(
      `| Strict order, overall | ${percentage(3 / 5, report.ranked?.strictOverall.interval)} | 5 items |`,
    );
  });

  it.each([380, 1280])('fits %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    const figures = page.getByRole('figure');
    const boxes = await Promise.all((await figures.all()).map((one) => one.boundingBox()));
    for (const box of boxes) expect((box?.x ?? NaN) + (box?.width ?? NaN)).toBeLessThanOrEqual(width);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it('has nothing that axe finds', async () => {
    expect(await axeFindings(page)).toEqual([]);
  });

  it('says what single scores alone cannot show, and what a log cannot', async () => {
    await page.getByRole('button', { name: 'Other results' }).click();
    await page.getByLabel('Choose results').setInputFiles([file('single_scores.jsonl')]);
    await page.getByRole('heading', { name: 'single_scores.jsonl 6 items' }).waitFor();
    const main = page.getByRole('main');
    await main.getByText('People compared no edits in these results, so there is no order to agree with.').waitFor();
    expect(await main.innerText()).not.toMatch(/NaN|undefined/);
    await dropResults('small_detailed_log.json');
    await page.getByRole('heading', { name: 'small_detailed_log.json 5 items' }).waitFor();
    await expect.poll(() => row('Agreement with people', 'Strict order, overall').innerText()).toContain('60.0%');
    expect(await figure('Calibration of sigma').count()).toBe(0);
    await expect.poll(() => main.innerText()).toContain('hold rewards without their uncertainty');
    expect(await main.innerText()).not.toMatch(/NaN|undefined/);
    expect(open.errors).toEqual([]);
    expect(open.foreignRequests).toEqual([]);
  });
});

describe('results that nobody judged', () => {
  beforeAll(openSite);
  afterAll(() => page.close());

  it('have no figure, and the page says why', async () => {
    await dropResults('unjudged_scores.jsonl', 'unjudged_report.json');
    const main = page.getByRole('main');
    await main.getByText('Judgements by people: 0 understood, 2 absent, 1 not understood.').waitFor();
    const text = await main.innerText();
    expect(text).toContain('no order to agree with. 2 items hold no judgement and 1 one that was not understood.');
    expect(await figure('Agreement with people').count()).toBe(0);
    expect(text).toContain('No two named editing models met');
  });

  it('are named where the first edit was taken for the preferred one', async () => {
    await dropResults('assumed_scores.jsonl', 'assumed_report.json');
    await page
      .getByText('In 2 of 3 judged items nothing says which edit is better. The first one counts as preferred')
      .waitFor();
    await expect
      .poll(() => figure('Agreement with people').innerText())
      .toContain("the order that is taken for people's on 66.7%");
    await figure('Editing models, by people and, where nothing is said, the place of the edits').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect((await saved('Save as Markdown')).text).toContain('1 understood, 2 assumed. In 2 of 3 judged items nothing');
    expect(JSON.parse((await saved('Save as JSON')).text).judgements).toMatchObject({ understood: 1, assumed: 2 });
    await dropResults('assumed_detailed_log.json');
    await page.getByRole('heading', { name: 'assumed_detailed_log.json 3 items' }).waitFor();
    await page.getByText('Judgements by people: 1 understood, 2 assumed. In 2 of 3').waitFor();
  });

  it('of version 0.1 are not taken for judged', async () => {
    const lines = await readFile(file('assumed_scores.jsonl'), 'utf8');
    const old = heldText('old_scores.jsonl', lines.replaceAll(/"judgement":"\w+",/g, ''));
    await drop(page, { files: [old] });
    await page.getByText('Judgements by people: 1 understood, 2 of unknown origin.').waitFor();
    await figure('Editing models, by people, as far as is known').waitFor();
    expect(open.errors).toEqual([]);
  });
});

describe('editors whose edits nobody judged', () => {
  beforeAll(openSite);
  afterAll(() => page.close());

  it('are compared by reward, in words and in tables, and nothing is said of people', async () => {
    await dropResults('editors_scores.jsonl', 'editors_report.json');
    const section = page.getByRole('region', { name: 'Which editor is best', exact: true });
    await section.getByText('By reward, a is the best editor: it is better than each of the 2 others.').waitFor();
    await section.getByText('a beats b on 7 of 8 sources (88%, 95% interval 53% to 98%).').waitFor();
    await section.getByText('a beats c on 8 of 8 sources (100%, 95% interval 68% to 100%).').waitFor();
    const cells = async (name: string, index: number) =>
      (await section.getByRole('region', { name }).getByRole('row').nth(index).innerText()).split(/\s*\t\s*/);
    // Means 15/8, 9/8 and 0; wins of a on average over sources: (7 * 1 + 1 / 2) / 8.
    expect((await cells('Editors, by reward', 1)).slice(0, 3)).toEqual([
      'a',
      expect.stringMatching(/^1\.8[78] \(1\.58 to 2\.17\)$/),
      expect.stringMatching(/^93\.8% /),
    ]);
    expect(await cells('Wins of the editor of a row', 1)).toEqual(['a', '87.5%', '100.0%']);
    expect(await cells('Each two editors', 1)).toEqual(
      expect.arrayContaining(['a', 'b', '7 – 0 – 1', '87.5% (52.9 to 97.8)']),
    );
    await figure('Editing models, by reward').waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/[Pp]eople|[Jj]udge|[Aa]gree|compared|NaN|undefined/);
    expect((await saved('Save as Markdown')).text).not.toMatch(/[Pp]eople|[Jj]udge|[Aa]gree/);
    expect(JSON.parse((await saved('Save as JSON')).text).editors.pairs[0]).toMatchObject({ wins: 7, losses: 1 });
  });

  it.each([380, 1280])('fit %i pixels, and axe finds nothing', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await axeFindings(page)).toEqual([]);
    expect(open.errors).toEqual([]);
  });
});

describe('a batch of this browser', () => {
  it('is offered with its report, on the Batch page and on its own', async () => {
    open = await browser.openPage('#/batch');
    page = open.page;
    await offerFolder(page, 'my set', exampleDataset({ examples: 3 }));
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await page.getByRole('button', { name: /self-test passed/ }).waitFor();
    await page.getByRole('button', { name: /^Score \d+ edits$/ }).click();
    await page.getByText(/^12 of 12 edits scored/).waitFor();
    const heading = page.getByRole('heading', { name: /editreward-nano \(\w+\) · 3 items/ });
    await page.getByRole('button', { name: 'Report' }).click();
    await heading.waitFor();
    expect(new URL(page.url()).hash).toBe('#/benchmark');
    await page.getByRole('button', { name: 'Other results' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'editreward-nano' })
      .getByRole('button', { name: 'Report' })
      .click();
    await heading.waitFor();
    const strict = await row('Agreement with people', 'Strict order of 4 edits').innerText();
    expect(strict).toMatch(/\d+\.\d% \(\d+\.\d to \d+\.\d\) of 3/);
    expect(open.errors).toEqual([]);
    await page.close();
  });
});
