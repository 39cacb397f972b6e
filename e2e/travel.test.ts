import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { convertForTest, dataFolder } from '../src/testing/packages.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { serveFolder, type FolderServer } from './harness/folderServer.ts';
import { keptSessions, keptStage } from './harness/keptStage.ts';
import { copied } from './harness/copied.ts';

const image = (name: string) => join(dataFolder('tiny'), 'images', name);
const INSTRUCTION = 'Paint the roof <b>blue</b> & "keep" the sun';
const EDITS = ['house_blue_roof.png', 'house_no_sun.webp', 'house_gray.png'];

let browser: TestBrowser;
let modelFolder: string;
let scratch: string;
let packages: FolderServer;
let page: Page;

beforeAll(async () => {
  modelFolder = await convertForTest('tiny');
  scratch = await mkdtemp(join(tmpdir(), 'editreward-travel-'));
  packages = await serveFolder(modelFolder);
  browser = await launchBrowser(inject('siteUrl'));
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  page = await openScored();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([packages.close(), ...[modelFolder, scratch].map((path) => rm(path, { recursive: true }))]);
});

const field = (where = page) => where.getByRole('textbox', { name: 'Instruction' });
const cards = (where = page) => where.getByRole('list', { name: /Candidates/ }).getByRole('listitem');
const dialog = () => page.getByRole('dialog', { name: 'Share this comparison' });
const row = (name: string) => page.getByRole('listitem', { name });
const openHistory = () => page.getByRole('link', { name: 'History' }).click();
const verdict = () => page.locator('.verdict-line').innerText();

async function openScored(): Promise<Page> {
  const { page: opened } = await browser.openPage(`?device=wasm&model=${encodeURIComponent(packages.url)}`);
  await opened.getByRole('button', { name: /self-test passed/ }).waitFor();
  await opened.getByLabel('Choose the source').setInputFiles(image('house.png'));
  await opened.getByLabel('Choose candidates').setInputFiles(EDITS.map(image));
  await score(opened, INSTRUCTION, EDITS.length);
  return opened;
}

async function score(where: Page, instruction: string, count: number): Promise<void> {
  await cards(where)
    .nth(count - 1)
    .waitFor();
  await field(where).fill(instruction);
  await field(where).press('Enter');
  await where.getByText('Scores are for').waitFor({ state: 'detached' });
  await where.getByText('Not scored yet').waitFor({ state: 'detached' });
  await where.getByRole('region', { name: 'Verdict' }).waitFor();
}

async function saved(button: string): Promise<string> {
  const downloading = page.waitForEvent('download');
  await dialog().getByRole('button', { name: button }).click();
  const download = await downloading;
  const path = join(scratch, download.suggestedFilename());
  await download.saveAs(path);
  await dialog().getByText('Saved as').waitFor();
  return path;
}

describe('the threshold', () => {
  it('is there after a reload', async () => {
    await page.getByRole('button', { name: 'All chances' }).click();
    const slider = page.getByRole('slider', { name: 'Call one better from a chance of' });
    await slider.fill('51');
    // The comparison is to come back, too, with all its scores.
    await expect.poll(() => keptStage(page)).toEqual({ candidates: EDITS.length, scored: EDITS.length });
    await expect.poll(() => keptSessions(page)).toBe(1);
    await page.reload();
    await page.getByRole('button', { name: 'All chances' }).click();
    expect(await slider.inputValue()).toBe('51');
  });
});

