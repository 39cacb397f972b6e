import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page, Response, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ScoreReport } from '../src/core/score/scoreReport.ts';
import { liftScore } from '../src/core/score/flatScore.ts';
import { headScore } from '../src/core/score/score.ts';
import { SAMPLE_JPEGS } from '../src/testing/images/sampleJpegs.ts';
import { TURNED_LOSSY } from '../src/testing/images/samplePictures.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { tryExample } from './harness/tryExample.ts';
import { copied } from './harness/copied.ts';

/** What the page may load before the first wasm, gzipped: its own scripts and those of its worker. */
const MAX_SCRIPT_BYTES = 260_000;
const PHOTOGRAPH = resolve('reference/tiny/images/house_dusk.jpg');

interface ListedExample {
  readonly instruction: string;
  readonly candidates: readonly string[];
}
const examples: ListedExample[] = JSON.parse(readFileSync('public/examples/examples.json', 'utf8'));

let browser: TestBrowser;
let page: Page;
const scripts: Response[] = [];

beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'));
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  browser.context.on('response', (response) => {
    // The service worker keeps the rest of the site once the page has nothing to do.
    const isOfPage = response.request().serviceWorker() === null;
    if (isOfPage && /\.m?js$/.test(new URL(response.url()).pathname)) scripts.push(response);
  });
  page = (await browser.openPage()).page;
});
afterAll(() => browser.close());

const limits = () => page.getByRole('note').filter({ hasText: 'photographs mean nothing' });
const isWarning = () => limits().evaluate((note) => note.classList.contains('warning'));
const cards = () => page.getByRole('list', { name: /Candidates/ }).getByRole('listitem');
const scored = () => page.getByRole('region', { name: 'Verdict' }).waitFor();

async function report(): Promise<ScoreReport> {
  return JSON.parse(await copied(page, page.getByRole('button', { name: 'Copy results as JSON' })));
}

describe('a first visit', () => {
  it('needs one click to scores: the good edit is first, the damaged one last in visual quality', async () => {
    await limits().waitFor();
    expect(await isWarning()).toBe(false);
    const [first] = examples;
    if (!first) throw new Error('There is no example.');
    await tryExample(page, first.instruction);
    await expect
      .poll(() => cards().allInnerTexts())
      .toEqual(Array(first.candidates.length).fill(expect.stringContaining('±')));
    await expectRightOrder();
    expect(await limits().count()).toBe(0);
  });

  it('loads few scripts before the wasm', async () => {
    const bodies = await Promise.all(scripts.map((script) => script.body()));
    const byteLength = bodies.reduce((sum, body) => sum + gzipSync(body).byteLength, 0);
    console.log(`Scripts of a first visit: ${(byteLength / 1000).toFixed(0)} KB gzipped, in ${bodies.length} files.`);
    expect(bodies.length).toBeGreaterThan(2); // the page, the worker and onnxruntime at least
    expect(byteLength).toBeLessThan(MAX_SCRIPT_BYTES);
  });

  it.each(examples.slice(1))('orders the edits rightly too: $instruction', async ({ instruction }) => {
    await tryExample(page, instruction);
    await expectRightOrder();
  });

  it('scores a photograph, with the warning at the results', async () => {
    await page.getByLabel('Add candidates').setInputFiles(PHOTOGRAPH);
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await page.getByText('Not scored yet').waitFor({ state: 'detached' });
    await scored();
    const photograph = cards().filter({ hasText: 'house_dusk.jpg' });
    await expect.poll(() => photograph.innerText()).toContain('±');
    expect(await isWarning()).toBe(true);
  });

  it('scores pictures whose decoders come when they are needed', async () => {
    const arithmetic = SAMPLE_JPEGS.find(({ name }) => name.includes('arithmetic'))?.base64 ?? '';
    const files = [
      { name: 'arithmetic.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(arithmetic, 'base64') },
      { name: 'turned.avif', mimeType: 'image/avif', buffer: Buffer.from(TURNED_LOSSY.avif, 'base64') },
    ];
    await page.getByLabel('Add candidates').setInputFiles(files);
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    for (const { name } of files) await expect.poll(() => cards().filter({ hasText: name }).innerText()).toContain('±');
    await scored(); // the run ends a little after its last score
  });

  it('gives back own work that an example took the place of', async () => {
    const own = await cards().allInnerTexts();
    await tryExample(page, examples[0]?.instruction ?? '');
    expect(await limits().count()).toBe(0);
    await page.getByRole('button', { name: 'Back to your own' }).click();
    await expect.poll(() => cards().allInnerTexts()).toEqual(own);
  });
});

describe('the scorer', () => {
  let other: TestBrowser;
  const started: string[] = [];
  beforeAll(async () => {
    other = await launchBrowser(inject('siteUrl'));
    other.context.on('request', (request) => {
      // The service worker keeps it with the rest of the site.
      const isOfPage = request.serviceWorker() === null;
      if (isOfPage && /\/scorer-[^/]*\.js$/.test(request.url())) started.push(request.url());
    });
  });
  afterAll(() => other.close());

  it("starts before the page's own script has come, and once", async () => {
    const held: Route[] = [];
    await other.context.route(/\/page-[^/]*\.js$/, (route) => void held.push(route));
    const waiting = await other.context.newPage();
    await waiting.goto(inject('siteUrl'), { waitUntil: 'commit' });
    await expect.poll(() => started).toHaveLength(1);
    await expect.poll(() => held).toHaveLength(1);
    await held[0]?.continue();
    await waiting.getByRole('button', { name: /self-test passed/ }).waitFor();
    expect(started).toHaveLength(1);
    await other.context.unrouteAll();
  });

  it('does not start with a page that is to have no model', async () => {
    const { page: empty } = await other.openPage('?model=');
    await empty.getByRole('textbox', { name: 'Instruction' }).waitFor();
    expect(started).toHaveLength(1);
  });
});

/** By the names of an example's candidates. */
async function expectRightOrder(): Promise<void> {
  const { candidates } = await report();
  const worst = candidates
    .flatMap((candidate) => ('rank' in candidate ? [{ file: candidate.file, ...liftScore(candidate) }] : []))
    .toSorted((a, b) => headScore(a.heads, 'visualQuality').mu - headScore(b.heads, 'visualQuality').mu)[0];
  expect(candidates[0]?.file).toBe('done.png');
  expect(worst?.file).toMatch(/^done-but-(blurred|in-blocks|with-seams|noisy)\.png$/);
}
