import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { offerFolder, type OfferedFile } from './harness/offeredFolder.ts';

const EXAMPLES = resolve('public/examples');
const EDITORS = ['flux', 'omni'];
const IDS = ['recolor', 'remove', 'add'];

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

const button = (name: string | RegExp) => page.getByRole('button', { name });
const dialog = () => page.getByRole('dialog', { name: 'Which column is what?' });
const roleOf = (column: string) => dialog().getByLabel(`What ${column} is`);

/** A table none of whose columns is known, with its pictures: six edits of three sources. */
async function unknownTable(name: string): Promise<OfferedFile[]> {
  const rows = IDS.flatMap((id) =>
    EDITORS.map((editor) => [id, `vorher/${id}.png`, `${editor}/${id}.png`, editor, `Mach ${id} neu`].join(';')),
  );
  const table = ['nr;vorher;nachher;werkzeug;auftrag', ...rows].join('\n');
  const pictures = IDS.flatMap((id) => [
    { path: `vorher/${id}.png`, from: `${id}/source.png` },
    { path: `flux/${id}.png`, from: `${id}/done.png` },
    { path: `omni/${id}.png`, from: `${id}/nothing-done.png` },
  ]);
  const images = pictures.map(async ({ path, from }) => ({ path, bytes: await readFile(resolve(EXAMPLES, from)) }));
  return [{ path: name, bytes: Buffer.from(table) }, ...(await Promise.all(images))];
}

async function chooseFolder(name: string, files: readonly OfferedFile[]): Promise<void> {
  await offerFolder(page, name, files);
  await page.getByRole('region', { name: 'Open a dataset' }).getByRole('button', { name: 'Choose a folder' }).click();
}

describe('a table of which no column is known', () => {
  beforeAll(() => openSite('?model=#/batch'));
  afterAll(() => page.close());

  it('opens a form with a guess, and the first rows with their pictures', async () => {
    await chooseFolder('set', await unknownTable('edits.csv'));
    await dialog().waitFor();
    const roles = ['nr', 'vorher', 'nachher', 'werkzeug', 'auftrag'].map((column) => roleOf(column).inputValue());
    expect(await Promise.all(roles)).toEqual(['none', 'source', 'edited', 'editor', 'instruction']);
    await expect.poll(() => dialog().locator('img').count()).toBe(2 * 5);
    expect(await dialog().getByRole('img').count()).toBe(0); // they are named beneath
    expect(await axeFindings(page)).toEqual([]);
  });

  it('says what is missing, and reads what the user says', async () => {
    await roleOf('auftrag').selectOption('Not read');
    await dialog().getByText('No column is the instruction.').waitFor();
    await expect.poll(() => button('Use these columns').isDisabled()).toBe(true);
    await roleOf('auftrag').selectOption('Instruction or prompt');
    await button('Use these columns').click();
    await page.getByText('6 items: 6 single edits; 3 sources.').waitFor();
    await dialog().waitFor({ state: 'detached' });
    expect(await page.getByText('image missing').count()).toBe(0);
  });

  it('is read so at once the next time, and asked about again when one wants to', async () => {
    await button('Close').click();
    await chooseFolder('set', await unknownTable('others.csv'));
    await page.getByText('6 items: 6 single edits; 3 sources.').waitFor();
    expect(await dialog().count()).toBe(0);
    await button('Columns…').click();
    await expect.poll(() => roleOf('werkzeug').inputValue()).toBe('editor');
    await button('Cancel').click();
    await dialog().waitFor({ state: 'detached' });
    expect(open.errors).toEqual([]);
  });
});

describe('the example of three editors', () => {
  beforeAll(() => openSite('#/batch'));
  afterAll(() => page.close());

  it('is opened and scored with one click, and compared by reward', async () => {
    await button(/self-test passed/).waitFor();
    await expect.poll(() => page.locator('.example-sheet img').count()).toBe(3 * 4);
    expect(await axeFindings(page)).toEqual([]);
    await button('Score this example').click();
    await page.getByText('6 items: 6 sets of 3 edits; 6 sources.').waitFor();
    await page.getByText(/^18 of 18 edits scored by editreward-nano/).waitFor();
    await button('Report').click();
    await page.getByText('By reward, Atelier is first').waitFor();
    expect(open.errors).toEqual([]);
  });

  it('is a report on the Benchmark page, with no model', async () => {
    await page.close();
    await openSite('?model=#/benchmark');
    await button('Show an example').click();
    await page.getByText('By reward, Atelier is first').waitFor();
    await page.getByText('Judgements by people: 4 understood, 2 absent.').waitFor();
    expect(open.errors).toEqual([]);
  });

  it('has a template of each layout beside it', async () => {
    await page.getByRole('link', { name: 'Batch' }).click();
    await page.getByText('Which files?').click();
    const [download] = await Promise.all([page.waitForEvent('download'), button('Pairs (CSV)').click()]);
    expect(download.suggestedFilename()).toBe('pairs.csv');
    expect(await readFile(await download.path(), 'utf8')).toContain(
      'source,instruction,path1,path2,model1,model2,ranking',
    );
  });
});
