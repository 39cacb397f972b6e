/** How smooth the Batch page's table is: 100,000 edits, all scored, with thumbnails, in headless Chromium. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { bundleScript } from '../harness/bundleScript.ts';
import { offerFolder } from '../harness/offeredFolder.ts';
import type { BatchProbe, FrameTimes } from './batchPage.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { serveBenchSite } from './benchSite.ts';
import { drawPng } from './drawPng.ts';

declare const batchProbe: BatchProbe;

const PAIRS = 50_000;
/** As many pictures as rows would say more of the disk than of the table. */
const PICTURES = 500;
const PICTURE_SIZE = 256;
const FRAMES = 300;

interface Row {
  readonly action: string;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly worstMs: number;
  /** What the page's main thread computed in a frame: unlike the times, it does not grow with what else the computer does. */
  readonly computedMs: number;
}

export const batchTable: BenchCase = {
  name: 'batch-table',
  summary: 'frame times of the table with 100,000 edits, and how long it takes to sort, filter and group them',
  async run() {
    const outDir = await mkdtemp(join(tmpdir(), 'editreward-table-'));
    const site = await serveBenchSite(outDir);
    const browser = await launchBrowser(site.url, { webgpu: false });
    try {
      const { page } = await browser.openPage('?model=#/batch');
      await openTable(page);
      const rows = [...(await measureFrames(page)), ...(await measureActions(page))];
      const cells = rows.map(({ action, medianMs, p95Ms, worstMs, computedMs }) => [
        action,
        ...[medianMs, p95Ms, worstMs, computedMs].map(inMs),
      ]);
      const header = ['100,000 edits', 'Median', '95th percentile', 'Worst', 'Main thread, CPU'];
      return { rows: rows.map((row) => ({ ...row })), markdown: markdownTable(header, cells) };
    } finally {
      await browser.close();
      await site.close();
      await rm(outDir, { recursive: true });
    }
  },
};

const inMs = (milliseconds: number) => (Number.isNaN(milliseconds) ? '' : `${milliseconds.toFixed(1)} ms`);

const picture = (k: number) => `images/${k % PICTURES}.png`;

function manifest(): Buffer {
  const lines = Array.from({ length: PAIRS }, (_, k) =>
    JSON.stringify({
      prompt: `Make object ${k % 977} of the scene look like number ${k}`,
      path_src: picture(3 * k),
      path1: picture(3 * k + 1),
      path2: picture(3 * k + 2),
      model1: `Model ${k % 7}`,
      model2: `Model ${(k + 3) % 7}`,
    }),
  );
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** Opens a dataset of pairs that is kept with a score for each edit. */
async function openTable(page: Page): Promise<void> {
  const pairs = manifest();
  const images = await Promise.all(Array.from({ length: PICTURES }, (_, k) => drawPng(k, PICTURE_SIZE)));
  const files = images.map((bytes, k) => ({ path: `images/${k}.png`, bytes }));
  await offerFolder(page, 'large', [{ path: 'pairs.jsonl', bytes: pairs }, ...files]);
  await page.evaluate(await bundleScript('e2e/bench/batchPage.ts'));
  const sha256 = createHash('sha256').update(pairs).digest('hex');
  await page.evaluate(
    ({ digest, count }) =>
      batchProbe.keepScored({ sha256: digest, folder: 'large', path: 'pairs.jsonl', pairs: count }),
    { digest: sha256, count: PAIRS },
  );
  await page.reload();
  await page.evaluate(await bundleScript('e2e/bench/batchPage.ts'));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByText('100,000 of 100,000 edits scored').waitFor();
}

async function measureFrames(page: Page): Promise<Row[]> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
  const rows: Row[] = [];
  for (const pixels of [40, 400, 4000]) {
    const scroll = () => page.evaluate(([by, frames]) => batchProbe.scroll(by, frames), [pixels, FRAMES] as const);
    rows.push({ action: `Scrolling by ${pixels} px a frame`, ...(await withComputed(debug, scroll)) });
  }
  const jump = () => page.evaluate((frames) => batchProbe.jump(frames), FRAMES);
  return [...rows, { action: 'Jumping anywhere with each frame', ...(await withComputed(debug, jump)) }];
}

async function withComputed(debug: CDPSession, measure: () => Promise<FrameTimes>): Promise<Omit<Row, 'action'>> {
  const before = await taskSeconds(debug);
  const { frames, ...times } = await measure();
  return { ...times, computedMs: (1000 * ((await taskSeconds(debug)) - before)) / frames };
}

/** CPU time of the main thread's tasks. */
async function taskSeconds(debug: CDPSession): Promise<number> {
  const { metrics } = await debug.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
}

/** From the click to the first line of another order, read over the debugger's connection. */
async function measureActions(page: Page): Promise<Row[]> {
  const first = () => page.getByRole('grid').getByRole('row').nth(1).innerText();
  const actions: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['Sort by reward', () => page.getByRole('columnheader', { name: 'Reward' }).getByRole('button').click()],
    ['Turn the order', () => page.getByRole('columnheader', { name: 'Reward' }).getByRole('button').click()],
    ['Group by source', () => page.getByLabel('Group').selectOption('By source')],
    ['Filter by two words', () => page.getByLabel('Filter by text').fill('object 976')],
  ];
  const rows: Row[] = [];
  for (const [action, act] of actions) {
    const before = await first();
    const startMs = performance.now();
    await act();
    while ((await first()) === before) await page.waitForTimeout(1);
    const tookMs = performance.now() - startMs;
    rows.push({ action, medianMs: tookMs, p95Ms: NaN, worstMs: NaN, computedMs: NaN });
  }
  return rows;
}