describe('a comparison is shared', () => {
  beforeAll(() => page.getByRole('button', { name: 'Share' }).click());
  afterAll(() => page.keyboard.press('Escape'));

  it('in a dialog in which axe finds nothing', async () => {
    await dialog().waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('as a page that opens from the disk, with its pictures, and without a script', async () => {
    const path = await saved('Save web page');
    expect(path).toContain('editreward-paint-the-roof-b-blue-b.html');
    const { page: shared, errors } = await browser.openPage(pathToFileURL(path).href);
    expect(await shared.getByRole('heading', { level: 1 }).innerText()).toBe(await verdict());
    expect(await shared.locator('.instruction').innerText()).toContain(INSTRUCTION);
    const widths = await shared
      .locator('img')
      .evaluateAll((all) => all.map((img) => (img as HTMLImageElement).naturalWidth));
    expect(widths).toHaveLength(1 + EDITS.length);
    expect(Math.min(...widths)).toBeGreaterThan(0);
    for (const name of ['house.png', ...EDITS]) await shared.getByText(name, { exact: true }).first().waitFor();
    expect(await shared.getByRole('group', { name: 'Chances' }).getByRole('cell').count()).toBe(10);
    await shared.getByText(/tiny fp32/).waitFor();
    const digests = await shared.getByRole('group', { name: 'Files' }).locator('code').allInnerTexts();
    expect(digests).toEqual(Array(4).fill(expect.stringMatching(/^[0-9a-f]{64}$/)));
    expect(await axeFindings(shared)).toEqual([]);
    expect(errors).toEqual([]);
    await shared.close();
  });

  it('as a picture, as a table, and as text', async () => {
    const { width, height, channels } = await sharp(await saved('Save picture')).metadata();
    expect([width, channels]).toEqual([1600, 4]);
    expect(height).toBeGreaterThan(500);
    const lines = (await readFile(await saved('Save CSV'), 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(
      /^\u{feff}rank,file,reward,sigma,log_sigma,chance_better_than_next,chance_better_than_best/u,
    );
    expect(lines).toHaveLength(1 + EDITS.length);
    const text = await copied(page, dialog().getByRole('button', { name: 'Copy as text' }));
    await dialog().getByText('is copied.').waitFor();
    expect(text).toContain(await verdict());
    expect(text).toContain(`Instruction: ${INSTRUCTION}`);
    expect(text).toMatch(/Package: SHA-256 [0-9a-f]{64}/);
  });

  it('as a link, which restores the settings and sets own work aside', async () => {
    const link = await copied(page, dialog().getByRole('button', { name: 'Copy link' }));
    expect(new URL(link).searchParams.get('model')).toBe(packages.url);
    const { page: other } = await browser.openPage(link);
    await expect.poll(() => field(other).inputValue()).toBe(INSTRUCTION);
    await other.getByRole('button', { name: /tiny fp32/ }).waitFor();
    expect(await cards(other).count()).toBe(0);
    expect(other.url()).not.toContain('instruction');
    await other.close();
  });
});

describe('the history', () => {
  it('holds finished comparisons, in which one can search', async () => {
    await page.getByRole('button', { name: /self-test passed/ }).waitFor();
    await page.getByLabel('Add candidates').setInputFiles(image('house_dusk.jpg'));
    await score(page, 'Make it evening', EDITS.length + 1);
    await openHistory();
    await row('Make it evening').waitFor();
    await page.getByText('2 comparisons', { exact: true }).waitFor();
    await expect.poll(() => row(INSTRUCTION).locator('img').count()).toBe(4);
    expect(await axeFindings(page)).toEqual([]);
    const search = page.getByRole('searchbox');
    await search.fill('DUSK evening');
    await row(INSTRUCTION).waitFor({ state: 'detached' });
    await page.getByText('1 of 2').waitFor();
    await search.fill('roof');
    await row(INSTRUCTION).waitFor();
    await search.fill('no such thing');
    await page.getByText('Nothing is found.').waitFor();
    await search.fill('');
  });

  it('opens one again, with its scores, and gives back what was on the page', async () => {
    await row(INSTRUCTION).getByRole('button', { name: 'Open' }).click();
    await expect.poll(() => field().inputValue()).toBe(INSTRUCTION);
    await expect.poll(() => cards().allInnerTexts()).toEqual(Array(EDITS.length).fill(expect.stringContaining('±')));
    expect(await page.getByText('Scores are for').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo opening another comparison' }).click();
    await expect.poll(() => field().inputValue()).toBe('Make it evening');
    await expect.poll(() => cards().count()).toBe(EDITS.length + 1);
  });

  it('deletes one, in all tabs, and all', async () => {
    await openHistory();
    const { page: other } = await browser.openPage('?model=#/history');
    await other.getByRole('listitem', { name: INSTRUCTION }).waitFor();
    await row(INSTRUCTION)
      .getByRole('button', { name: /^Delete/ })
      .click();
    await row(INSTRUCTION).getByRole('button', { name: 'Delete it' }).click();
    await row(INSTRUCTION).waitFor({ state: 'detached' });
    await other.getByRole('listitem', { name: INSTRUCTION }).waitFor({ state: 'detached' });
    await other.close();
    await page.getByRole('button', { name: 'Delete all' }).click();
    await page.getByRole('button', { name: 'Delete 1 comparison' }).click();
    await page.getByText('Nothing yet').waitFor();
    await page.reload();
    await page.getByText('Nothing yet').waitFor();
  });

  it('says so where the browser keeps nothing', async () => {
    const { page: without } = await browser.openPage('?model=');
    await without.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        value: {
          open: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        },
      });
    });
    await without.reload();
    await without.getByRole('link', { name: 'History' }).click();
    expect(await without.getByRole('alert').innerText()).toContain(
      'This browser keeps no comparisons for this site (denied).',
    );
    await without.close();
  });
});
