import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { editrewardHere } from '../src/testing/commandLine.ts';
import { HUB_TOKEN, serveLocalHub, type LocalHub } from '../src/testing/localHub.ts';
import { convertForTest, dataFolder } from '../src/testing/packages.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { serveFolder, type FolderServer } from './harness/folderServer.ts';

let browser: TestBrowser;
let folder: string;
let packages: FolderServer;
let digest: string;
let open: OpenPage | undefined;
/** What the site answers for its list of models. */
let catalogue: string;

beforeAll(async () => {
  folder = await convertForTest('tiny', { dtype: 'q8' });
  packages = await serveFolder(folder);
  digest = createHash('sha256')
    .update(await readFile(join(folder, 'manifest.json')))
    .digest('hex');
  browser = await launchBrowser(inject('siteUrl'));
  await browser.context.route('**/models/catalogue.json', (route) =>
    route.fulfill({ body: catalogue, contentType: 'application/json' }),
  );
});
afterEach(() => open?.page.close());
afterAll(async () => {
  await browser.close();
  await packages.close();
  await rm(folder, { recursive: true });
});

async function openSite(path: string): Promise<Page> {
  open = await browser.openPage(path);
  return open.page;
}

const list = (changes = {}) =>
  JSON.stringify({
    models: [
      { title: 'Tiny', address: packages.url, byteLength: 5_000_000, licence: 'MIT', sha256: digest, ...changes },
    ],
  });
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** A model is loaded with both cores busy elsewhere. */
const SLOW = { timeout: 120_000 };

describe('the Models page', () => {
  it('shows a card for each known model, with what it costs and whether it fits', async () => {
    catalogue = '{"models":[]}';
    const page = await openSite('?model=#/models');
    const known = card(page, 'EditReward on Qwen2.5-VL-7B');
    await known.getByText(/fits? this device/).waitFor();
    const text = await known.innerText();
    expect(text).toContain('15.5 GB, once');
    expect(text).toContain('5.8 GB, at q4');
    expect(text).toMatch(/about \d+ (s|min|h) an edit\.|does not fit this device/);
    await card(page, 'EditReward on Qwen3-VL-8B').getByText('Nobody has published its weights.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(open?.errors).toEqual([]);
    expect(open?.foreignRequests).toEqual([]);
  });

  it('begins to convert a known model at one click', async () => {
    catalogue = '{"models":[]}';
    const asked: string[] = [];
    await browser.context.route('https://huggingface.co/**', (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return route.fulfill({ status: 404, headers: { 'Access-Control-Allow-Origin': '*' } });
    });
    const page = await openSite('?model=#/models');
    await card(page, 'HPSv3 on Qwen2-VL-7B').getByRole('button', { name: 'Download 15.5 GB and convert' }).click();
    await page.getByText('shows no revision main of MizzenAI/HPSv3').waitFor();
    expect(asked).toContain('/api/models/MizzenAI/HPSv3/revision/main');
    await browser.context.unroute('https://huggingface.co/**');
  });

  it('leads to the form for a model without published weights', async () => {
    const page = await openSite('?model=#/models');
    await page.getByRole('button', { name: 'Choose a checkpoint' }).click();
    const base = page.getByLabel('Base model', { exact: true });
    await expect.poll(() => base.inputValue()).toBe('Qwen/Qwen3-VL-8B-Instruct');
  });

  it('offers what the owner of the site offers, and asks another site only when told to', async () => {
    catalogue = list();
    const page = await openSite('?model=#/models');
    const offer = card(page, 'Tiny');
    await offer.getByRole('button', { name: /^Will it fit\? Ask localhost:/ }).waitFor();
    expect(open?.foreignRequests).toEqual([]);
    await expect.poll(() => offer.innerText()).toContain('5 MB · MIT · localhost:');
    await offer.getByRole('button', { name: /^Will it fit/ }).click();
    await offer.getByText(/It fits this device \(.+\): about .+ a candidate\./).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await offer.getByRole('button', { name: 'Download 5 MB' }).click();
    await offer.getByText('It is in this browser already.').waitFor();
    await offer.getByRole('button', { name: 'Use', exact: true }).click();
    await page.getByRole('button', { name: /self-test passed/ }).waitFor(SLOW);
  });

  it('downloads no other model than the one that is offered', async () => {
    catalogue = list({ sha256: 'ab'.repeat(32) });
    const page = await openSite('?model=#/models');
    await card(page, 'Tiny').getByRole('button', { name: 'Download 5 MB' }).click();
    await page.getByText('has another model than the one that this site offers as Tiny').waitFor();
  });

  it('tells of a list that is damaged', async () => {
    catalogue = list({ byteLength: 'many' });
    const page = await openSite('?model=#/models');
    await page.getByText('models/catalogue.json of this site is damaged at "models.0.byteLength"').waitFor();
  });
});

it('offers it beside the note for photographs', async () => {
  catalogue = list();
  const page = await openSite('');
  const picture = join(dataFolder('tiny'), 'images', 'house.png');
  await page.locator('input[type=file]').first().setInputFiles(picture);
  await page.getByText('For photographs, use EditReward 7B').waitFor(SLOW);
  await card(page, 'Tiny').waitFor();
});

describe('a published package', () => {
  let hub: LocalHub;

  beforeAll(async () => {
    hub = await serveLocalHub();
    vi.stubEnv('HF_TOKEN', HUB_TOKEN);
    const args = ['--model', folder, '--repo', 'owner/tiny', '--hub-url', hub.url];
    expect((await editrewardHere('publish', ...args)).code).toBe(0);
    // The hub of the page has a fixed name.
    await browser.context.route('https://huggingface.co/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: `${hub.url}${pathname}` }) });
    });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await hub.close();
  });

  it('opens in the page by the name of its repository', async () => {
    catalogue = '{"models":[]}';
    const page = await openSite('?model=owner/tiny@main');
    await page.getByRole('button', { name: /self-test passed/ }).waitFor(SLOW);
    const files = hub.requests.filter((request) => request.includes('/resolve/'));
    expect(files.length).toBeGreaterThan(5);
    // All from one commit.
    const commits = new Set(files.map((request) => /\/resolve\/([^/]+)\//.exec(request)?.[1]));
    expect([...commits]).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/)]);
    await page.getByRole('link', { name: 'Models' }).click();
    await page.getByText('owner/tiny@main').waitFor();
  });
});
