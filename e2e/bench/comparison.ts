/** How smooth the comparison is: the slider drawn and pictures moved, both of 4096 × 4096 pixels, in headless Chromium. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { serveBenchSite } from './benchSite.ts';
import { drawPng } from './drawPng.ts';
import { median } from './median.ts';

const PICTURE_SIZE = 4096;
/** Of the mouse, each of which the browser answers before the next. */
const MOVES = 240;
/** As far as the mouse goes to and fro, in CSS pixels. */
const WAY = 400;
/** Shorter tasks are not told. */
const LONG_TASK_MS = 50;

interface Row {
  readonly action: string;
  readonly medianMs: number;
  readonly worstMs: number;
  /** The longest task of more than 50 ms; 0 where there was none. */
  readonly longestTaskMs: number;
}

interface Frames {
  readonly times: readonly number[];
  readonly longTasks: readonly number[];
}

export const comparison: BenchCase = {
  name: 'comparison',
  summary: 'frame times of the comparison while its slider is drawn and pictures of 4096 × 4096 are moved',
  async run() {
    const outDir = await mkdtemp(join(tmpdir(), 'editreward-comparison-'));
    const site = await serveBenchSite(outDir);
    const browser = await launchBrowser(site.url, { webgpu: false });
    try {
      const { page } = await browser.openPage('?model=');
      await openComparison(page);
      const rows = await measureAll(page);
      const cells = rows.map(({ action, medianMs, worstMs, longestTaskMs }) => [
        action,
        `${medianMs.toFixed(1)} ms`,
        `${worstMs.toFixed(0)} ms`,
        longestTaskMs === 0 ? 'none' : `${longestTaskMs.toFixed(0)} ms`,
      ]);
      const header = ['4096 × 4096 pixels', 'Median frame', 'Worst frame', `Longest task over ${LONG_TASK_MS} ms`];
      return { rows: rows.map((row) => ({ ...row })), markdown: markdownTable(header, cells) };
    } finally {
      await browser.close();
      await site.close();
      await rm(outDir, { recursive: true });
    }
  },
};

const dialog = (page: Page) => page.getByRole('dialog');

async function openComparison(page: Page): Promise<void> {
  const files = await Promise.all(
    [1, 2].map(async (seed) => ({
      name: `${seed}.png`,
      mimeType: 'image/png',
      buffer: await drawPng(seed, PICTURE_SIZE),
    })),
  );
  await page.getByLabel('Choose the source').setInputFiles(files.slice(0, 1));
  await page.getByLabel('Choose candidates').setInputFiles(files.slice(1));
  await page.getByRole('button', { name: 'Compare 2.png with the source' }).click();
  await dialog(page).getByText(`${PICTURE_SIZE} × ${PICTURE_SIZE}`).first().waitFor();
}

async function measureAll(page: Page): Promise<Row[]> {
  const rows: Row[] = [];
  await page.keyboard.press('l');
  const line = await middleOf(page, '.slider-line');
  rows.push(await measure(page, 'Drawing the slider', line));
  await page.keyboard.press('1');
  rows.push(await measure(page, 'Moving, slider', { x: line.x / 2, y: line.y / 2 }));
  for (const [key, action] of [
    ['s', 'Moving, side by side'],
    ['d', 'Moving, difference'],
  ] as const) {
    await page.keyboard.press(key);
    rows.push(await measure(page, action, await middleOf(page, '.zoom-frame')));
  }
  return rows;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

async function middleOf(page: Page, selector: string): Promise<Point> {
  const box = await dialog(page).locator(selector).first().boundingBox();
  if (!box) throw new Error(`There is no ${selector}.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags from a point to and fro, and gives the frames meanwhile. The first drag is not counted: pictures are decoded then. */
async function measure(page: Page, action: string, from: Point): Promise<Row> {
  await drag(page, from);
  const recording = page.evaluate(recordFrames);
  await drag(page, from);
  await page.evaluate(() => dispatchEvent(new Event('measured')));
  const { times, longTasks } = await recording;
  return { action, medianMs: median(times), worstMs: Math.max(...times), longestTaskMs: Math.max(0, ...longTasks) };
}

async function drag(page: Page, { x, y }: Point): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= MOVES; step++) {
    const away = (WAY / 2) * Math.sin((4 * Math.PI * step) / MOVES);
    await page.mouse.move(x + away, y);
  }
  await page.mouse.up();
}

/** Runs in the page, until it is told that all is measured. */
async function recordFrames(): Promise<Frames> {
  const times: number[] = [];
  const longTasks: number[] = [];
  const tasks = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)));
  tasks.observe({ type: 'longtask' });
  const over = new AbortController();
  addEventListener('measured', () => over.abort(), { once: true });
  for (let last = performance.now(); !over.signal.aborted;) {
    const now = await new Promise<number>(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  tasks.disconnect();
  return { times, longTasks };
}
