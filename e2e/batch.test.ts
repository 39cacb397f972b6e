import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { exampleDataset } from './harness/exampleDataset.ts';
import { offerFolder, type OfferedFile } from './harness/offeredFolder.ts';
import { drop } from './harness/drop.ts';

const fixture = (name: string) => resolve('src/formats/dataset/fixtures', name);

/** A row without edits, and a pair of which one image is missing. */
const BAD_ROWS = [
  { prompt: 'no edits', path_src: 'images/recolor/source.png' },
  {
    prompt: 'one is missing',
    path_src: 'images/recolor/source.png',
    path1: 'images/recolor/done.png',
    path2: 'images/gone.png',
  },
];

let browser: TestBrowser;
let open: OpenPage;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
});
afterAll(() => browser.close());

async function openSite(path: string): Promise<void> {
  open = await browser.openPage(path);
  page = open.page;
}

/** In the page: which edits are preferred, as the browser keeps it for each dataset. */
function keptChoices(): Promise<unknown[]> {
  return new Promise((answer) => {
    const opening = indexedDB.open('editreward-batches');
    opening.addEventListener('success', () => {
      const kept = opening.result.transaction('datasets').objectStore('datasets').getAll();
      kept.addEventListener('success', () => {
        opening.result.close();
        answer(kept.result.map((dataset: { preference?: string }) => dataset.preference));
      });
    });
  });
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const grid = () => page.getByRole('grid', { name: 'Edits' });
const modelReady = () => button(/self-test passed/).waitFor();

/** Edits of the run under way. */
const scoredSoFar = async () => Number(await page.getByLabel('Scoring the batch').getAttribute('value'));

/**
 * When the first edit is scored: presses a button, or loads the page anew where none is named. Within the page, which may
 * score all the others while a test's question and answer are under way; to be called before the run begins.
 */
async function atFirstScore(label?: string): Promise<void> {
  await page.evaluate(async (pressed) => {
    // Not by frames: a browser that draws none for a second has scored all by then.
    await new Promise<void>((answer) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector('[aria-label="Scoring the batch"]:not([value="0"])[value]')) return;
        observer.disconnect();
        answer();
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    if (pressed === undefined) setTimeout(() => location.reload());
    else [...document.querySelectorAll('button')].find(({ textContent }) => textContent === pressed)?.click();
  }, label);
}

async function chooseFolder(name: string, files: readonly OfferedFile[]): Promise<void> {
  await offerFolder(page, name, files);
  await button('Choose a folder').click();
  await grid().waitFor();
}

async function exported(label: string): Promise<{ name: string; text: string }> {
  await page.getByLabel('Format of the results').selectOption({ label });
  const [download]: [Download, void] = await Promise.all([page.waitForEvent('download'), button('Export').click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

interface ExportedEdit {
  readonly line: number;
  readonly candidate: number;
  readonly edited: string;
  readonly reward?: number;
  readonly judgement?: string;
  readonly error?: string;
}

async function exportedEdits(): Promise<ExportedEdit[]> {
  return JSON.parse((await exported('JSON')).text).edits;
}

/** By line and file. */
const rewardsByFile = async () =>
  Object.fromEntries((await exportedEdits()).map(({ line, edited, reward }) => [`${line} ${edited}`, reward]));

describe('the Batch page', () => {
  beforeAll(() => openSite('#/batch'));
  afterAll(() => page.close());

  it('shows what was understood, and each row and image that was not', async () => {
    await chooseFolder('my set', exampleDataset({ extraRows: BAD_ROWS }));
    await page.getByText('7 items: 1 pair, 6 sets of 4 edits; 6 sources.').waitFor();
    await page.getByText('1 row not understood').click();
    await page.getByText(/^Line \d+: The row names no edited image/).waitFor();
    await page.getByText('1 image missing').click();
    await page.getByText('images/gone.png', { exact: true }).waitFor();
    await expect.poll(() => grid().locator('canvas').first().getAttribute('height')).toBe('80');
    expect(await axeFindings(page)).toEqual([]);
  });

  it('scores all of it, one request for the edits of a source, and lists what failed', async () => {
    await modelReady();
    await button('Score 26 edits').click();
    await page.getByText(/^25 of 26 edits scored by editreward-nano .+, 1 failed\.$/).waitFor();
    await page.getByText('1 edit failed').click();
    await page.getByText(/^Line \d+: images\/gone\.png is not in my set/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('scores what failed once more, when the reason is gone', async () => {
    const gone = await readFile(resolve('public/examples/recolor/nothing-done.png'));
    await offerFolder(page, 'my set', [{ path: 'images/gone.png', bytes: gone }]);
    await button('Close').click();
    await button('Choose a folder').click();
    await button('Try 1 failed edit again').click();
    await page.getByText(/^26 of 26 edits scored/).waitFor();
  });

  it('is sorted, filtered, grouped and walked by keyboard, up to the pair', async () => {
    await page.getByRole('columnheader', { name: 'Reward' }).getByRole('button').click();
    const rewards = async () => {
      const rows = await grid().getByRole('row').allInnerTexts();
      return rows.slice(1).map((text) => Number(/(\S+) ±/.exec(text)?.[1]?.replace('−', '-')));
    };
    await expect.poll(async () => (await rewards())[0]).toBeGreaterThan(1);
    const shown = await rewards();
    expect(shown).toEqual(shown.toSorted((a, b) => b - a));

    await page.getByLabel('Filter by text').fill('RECOLOR blue');
    await page.getByText('4 of 26 edits').waitFor();
    await page.getByLabel('Group').selectOption('By instruction');
    await grid().getByText('Make the red circle blue 4').waitFor();
    expect(await axeFindings(page)).toEqual([]);

    await grid().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img', { name: /^Candidate: / }).waitFor();
    const first = await dialog.getByRole('heading').innerText();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => dialog.getByRole('heading').innerText()).not.toBe(first);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('exports every format, with the raw numbers', async () => {
    const csv = await exported('CSV');
    expect(csv.name).toBe('labels_scores.csv');
    expect(csv.text.trimEnd().split('\r\n')).toHaveLength(1 + 26);
    expect(csv.text).toContain('instruction_following_log_sigma');
    const edits = await exportedEdits();
    expect(edits.filter(({ reward }) => reward !== undefined)).toHaveLength(26);
    const lines = await exported('JSON lines');
    expect(lines.text.trimEnd().split('\n')).toHaveLength(26);
    const accuracy = JSON.parse((await exported('Official accuracy')).text);
    expect(accuracy['4pair']).toMatchObject({ strict_total_samples: 6 });
    expect(accuracy.overall.total_pair_count).toBe(6 * 6);
    const log = JSON.parse((await exported('Official detailed log')).text);
    expect(log).toHaveLength(6);
    expect(log[0].model_outputs.map((one: { path: string }) => one.path)).toContain('images/recolor/done.png');
  });

  it('takes the first edit of the pair that says nothing for the preferred one only when told so, and names it', async () => {
    const question = page.getByRole('group', {
      name: /^1 pair does not say which edit is better \(6 do\)/,
    });
    await expect.poll(() => question.getByLabel('Nobody said').isChecked()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel("The first edit, as in EditReward's training files").check();
    await page.getByText(/^1 pair does not say which edit is better \(6 do\)\. In it the first edit counts/).waitFor();
    const accuracy = JSON.parse((await exported('Official accuracy')).text);
    expect(accuracy.overall.total_pair_count).toBe(6 * 6 + 1);
    expect(accuracy.judgements).toMatchObject({ understood: 6, assumed: 1 });
    const log = JSON.parse((await exported('Official detailed log')).text);
    expect(log[0]).toMatchObject({ ground_truth: 'A>B', judgement: 'assumed' });
    expect((await exported('CSV')).text.match(/,assumed,\r\n/g)).toHaveLength(2);
    expect((await exportedEdits()).filter(({ judgement }) => judgement === 'assumed')).toHaveLength(2);
    await button('Report').click();
    await page
      .getByText('Judgements by people: 6 understood, 1 assumed. In 1 of 7 judged items nothing says')
      .waitFor();
    await page.getByRole('link', { name: 'Batch' }).click();
    await page.getByLabel('Nobody said').check();
    await page.getByText('1 pair does not say which edit is better (6 do), so no figure counts it.').waitFor();
    await button('Report').click();
    await page.getByText('Judgements by people: 6 understood, 1 absent.').waitFor();
    await page.getByRole('link', { name: 'Batch' }).click();
    await page.getByLabel("The first edit, as in EditReward's training files").check();
  });

  it('keeps the results for the next visit, also without its folder', async () => {
    expect(open.errors).toEqual([]);
    await expect.poll(() => page.evaluate(keptChoices)).toEqual(['path1']);
    await page.close();
    await openSite('?model=#/batch');
    const kept = page.getByRole('listitem', { name: 'labels.json, editreward-nano' });
    await expect.poll(() => kept.innerText()).toContain('7 items, 26 edits · done');
    expect(await axeFindings(page)).toEqual([]);
    await kept.getByRole('button', { name: 'Open' }).click();
    await page.getByText(/^26 of 26 edits scored/).waitFor();
    await expect
      .poll(() => page.getByLabel("The first edit, as in EditReward's training files").isChecked())
      .toBe(true);
    await button('Close').click();
    await kept.getByRole('button', { name: 'Delete' }).click();
    await button('Delete its results').click();
    await kept.waitFor({ state: 'detached' });
  });
});

describe('a batch whose pictures change', () => {
  const files = exampleDataset({ examples: 2 });
  const [first, second] = ['images/recolor/done.png', 'images/recolor/nothing-done.png'];
  const bytesOf = (path: string) => files.find((file) => file.path === path)?.bytes ?? new Uint8Array();
  beforeAll(() => openSite('#/batch'));
  afterAll(() => page.close());

  it('between two openings shows no score beside another picture, scores those again and says so', async () => {
    await chooseFolder('swapped', files);
    await modelReady();
    await button('Score 8 edits').click();
    await page.getByText(/^8 of 8 edits scored/).waitFor();
    const before = await rewardsByFile();
    const [firstKey = '', secondKey = ''] = [first, second].map((path) =>
      Object.keys(before).find((key) => key.endsWith(path)),
    );
    expect(before[firstKey]).not.toBe(before[secondKey]);

    await button('Close').click();
    await chooseFolder('swapped', [
      { path: first, bytes: bytesOf(second) },
      { path: second, bytes: bytesOf(first) },
    ]);
    await page.getByText('2 edits are scored again: their pictures have changed.').waitFor();
    await page.getByText(/^6 of 8 edits scored/).waitFor();
    expect(await rewardsByFile()).toMatchObject({ [firstKey]: undefined, [secondKey]: undefined });
    expect(await axeFindings(page)).toEqual([]);

    await button('Go on: 2 edits').click();
    await page.getByText(/^8 of 8 edits scored/).waitFor();
    const after = await rewardsByFile();
    expect(after[firstKey]).toBe(before[secondKey]);
    expect(after[secondKey]).toBe(before[firstKey]);
    expect(after).toMatchObject(
      Object.fromEntries(Object.entries(before).filter(([key]) => key !== firstKey && key !== secondKey)),
    );
  });

  it('to one that is gone keeps its score and says that it cannot be checked', async () => {
    await button('Close').click();
    await page.evaluate(async () => {
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('swapped');
      const images = await root.getDirectoryHandle('images');
      await (await images.getDirectoryHandle('recolor')).removeEntry('done.png');
    });
    await button('Choose a folder').click();
    await page.getByText('1 edit keeps its score. The pictures are not there now').waitFor();
    await page.getByText(/^8 of 8 edits scored/).waitFor();
    expect(open.errors).toEqual([]);
  });
});

describe('every format', () => {
  beforeEach(() => openSite('?model=#/batch'));
  afterEach(() => page.close());

  it.each([
    ['pairwise.json', '2 items: 2 pairs', '2 rows not understood'],
    ['pairwise.jsonl', '2 items: 2 pairs', '2 rows not understood'],
    ['pairwise.csv', '2 items: 2 pairs', '2 rows not understood'],
    ['k-way.json', '6 items: 3 pairs, 2 sets of 3 edits, 1 set of 4 edits', '2 judgements not understood'],
    ['pointwise.json', '3 items: 3 single edits', '1 judgement not understood'],
    ['bench.parquet', '7 items: 5 pairs, 2 sets of 3 edits', '2 notices about rows that are used'],
    ['data-gzip.parquet', 'images inside the file', '3 judgements not understood'],
    ['data-zstd.parquet', 'images inside the file', '3 judgements not understood'],
  ])('%s is read', async (name, understood, troubles) => {
    await page.getByLabel('Choose files').setInputFiles(fixture(name));
    await page.getByText(understood).waitFor();
    if (troubles !== undefined) await page.getByText(troubles).waitFor();
    if (name.endsWith('.parquet')) {
      await expect.poll(() => grid().locator('canvas').first().getAttribute('height')).toBe('80');
    }
    expect(open.errors).toEqual([]);
  });

  it('and a folder without any is refused with what is needed', async () => {
    await offerFolder(page, 'photos', [{ path: 'a.png', bytes: new Uint8Array() }]);
    await page.getByRole('region', { name: 'Open a dataset' }).getByRole('button', { name: 'Choose a folder' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('photos holds no dataset');
  });
});

describe('a batch that is stopped', () => {
  beforeEach(() => openSite('#/batch'));
  afterEach(() => page.close());

  it('by a pause goes on where it was, and by a reload goes on by itself, each edit once', async () => {
    await chooseFolder('stopped', exampleDataset({ examples: 3, repeats: 10 }));
    await modelReady();
    await Promise.all([atFirstScore('Pause'), button('Score 120 edits').click()]);
    const paused = page.getByText(/^Paused: \d+ of 120 edits scored/);
    await paused.waitFor();
    const before = Number(/\d+/.exec(await paused.innerText())?.[0]);
    expect(before).toBeLessThan(120);
    expect(await axeFindings(page)).toEqual([]);

    const loadedAnew = page.waitForEvent('load');
    await Promise.all([atFirstScore(), button(`Go on: ${120 - before} edits`).click()]);
    await loadedAnew;
    await page.getByText(/^120 of 120 edits scored/).waitFor();
    const edits = await exportedEdits();
    expect(new Set(edits.map(({ line, candidate }) => `${line}/${candidate}`)).size).toBe(120);
    expect(edits.every(({ reward }) => reward !== undefined)).toBe(true);
  });

  it('by a cancel keeps what is scored; meanwhile a second tab leaves it alone', async () => {
    await chooseFolder('cancelled', exampleDataset({ repeats: 120 }));
    await modelReady();
    await button('Score 2,880 edits').click();
    await expect.poll(scoredSoFar).toBeGreaterThan(0);

    const second = await browser.openPage('#/batch');
    await second.page.getByText('Another tab is scoring labels.json').waitFor();
    expect(await axeFindings(second.page)).toEqual([]);
    await second.page.close();

    await button('Cancel').click();
    await page.getByText(/^Cancelled: [\d,]+ of 2,880 edits scored/).waitFor();
    await button(/^Go on: [\d,]+ edits/).waitFor();
  });
});

describe('a drop on the Score page', () => {
  it('of a dataset with its images leads to Batch', async () => {
    await openSite('?model=');
    const files = exampleDataset()
      .filter(({ path }) => path === 'labels.json' || path.includes('recolor'))
      .map(({ path, bytes }) => ({
        name: path.split('/').at(-1) ?? '',
        base64: Buffer.from(bytes).toString('base64'),
      }));
    await drop(page, { files });
    await page.getByText('6 items: 6 sets of 4 edits').waitFor();
    expect(new URL(page.url()).hash).toBe('#/batch');
    await page.close();
  });
});
