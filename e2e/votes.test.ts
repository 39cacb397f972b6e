/** Votes that come before the model's view: by keys and by fingers, what is hidden meanwhile, and what is kept. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { fingersOn } from './harness/fingers.ts';
import { keptStage } from './harness/keptStage.ts';
import { smallTargets } from './harness/smallTargets.ts';
import { tabTo } from './harness/tabTo.ts';

const FOLDER = 'public/examples/recolor';
const EDITS = ['done-but-blurred.png', 'done.png', 'wrong-color.png'].map((name) => `${FOLDER}/${name}`);
/** Three edits make so many pairs. */
const PAIRS = 3;

let browser: TestBrowser;
let open: OpenPage;
let page: Page;

const dialog = () => page.getByRole('dialog', { name: 'Blind vote' });
const progress = () => dialog().locator('p[role=status]');
const agreement = () => dialog().getByText(/The model agrees with you on/);
const verdict = () => page.getByRole('region', { name: 'Verdict' });

async function openWithEdits(): Promise<void> {
  open = await browser.openPage();
  page = open.page;
  await page.getByRole('button', { name: /self-test passed/ }).waitFor();
  await page.getByLabel('Choose the source').setInputFiles(`${FOLDER}/source.png`);
  await page.getByLabel('Choose candidates').setInputFiles(EDITS);
  await page.getByRole('textbox', { name: 'Instruction' }).fill('Make the red circle blue');
}

/** Everything that the page says, to the eye or the ear, also behind the dialog. */
const saysScores = async () => /±|best \(|Too close|Demo only/.test((await page.textContent('body')) ?? '');

describe('voting first', () => {
  beforeAll(async () => {
    browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    expect(open.errors).toEqual([]);
    await page.close();
  });

  it('goes by keys alone, and shows nothing of the model before; then how often it agrees', async () => {
    await openWithEdits();
    await tabTo(page, page.getByRole('button', { name: 'Vote first' }));
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    await expect.poll(() => progress().innerText()).toBe(`Pair 1 of ${PAIRS}: which one is better?`);
    expect(await axeFindings(page)).toEqual([]);
    // The scores are there, and nothing on the page tells.
    await expect.poll(async () => (await keptStage(page)).scored).toBe(EDITS.length);
    expect(await saysScores()).toBe(false);
    expect(await dialog().innerText()).not.toContain('.png');

    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => progress().innerText()).toContain('Pair 2');
    await page.keyboard.press('Backspace');
    await expect.poll(() => progress().innerText()).toContain('Pair 1');
    // A button that is disabled under the pointer takes no keys with it.
    await page.keyboard.press('ArrowLeft');
    await dialog().getByRole('button', { name: 'Back', exact: true }).click();
    for (const key of ['ArrowLeft', 'ArrowRight', 't']) await page.keyboard.press(key);
    await expect.poll(() => progress().innerText()).toBe(`You have voted on ${PAIRS} pairs.`);
    await page.keyboard.press('Enter');
    await agreement().waitFor();
    expect(await agreement().innerText()).toMatch(
      /^The model agrees with you on [012] of 2 pairs: \d+\.\d% \(95% interval [\d.]+ to [\d.]+\)\. You tied 1 pair/,
    );
    expect(await dialog().getByRole('row').allInnerTexts()).toHaveLength(1 + PAIRS);
    expect(await axeFindings(page)).toEqual([]);
    await dialog().getByText('3 votes, with their pictures, are kept').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    await verdict().waitFor();
    expect(await saysScores()).toBe(true);
  });

  it('keeps votes for other visits, and gives them as a dataset that Batch reads', async () => {
    await openWithEdits();
    await page.getByRole('button', { name: 'Vote first' }).click();
    await dialog().getByText('3 votes, with their pictures').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog().getByRole('button', { name: 'Download 3 votes' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('editreward-votes.zip');
    const zip = await readFile(await download.path());
    // Pictures are stored as they are.
    expect(zip.includes(await readFile(EDITS[0] ?? ''))).toBe(true);
    expect(zip.toString('latin1').match(/"ranking":"A[=>]B"|"ranking":"B>A"/g)).toHaveLength(PAIRS);
    await dialog().getByRole('button', { name: 'Delete votes' }).click();
    await dialog().getByRole('button', { name: 'Delete all votes for good' }).click();
    await dialog().getByText('are kept on this device').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await verdict().waitFor();
    // Their scores have been shown by now.
    await page.getByRole('button', { name: 'Vote first' }).click();
    await dialog().getByText('so this is no blind vote').waitFor();
    expect(await saysScores()).toBe(false);
  });
});

describe('voting first on a phone', () => {
  beforeAll(async () => {
    browser = await launchBrowser(inject('siteUrl'), { webgpu: false, phone: true });
  });
  afterAll(() => browser.close());
  afterEach(() => page.close());

  it('ranks a whole set by fingers alone, with a tie', async () => {
    await openWithEdits();
    const fingers = await fingersOn(page);
    await fingers.tap(page.getByRole('button', { name: 'Vote first' }));
    await dialog().waitFor();
    expect(await smallTargets(dialog())).toEqual([]);
    await fingers.tap(dialog().getByRole('button', { name: 'Left', exact: true }));
    await expect.poll(() => progress().innerText()).toContain('Pair 2');
    await fingers.tap(dialog().getByRole('button', { name: 'All at once instead' }));
    await expect.poll(() => progress().innerText()).toBe('Which picture is the best?');
    expect(await smallTargets(dialog())).toEqual([]);
    await fingers.tap(dialog().getByRole('button', { name: 'Choose picture 2' }));
    await fingers.tap(dialog().getByRole('button', { name: 'Next one ties' }));
    await fingers.tap(dialog().getByRole('button', { name: 'Choose picture 3' }));
    await fingers.tap(dialog().getByRole('button', { name: 'Choose picture 1' }));
    await expect.poll(async () => (await keptStage(page)).scored).toBe(EDITS.length);
    expect(await saysScores()).toBe(false);
    await fingers.tap(dialog().getByRole('button', { name: 'See the model’s view' }));
    await agreement().waitFor();
    const ranks = await dialog().getByRole('row').locator('td:first-of-type').allInnerTexts();
    expect(ranks.toSorted()).toEqual(['1', '1', '3']);
    expect(await smallTargets(dialog())).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
