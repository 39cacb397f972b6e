/**
 * A batch of 1,000 small items in Chromium: memory along one run; and a run whose browser is killed twice on the way, which
 * must come to the same end, each item once.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { launchBrowser, type TestBrowser } from '../harness/browser.ts';
import { bundleScript } from '../harness/bundleScript.ts';
import { serveFolder } from '../harness/folderServer.ts';
import { offerFolder, type OfferedFile } from '../harness/offeredFolder.ts';
import { convertForTest } from '../../src/testing/packages.ts';
import type { BatchProbe } from './batchPage.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { serveBenchSite } from './benchSite.ts';
import { drawPng } from './drawPng.ts';
import { shortenInput } from './loadInput.ts';
import { browserProcesses, killBrowser, residentBytes } from './loadMemory.ts';

declare const batchProbe: BatchProbe;

const ITEMS = 1000;
const ITEMS_A_SOURCE = 4;
const PICTURE_SIZE = 56;
const SAMPLE_EVERY = 100;
/** Items kept when the browser is killed. */
const KILLS = [300, 650];
const POLL_MS = 200;
const WHOLE = /^1,000 of 1,000 edits scored by \S+ \S+\.$/;
/** A page on a busy machine. */
const PATIENCE_MS = 1_800_000;

interface Sample {
  readonly items: number;
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly seconds: number;
}

export const batch: BenchCase = {
  name: 'batch',
  summary: '1,000 small items in one run in Chromium: memory, and the same with the browser killed twice',
  async run() {
    const root = await mkdtemp(join(tmpdir(), 'editreward-batch-'));
    const tiny = await convertForTest('tiny');
    await shortenInput(tiny, join(root, 'package'));
    const [site, packages] = await Promise.all([
      serveBenchSite(join(root, 'site')),
      serveFolder(join(root, 'package')),
    ]);
    const start = { site: site.url, path: `?device=wasm&model=${encodeURIComponent(packages.url)}#/batch` };
    try {
      const files = await smallItems();
      const samples = await measureRun(start, join(root, 'whole'), files);
      const kills = await measureKills(start, join(root, 'killed'), files);
      return { rows: [...samples, ...kills].map((row) => ({ ...row })), markdown: describe(samples, kills) };
    } finally {
      await Promise.all([site.close(), packages.close()]);
      await Promise.all([root, tiny].map((path) => rm(path, { recursive: true, force: true, maxRetries: 3 })));
    }
  },
};

const draw = async (path: string, seed: number) => ({ path, bytes: await drawPng(seed, PICTURE_SIZE) });

/** Pointwise JSON, four edits of a source. */
async function smallItems(): Promise<OfferedFile[]> {
  const rows = Array.from({ length: ITEMS }, (_, k) => ({
    instruction: `Turn disc ${Math.floor(k / ITEMS_A_SOURCE)} another colour`,
    input_path: `sources/${Math.floor(k / ITEMS_A_SOURCE)}.png`,
    output_path: `edits/${k}.png`,
    score: k % 5,
    model: `model ${k % ITEMS_A_SOURCE}`,
  }));
  const sources = Array.from({ length: ITEMS / ITEMS_A_SOURCE }, (_, k) => draw(`sources/${k}.png`, k));
  const edits = Array.from({ length: ITEMS }, (_, k) => draw(`edits/${k}.png`, k + 1));
  const manifest = { path: 'items.json', bytes: Buffer.from(JSON.stringify(rows)) };
  return [manifest, ...(await Promise.all([...sources, ...edits]))];
}

/** The address of the page. */
interface Start {
  readonly site: string;
  readonly path: string;
}

interface Session {
  readonly browser: TestBrowser;
  readonly page: Page;
  readonly debug: CDPSession;
}

async function openSession({ site, path }: Start, profile: string): Promise<Session> {
  const browser = await launchBrowser(site, { webgpu: false, profile });
  const { page } = await browser.openPage(path);
  page.setDefaultTimeout(PATIENCE_MS);
  await page.evaluate(await bundleScript('e2e/bench/batchPage.ts'));
  const debug = await page.context().newCDPSession(page);
  await debug.send('Performance.enable');
  return { browser, page, debug };
}

