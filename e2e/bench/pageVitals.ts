/** How a first visit feels and what it costs: paint, shifts, blocking and bytes of the built page, each time in a new browser. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { serveBenchSite } from './benchSite.ts';
import { median } from './median.ts';

const VISITS = 5;
/** What of a task keeps an answer to the user waiting. https://web.dev/articles/tbt */
const UNNOTICED_MS = 50;
/** Of these kinds a host's compression makes something; pictures and weights are dense already. */
const COMPRESSED = /\.(html|js|mjs|css|json|svg|wasm|onnx|webmanifest)$|^\/$/;

interface Vitals {
  /** Largest Contentful Paint, in ms since the navigation. */
  readonly lcp: number;
  /** Cumulative Layout Shift. */
  readonly cls: number;
  /** Total Blocking Time, in ms: of all long tasks until the model is ready. */
  readonly tbt: number;
}

interface Visit extends Vitals {
  /** Files that page and workers ask for. */
  readonly requests: number;
  /** Compressed as hosts do, until the model is ready. */
  readonly bytes: number;
  /** Those of them that are WebAssembly. */
  readonly wasmBytes: number;
}

export const pageVitals: BenchCase = {
  name: 'page',
  summary: 'LCP, CLS, total blocking time and transferred bytes of a first visit',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'editreward-page-'));
    const site = await serveBenchSite(folder);
    try {
      const visits: Visit[] = [];
      for (let visit = 0; visit < VISITS; visit++) visits.push(await visitOnce(folder, site.url));
      const row = middleOf(visits);
      return { rows: [{ ...row }], markdown: describe(row) };
    } finally {
      await site.close();
      await rm(folder, { recursive: true });
    }
  },
};

async function visitOnce(folder: string, siteUrl: string): Promise<Visit> {
  const browser = await launchBrowser(siteUrl);
  try {
    const page = await browser.context.newPage();
    await page.addInitScript(observeVitals);
    const paths = new Set<string>();
    browser.context.on('request', (request) => {
      if (request.serviceWorker() === null && request.url().startsWith(siteUrl))
        paths.add(new URL(request.url()).pathname);
    });
    await page.goto(siteUrl);
    await page.getByRole('button', { name: /self-test passed/ }).waitFor();
    const vitals = await readVitals(page);
    const sum = (of: readonly string[]) => of.reduce((total, path) => total + transferred(folder, path), 0);
    const all = [...paths];
    return {
      ...vitals,
      requests: all.length,
      bytes: sum(all),
      wasmBytes: sum(all.filter((path) => path.endsWith('.wasm'))),
    };
  } finally {
    await browser.close();
  }
}

/** As a host would send the file at `path`. */
function transferred(folder: string, path: string): number {
  const bytes = readFileSync(join(folder, path === '/' ? 'index.html' : path));
  return COMPRESSED.test(path) ? gzipSync(bytes).byteLength : bytes.byteLength;
}

interface Observed {
  lcp: number;
  cls: number;
  longTasks: number[];
}

/** Runs in the page, before its scripts. */
function observeVitals(): void {
  const observed: Observed = { lcp: 0, cls: 0, longTasks: [] };
  Object.assign(globalThis, { observed });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.entryType === 'largest-contentful-paint') observed.lcp = entry.startTime;
      else if (entry.entryType === 'longtask') observed.longTasks.push(entry.duration);
      else if ('value' in entry) observed.cls += Number(entry.value);
    }
  });
  for (const type of ['largest-contentful-paint', 'longtask', 'layout-shift'])
    observer.observe({ type, buffered: true });
}

async function readVitals(page: Page): Promise<Vitals> {
  const { lcp, cls, longTasks } = await page.evaluate(() => (globalThis as unknown as { observed: Observed }).observed);
  return { lcp, cls, tbt: longTasks.reduce((sum, duration) => sum + Math.max(0, duration - UNNOTICED_MS), 0) };
}

function middleOf(visits: readonly Visit[]): Visit {
  const middle = (key: keyof Visit) => median(visits.map((visit) => visit[key]));
  return {
    lcp: middle('lcp'),
    cls: middle('cls'),
    tbt: middle('tbt'),
    requests: middle('requests'),
    bytes: middle('bytes'),
    wasmBytes: middle('wasmBytes'),
  };
}

const megabytes = (count: number) => `${(count / 1e6).toFixed(2)} MB`;

function describe({ lcp, cls, tbt, requests, bytes, wasmBytes }: Visit): string {
  const header = ['First visit', 'LCP', 'CLS', 'Total blocking time', 'Requests', 'Transferred, gzipped', 'Of it wasm'];
  const row = [
    'until Nano is ready',
    `${lcp.toFixed(0)} ms`,
    cls.toFixed(3),
    `${tbt.toFixed(0)} ms`,
    String(requests),
    megabytes(bytes),
    megabytes(wasmBytes),
  ];
  return `Median of ${VISITS} visits, each in a new browser, files local.\n\n${markdownTable(header, [row])}`;
}
