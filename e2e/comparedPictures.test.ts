import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bytesSource } from '../src/core/bytes/bytes.ts';
import { digestBytes } from '../src/core/bytes/sha256.ts';
import { toPortable } from '../src/core/dataset/portableItem.ts';
import { readDataset } from '../src/formats/dataset/readDataset.ts';
import { editScore } from '../src/testing/scoreForTest.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { bundleScript } from './harness/bundleScript.ts';
import type { KeptBatchProbe, ScoredDataset } from './harness/keptBatchPage.ts';

declare const keptBatchProbe: KeptBatchProbe;

const NAMES = ['one', 'two'].flatMap((source) => [source, `${source}-X`, `${source}-Y`]).map((name) => `${name}.png`);
const ROWS = ['one', 'two'].flatMap((source) =>
  ['X', 'Y'].map((editor) => `Older,${source}.png,${source}-${editor}.png,${editor}`),
);

const csv = new TextEncoder().encode(['instruction,input_path,output_path,model', ...ROWS].join('\n'));
const pictures = new Map<string, Uint8Array<ArrayBuffer>>();
let browser: TestBrowser;
let open: OpenPage;
let page: Page;

beforeAll(async () => {
  for (const [k, name] of NAMES.entries()) pictures.set(name, await drawn(k));
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  open = await browser.openPage('?model=#/benchmark');
  page = open.page;
  await page.evaluate(await bundleScript('e2e/harness/keptBatchPage.ts'));
  const { items } = await readDataset(bytesSource('edits.csv', csv));
  const dataset = { name: 'edits.csv', sha256: await digestBytes(csv), items: items.map(toPortable) };
  await keep(dataset, 'first', (k) => k);
  await keep(dataset, 'second', (k) => -k);
  await page.reload();
});
afterAll(() => browser.close());

async function drawn(k: number): Promise<Uint8Array<ArrayBuffer>> {
  const background = { r: 40 * k, g: 255 - 40 * k, b: 90 };
  return Uint8Array.from(
    await sharp({ create: { width: 48, height: 32, channels: 3, background } })
      .png()
      .toBuffer(),
  );
}

/** As a model scored it that gives the k-th edit this reward. */
async function keep(dataset: ScoredDataset, model: string, reward: (k: number) => number): Promise<void> {
  const outcomes = dataset.items.map(({ line, source, candidates: [edit] }, k) => {
    const head = { mu: reward(k), logSigma: 0 };
    return { line, candidate: 0, names: [source?.name ?? '', edit?.image.name ?? ''], score: editScore(head, head) };
  });
  const kept = await Promise.all(
    outcomes.map(async ({ line, candidate, names, score }) => {
      const [source, edited] = await Promise.all(names.map((name) => digestBytes(pictures.get(name) ?? csv)));
      return { line, candidate, outcome: { score, sha256: { source, edited } } };
    }),
  );
  await page.evaluate(([of, by, all]) => keptBatchProbe.keep(of, by, all), [dataset, model, kept] as const);
}

const different = () => page.getByRole('region', { name: /^Where .+ differ most$/ });
const hint = () => page.getByText('Open the dataset on the Batch page, and its pictures are shown here.');

describe('what two batches differ on most', () => {
  it('is told by names where the pictures are not at hand, and how they come to be', async () => {
    const boxes = page.getByRole('checkbox', { name: 'Compare' });
    await expect.poll(() => boxes.count()).toBe(2);
    for (const box of await boxes.all()) await box.check();
    await page.getByRole('button', { name: 'Compare 2' }).click();
    await hint().waitFor();
    await expect.poll(() => different().getByRole('row').count()).toBe(5);
    expect(await different().getByRole('row').nth(1).innerText()).toMatch(/^one-X\.png\s+one\.png\s+X\s/);
    expect(await different().locator('.report-picture').count()).toBe(0);
  });

  it('is shown as soon as the dataset is open', async () => {
    await page.evaluate(() => (location.hash = '#/batch'));
    const files = [...pictures].map(([name, bytes]) => ({ name, mimeType: 'image/png', buffer: Buffer.from(bytes) }));
    const manifest = { name: 'edits.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.getByLabel('Choose files').setInputFiles([manifest, ...files]);
    await page.getByRole('heading', { name: /^edits\.csv/ }).waitFor();
    await page.evaluate(() => (location.hash = '#/benchmark'));
    await different().scrollIntoViewIfNeeded();
    // Each edit with its source.
    await expect.poll(() => different().locator('img').count()).toBe(8);
    await expect
      .poll(() =>
        different()
          .locator('img')
          .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)),
      )
      .toEqual(Array(8).fill(48));
    expect(await hint().count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    expect([open.errors, open.foreignRequests]).toEqual([[], []]);
  });
});