async function startScoring({ page }: Session, files: readonly OfferedFile[]): Promise<void> {
  console.error(`Writing ${files.length} files…`);
  await offerFolder(page, 'small', files);
  console.error('Scoring…');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await page.getByRole('button', { name: /self-test passed/ }).waitFor();
  await page.getByRole('button', { name: /^Score 1,000 edits/ }).click();
}

const keptItems = async ({ page }: Session) => (await page.evaluate(() => batchProbe.kept())).scored;

/** Items kept so far, as the page shows them: `before`, those of earlier runs, and those of this one. */
async function waitForItems({ page }: Session, before: number, count: number): Promise<number> {
  const progress = page.getByLabel('Scoring the batch');
  const whole = page.getByText(WHOLE);
  for (;;) {
    if ((await whole.count()) > 0) return ITEMS;
    const done = await progress.evaluateAll(([bar]) => Number(bar?.getAttribute('value') ?? 0));
    if (before + done >= count) return before + done;
    await page.waitForTimeout(POLL_MS);
  }
}

async function measureRun(start: Start, profile: string, files: readonly OfferedFile[]): Promise<Sample[]> {
  const session = await openSession(start, profile);
  await startScoring(session, files);
  const startMs = performance.now();
  const samples: Sample[] = [];
  for (let count = SAMPLE_EVERY; count <= ITEMS; count += SAMPLE_EVERY) {
    const items = await waitForItems(session, 0, count);
    samples.push({ items, ...(await memoryOf(session)), seconds: (performance.now() - startMs) / 1000 });
    console.error(JSON.stringify(samples.at(-1)));
  }
  await requireWhole(session);
  await session.browser.close();
  return samples;
}

/** What is in use after a collection, and what the renderer, with its workers, has of the computer's memory. */
async function memoryOf({ debug }: Session): Promise<Pick<Sample, 'heapBytes' | 'residentBytes'>> {
  await debug.send('HeapProfiler.collectGarbage');
  const { metrics } = await debug.send('Performance.getMetrics');
  const heapBytes = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
  return { heapBytes, residentBytes: residentBytes(browserProcesses('renderer')) };
}

/** A life of the browser: what was kept when it began, and when it was killed or all was done. */
interface Life {
  readonly life: number;
  readonly keptBefore: number;
  readonly keptAfter: number;
}

async function measureKills(start: Start, profile: string, files: readonly OfferedFile[]): Promise<Life[]> {
  const lives: Life[] = [];
  let keptBefore = 0;
  for (const [index, end] of [...KILLS, ITEMS].entries()) {
    const session = await openSession(start, profile);
    const found = await keptItems(session);
    // What was told as kept before the kill is there still; what came between may be more.
    if (found < keptBefore) throw new Error(`Of ${keptBefore} kept items ${found} are left.`);
    if (index === 0) await startScoring(session, files);
    const keptAfter = await waitForItems(session, found, end);
    lives.push({ life: index + 1, keptBefore: found, keptAfter });
    console.error(JSON.stringify(lives.at(-1)));
    keptBefore = keptAfter;
    if (end === ITEMS) {
      await requireWhole(session);
      await session.browser.close();
    } else await killBrowser(profile);
  }
  return lives;
}

/** Throws unless each item has its score. */
async function requireWhole({ page }: Session): Promise<void> {
  await page.getByText(WHOLE).waitFor();
  const { scored, failed } = await page.evaluate(() => batchProbe.kept());
  if (scored !== ITEMS || failed > 0) throw new Error(`${scored} of ${ITEMS} items are scored, ${failed} failed.`);
}

const inMegabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

function describe(samples: readonly Sample[], lives: readonly Life[]): string {
  const cells = samples.map(({ items, heapBytes, residentBytes: resident, seconds }) => [
    String(items),
    inMegabytes(heapBytes),
    inMegabytes(resident),
    `${seconds.toFixed(0)} s`,
  ]);
  const killed = lives.map(({ life, keptBefore, keptAfter }) => [String(life), String(keptBefore), String(keptAfter)]);
  return [
    markdownTable(['Items scored', 'JavaScript heap', 'Renderer', 'After'], cells),
    markdownTable(['Life of the browser', 'Kept at its start', 'Kept at its end'], killed),
  ].join('\n\n');
}
