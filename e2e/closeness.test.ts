/** What is done with models on the pictures of the batch that is open: a calibrated conversion, and a comparison of two models. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { dataFolder } from '../src/testing/packages.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { exampleDataset } from './harness/exampleDataset.ts';
import { offerFolder } from './harness/offeredFolder.ts';

let browser: TestBrowser;
let open: OpenPage;
let page: Page;
let folder: string;

/** A checkpoint is converted, or a batch scored, with both cores busy elsewhere. */
const SLOW = { timeout: 300_000 };

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const row = (name: string) => page.getByRole('listitem', { name, exact: true });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-closeness-'));
  const checkpoint = join(folder, 'tiny-checkpoint');
  await cp(join(dataFolder('tiny'), 'checkpoint'), checkpoint, { recursive: true });
  await cp(join(dataFolder('tiny'), 'prompts.json'), join(checkpoint, 'prompts.json'));
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  open = await browser.openPage('#/models');
  page = open.page;
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

it('asks for a batch first', async () => {
  await button('Compare').click();
  await page.getByText('First open pictures on the Batch page').waitFor();
  await page.getByRole('link', { name: 'Batch page' }).click();
  await offerFolder(page, 'my set', exampleDataset({ examples: 2 }));
  await button('Choose a folder').click();
  await page.getByRole('grid', { name: 'Edits' }).waitFor();
  await page.getByRole('link', { name: 'Models', exact: true }).click();
});

it('converts a checkpoint calibrated with its pictures', async () => {
  await page.getByText('Another checkpoint, package or folder').click();
  await page.getByLabel('Folder of the checkpoint').setInputFiles(join(folder, 'tiny-checkpoint'));
  await page.getByLabel('Precision').selectOption('q4');
  await page.getByLabel(/^Calibrate with labels\.json/).check();
  expect(await axeFindings(page)).toEqual([]);
  await button('Convert').click();
  const converted = row('tiny-checkpoint').filter({ hasText: 'converted here' });
  await converted.getByText('Package', { exact: true }).click(SLOW);
  await converted.getByText('with 2 pictures', { exact: true }).waitFor();
});

it('scores the batch with two models, and says how close they are', async () => {
  await button('Compare').first().click();
  await page.getByLabel('First').selectOption('tiny-checkpoint (q4)');
  await page.getByLabel('Second').selectOption('editreward-nano');
  await page.locator('.closeness').getByRole('button', { name: 'Compare' }).click();
  await page
    .getByRole('heading', { name: /^How close editreward-nano .+ is to tiny-checkpoint \(q4\)$/ })
    .waitFor(SLOW);
  await page.getByText(/order 12 pairs of edits alike by a tau-b of/).waitFor();
  await expect.poll(() => page.getByRole('progressbar', { name: 'Comparison' }).count()).toBe(0);
  await expect.poll(() => page.getByRole('row', { name: /^Visual quality/ }).count()).toBe(1);
  expect(await axeFindings(page)).toEqual([]);
  expect(open.errors).toEqual([]);
  expect(open.foreignRequests).toEqual([]);
});
