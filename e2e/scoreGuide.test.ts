import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';

let browser: TestBrowser;
let page: Page;
let errors: readonly string[];

beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'));
  ({ page, errors } = await browser.openPage());
  await page.getByRole('button', { name: /self-test passed/ }).waitFor();
});
afterAll(() => browser.close());

const guide = () => page.locator('.score-guide');
const card = (name: string) => page.locator('.card').filter({ hasText: name }).first();
const openExample = async () => {
  await page
    .getByRole('button', { name: /^Example: / })
    .first()
    .click();
  await page.getByRole('region', { name: 'Verdict' }).waitFor();
};

const note = () => page.getByRole('note').filter({ hasText: 'transparent parts' });
async function pngOf(name: string, alpha: number) {
  const background = { r: 200, g: 30, b: 30, alpha };
  const buffer = await sharp({ create: { width: 64, height: 64, channels: 4, background } })
    .png()
    .toBuffer();
  return { name, mimeType: 'image/png', buffer };
}

describe('a score on the Score page', () => {
  it('says where it lies among those that came with the model', async () => {
    await openExample();
    await expect.poll(() => card('done.png').innerText()).toMatch(/better than 9\d% of 600 drawn edits/i);
    await expect.poll(() => card('nothing-done.png').innerText()).toMatch(/better than \d\d?% of 600 drawn edits/i);
  });

  it('tells by keyboard what the numbers mean, with a table of places', async () => {
    await guide().locator('summary').focus();
    await page.keyboard.press('Enter');
    await guide()
      .getByText('Zero means nothing special. Compare only edits of this picture and instruction.')
      .waitFor();
    expect(await guide().getByRole('heading').innerText()).toBe('Among 600 drawn edits');
    const heads = guide().getByRole('columnheader');
    expect(await heads.allInnerTexts()).toEqual(['Reward', 'Instruction following', 'Visual quality']);
    const row = guide()
      .getByRole('row')
      .filter({ hasText: /^done\.png/ });
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      expect.stringMatching(/^9\d%$/),
      expect.stringMatching(/^\d+%$/),
      expect.stringMatching(/^\d+%$/),
    ]);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('is compared with a batch that was chosen for it, on the next visit, too', async () => {
    await page.getByRole('link', { name: 'Batch', exact: true }).click();
    await page.getByRole('button', { name: 'Score this example' }).click();
    await page.getByText(/18 of 18 edits scored/).waitFor();
    await page.getByRole('button', { name: 'Use as reference set' }).click();
    await page.getByText('The Score page compares with 18 of these.').waitFor();
    await page.getByRole('link', { name: 'Score', exact: true }).click();
    await expect.poll(() => card('done.png').innerText()).toMatch(/of 18 edits of/);
    await page.reload();
    await page.getByRole('button', { name: /self-test passed/ }).waitFor();
    await openExample();
    await expect.poll(() => card('done.png').innerText()).toMatch(/of 18 edits of/);
    await guide().locator('summary').click();
    await guide().getByRole('button', { name: 'Back to the model’s own' }).click();
    await expect.poll(() => card('done.png').innerText()).toMatch(/of 600 drawn edits/);
  });

  it('is not compared with the set of another model, and both are named', async () => {
    const set = JSON.parse(await readFile('public/models/nano/reference.json', 'utf8'));
    set.model = { id: 'other', dtype: 'fp16', manifestSha256: 'e'.repeat(64) };
    const buffer = Buffer.from(JSON.stringify(set));
    await guide()
      .getByLabel('Open a reference set')
      .setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer });
    await guide()
      .getByText('other.json holds scores of other fp16 (eeeeeeee), and this model is editreward-nano q8')
      .waitFor();
  });

  it('of a picture of another kind has no place', async () => {
    const photo = resolve('public/examples/move/done.png');
    await page.getByLabel('Add candidates').setInputFiles(photo);
    await guide().getByText('The reference set has drawn edits. Your pictures are of another kind').waitFor();
    expect(await page.getByText('of 600 drawn edits').count()).toBe(0);
  });
});

describe('a picture with transparent parts', () => {
  it('is named, and one that has only the channel is not', async () => {
    await page.getByLabel('Add candidates').setInputFiles(await pngOf('opaque.png', 1));
    await card('opaque.png').waitFor();
    expect(await note().count()).toBe(0);
    await page.getByLabel('Add candidates').setInputFiles(await pngOf('clear.png', 0.5));
    await note().waitFor();
    expect(await note().innerText()).toMatch(/^clear\.png has transparent parts\. The model sees no transparency/);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('leaves no error on the console', () => {
    expect(errors).toEqual([]);
  });
});
