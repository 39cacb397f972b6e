import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';

/** More presses than any page has places to stop at. */
const MAX_TABS = 150;

let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  page = (await browser.openPage()).page;
  await modelReady();
});
afterAll(() => browser.close());

const modelReady = () => page.getByRole('button', { name: /self-test passed/ }).waitFor();
const pageLink = (name: string) =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true });
const dialog = () => page.getByRole('dialog');

describe('axe finds nothing on', () => {
  it('the Score page, empty', async () => {
    expect(await axeFindings(page)).toEqual([]);
  });

  it('the Score page with scores', async () => {
    await page
      .getByRole('button', { name: /^Example: / })
      .first()
      .click();
    await page.getByRole('region', { name: 'Verdict' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('the comparison of a candidate with its source', async () => {
    await page
      .getByRole('button', { name: /^Compare / })
      .first()
      .click();
    await dialog().waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it.each(['Slider', 'Blink', 'Difference', 'All'])('the comparison, in its mode %s', async (mode) => {
    await dialog().getByRole('radio', { name: mode, exact: true }).check();
    expect(await axeFindings(page)).toEqual([]);
  });

  it("the comparison's shortcuts", async () => {
    await dialog().getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await dialog().getByLabel('Keyboard shortcuts').last().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('all chances, and what the numbers mean', async () => {
    // Where the shortcuts took the first press, the dialog needs one more.
    if (await dialog().isVisible()) await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'All chances' }).click();
    await page.getByText('What the numbers mean').click();
    await page.getByRole('heading', { name: 'Among 600 drawn edits' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('a photo that the camera rotated', async () => {
    const turned = await sharp({ create: { width: 48, height: 32, channels: 3, background: '#346' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const file = { name: 'turned.jpg', mimeType: 'image/jpeg', buffer: turned };
    await page.getByLabel('Add candidates').setInputFiles(file);
    await page.getByText('turned.jpg was taken with the camera rotated').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove turned.jpg' }).click();
  });

  it('the Score page with files that were not taken', async () => {
    await page.getByLabel('Add candidates').setInputFiles(resolve('LICENSE'));
    await page.getByRole('alert').filter({ hasText: 'LICENSE' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it("the model's particulars", async () => {
    await page.getByRole('button', { name: /^Model:/ }).click();
    await dialog().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('every other page', async () => {
    const names = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts();
    expect(names).toContain('Models');
    for (const name of names.filter((one) => one !== 'Score')) {
      await pageLink(name).click();
      await expect.poll(() => pageLink(name).getAttribute('aria-current')).toBe('page');
      await page.getByRole('main').waitFor();
      expect([name, ...(await axeFindings(page))]).toEqual([name]);
    }
  });

  it('the Models page with every way to add one open, and an error', async () => {
    await pageLink('Models').click();
    await page.getByText('Another checkpoint, package or folder').click();
    await page.getByText('Download a package', { exact: true }).click();
    await page.getByLabel('Address, or repository').fill('no such place');
    await page.getByRole('button', { name: 'Look' }).click();
    // What was not taken on the Score page is an alert here too.
    await page.getByRole('alert').filter({ hasText: 'manifest.json' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});

/** Presses Tab until `isThere`; `what` names it for the failure. */
async function tabUntil(what: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < MAX_TABS; presses++) {
    await page.keyboard.press('Tab');
    if (await isThere()) return;
  }
  throw new Error(`${MAX_TABS} presses of Tab did not reach ${what}.`);
}

const tabTo = (name: RegExp) => tabUntil(String(name), async () => name.test(await focusedName()));
const focusIs = (selector: string) => page.evaluate((one) => document.activeElement?.matches(one) ?? false, selector);

const focusedName = () =>
  page.evaluate(() => {
    const focused = document.activeElement;
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : undefined;
    return focused?.getAttribute('aria-label') ?? label ?? focused?.textContent ?? '';
  });

describe('by keyboard alone', () => {
  beforeAll(async () => {
    await page.close();
    page = (await browser.openPage()).page;
    await modelReady();
  });

  it('an example is scored', async () => {
    await tabTo(/^Example: /);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Verdict' }).waitFor();
  });

  it('own pictures are chosen, and scored for another instruction', async () => {
    // Asked for early: the browser takes its time to hand file choosers over.
    const choosing = page.waitForEvent('filechooser');
    await tabTo(/^Add candidates/);
    await page.keyboard.press('Enter');
    await (await choosing).setFiles(resolve('public/examples/move/done.png'));
    await page.getByText('Not scored yet').waitFor();
    await tabUntil('the instruction', () => focusIs('.instruction textarea, .instruction input'));
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Move it away');
    await page.keyboard.press('Enter');
    await page.getByText('Scores are for').waitFor({ state: 'detached' });
    await page.getByText('Not scored yet').waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Verdict' }).waitFor();
  });

  it('a candidate is compared, its neighbour too, and the focus comes back', async () => {
    await tabTo(/^Compare /);
    const from = await focusedName();
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    const title = await dialog().getAttribute('aria-label');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => dialog().getAttribute('aria-label')).not.toBe(title);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(focusedName).toBe(from);
  });

  it('a candidate is removed', async () => {
    const count = await page.getByRole('button', { name: /^Compare / }).count();
    await tabTo(/^Remove /);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('button', { name: /^Compare / }).count()).toBe(count - 1);
  });

  it("the model's particulars open and close", async () => {
    await tabTo(/^Model:/);
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    await tabTo(/^Close/);
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(focusedName).toMatch(/^Model:/);
  });

  it('every page is opened, and has something to stop at', async () => {
    const names = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts();
    for (const name of names) {
      await tabTo(new RegExp(`^${name}$`));
      await page.keyboard.press('Enter');
      await expect.poll(() => pageLink(name).getAttribute('aria-current')).toBe('page');
      await page.getByRole('main').waitFor();
      await tabUntil(`something on the page ${name}`, () => focusIs('main *'));
    }
  });
});
