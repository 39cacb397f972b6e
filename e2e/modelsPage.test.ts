import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axeFindings.ts';
import { safetensorsBytes } from '../src/testing/safetensorsBytes.ts';
import { floatTensor, tinyTensors } from '../src/testing/changedTiny.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { serveFolder, type FolderServer } from './harness/folderServer.ts';
import { convertForTest, dataFolder } from '../src/testing/packages.ts';

let browser: TestBrowser;
let packageFolder: string;
let checkpointFolder: string;
let packages: FolderServer;
let open: OpenPage;
let page: Page;

beforeAll(async () => {
  packageFolder = await convertForTest('tiny', { dtype: 'q8' });
  packages = await serveFolder(packageFolder);
  checkpointFolder = join(await mkdtemp(join(tmpdir(), 'editreward-checkpoint-')), 'tiny-checkpoint');
  await cp(join(dataFolder('tiny'), 'checkpoint'), checkpointFolder, { recursive: true });
  await cp(join(dataFolder('tiny'), 'prompts.json'), join(checkpointFolder, 'prompts.json'));
  browser = await launchBrowser(inject('siteUrl'));
  open = await browser.openPage('?model=#/models');
  page = open.page;
});
afterAll(async () => {
  await browser.close();
  await Promise.all([packages.close(), ...[packageFolder, join(checkpointFolder, '..')].map(remove)]);
});

/** A model is loaded, or a checkpoint converted, with both cores busy elsewhere. */
const SLOW = { timeout: 120_000 };

const remove = (path: string) => rm(path, { recursive: true });
const OTHERS = 'Another checkpoint, package or folder';

async function way(name: string): Promise<void> {
  const button = page.getByText(name, { exact: true });
  if (!(await button.isVisible())) await page.getByText(OTHERS).click();
  await button.click();
}

const row = (name: string) => page.getByRole('listitem', { name, exact: true });
const status = () => page.getByRole('button', { name: /^Model:/ }).innerText();

describe('the Models page', () => {
  it('says how much room there is, and offers the model of the site', async () => {
    await page.getByText('free in this browser').waitFor();
    await expect.poll(() => row('editreward-nano').innerText()).toContain('comes with this page');
    expect(await status()).toBe('No model');
  });

  it('says before a download what a model is and whether it fits', async () => {
    await way('Download a package');
    await page.getByLabel('Address, or repository').fill(packages.url);
    await page.getByRole('button', { name: 'Look' }).click();
    const offer = page.getByRole('region', { name: 'tiny' });
    await offer.getByText(/It fits this device \(.+\): about .+ a candidate\./).waitFor();
    await expect.poll(() => offer.innerText()).toContain('q8');
    expect(await axeFindings(page)).toEqual([]);
    await offer.getByRole('button', { name: /^Download/ }).click();
    await row('tiny').getByRole('button', { name: 'Use', exact: true }).waitFor();
  });

  it('refuses an address without a model, in place', async () => {
    await page.getByLabel('Address, or repository').fill(`${packages.url}nothing/`);
    await page.getByRole('button', { name: 'Look' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('manifest.json');
  });

  it('loads a kept model, also after the page was closed', async () => {
    await row('tiny').getByRole('button', { name: 'Use', exact: true }).click();
    await row('tiny').getByText('in use').waitFor(SLOW);
    await expect.poll(status).toContain('self-test passed');
    await page.close();
    open = await browser.openPage('?model=');
    page = open.page;
    await page.getByRole('button', { name: /^Model:/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'tiny q8' }).click();
    await page.getByRole('button', { name: /self-test passed/ }).waitFor(SLOW);
  });

  it('fills in a published checkpoint with its base model at one click', async () => {
    await page.getByRole('link', { name: 'Models' }).click();
    await way('Convert a checkpoint');
    await page.getByRole('button', { name: 'HPSv3 on Qwen2-VL-7B', exact: true }).click();
    const [checkpoint, base] = ['Checkpoint', 'Base model'].map((label) => page.getByLabel(label, { exact: true }));
    await expect.poll(() => checkpoint?.inputValue()).toBe('MizzenAI/HPSv3');
    await expect.poll(() => base?.inputValue()).toBe('Qwen/Qwen2-VL-7B-Instruct');
    await base?.fill('');
  });

  it('converts a checkpoint from a folder, with its self-test', async () => {
    await page.getByLabel('Folder of the checkpoint').setInputFiles(checkpointFolder);
    await page.getByText('tiny-checkpoint, ').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Precision').selectOption('q4');
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    const converted = row('tiny-checkpoint').filter({ hasText: 'converted here' });
    await converted.getByRole('button', { name: 'Use', exact: true }).click(SLOW);
    await converted.getByText('in use').waitFor(SLOW);
  });

  it('says what was odd in a checkpoint, beside the model that was made of it', async () => {
    const folder = join(checkpointFolder, '..', 'zero-head');
    await cp(checkpointFolder, folder, { recursive: true });
    const tensors = { ...(await tinyTensors()), 'rm_heads.head_1.5.weight': floatTensor([2, 16], () => 0) };
    await writeFile(join(folder, 'model.safetensors'), safetensorsBytes(tensors));
    await page.getByRole('button', { name: 'Another' }).click();
    await page.getByLabel('Folder of the checkpoint').setInputFiles(folder);
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    const converted = row('zero-head').filter({ hasText: 'converted here' });
    await converted.getByText('All weights are zero in rm_heads.head_1.5.weight').waitFor(SLOW);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('deletes no model that is in use', async () => {
    await row('tiny-checkpoint').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete tiny-checkpoint' }).click();
    await page.getByText('This model is in use').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await expect.poll(() => row('tiny-checkpoint').count()).toBe(1);
  });

  it('deletes only what is asked for twice', async () => {
    const others = await page.getByRole('listitem').count();
    await row('tiny').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await row('tiny').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete tiny' }).click();
    await expect.poll(() => page.getByRole('listitem').count()).toBe(others - 1);
    expect(open.errors).toEqual([]);
  });
});
