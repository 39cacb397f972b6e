/** How long a first visit takes: from opening the page to the scores of the first example, each time in a new browser. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { Manifest } from '../../src/core/modelPackage/manifest.ts';
import { launchBrowser } from '../harness/browser.ts';
import { buildSite, serveSite } from '../harness/builtSite.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';

const VISITS = 5;

/** The browser has a software GPU adapter, so left to itself the page chooses wasm. */
const DEVICES = [
  { name: 'wasm (chosen by the page)', query: '' },
  { name: 'WebGPU, SwiftShader', query: '?device=webgpu' },
];

/** Milliseconds since the visit's navigation began. */
interface Visit {
  readonly clickable: number;
  readonly modelReady: number;
  readonly scored: number;
  /** Of all scripts that the visit loaded, its workers' too, in bytes. */
  readonly scriptsGzipped: number;
}

export const firstVisit: BenchCase = {
  name: 'first-visit',
  summary: 'from opening the page to the scores of its first example, in a fresh browser',
  async run() {
    buildSite(process.cwd());
    const site = await serveSite(process.cwd());
    try {
      const rows = [];
      for (const { name, query } of DEVICES) rows.push({ device: name, ...(await measure(site.url, query)) });
      return { rows: rows.map((row) => ({ ...row })), markdown: describe(rows) };
    } finally {
      await site.close();
    }
  },
};

interface Row extends Visit {
  readonly device: string;
  readonly slowest: number;
}

/** The median of every measure, and the slowest visit. */
async function measure(siteUrl: string, query: string): Promise<Omit<Row, 'device'>> {
  const visits: Visit[] = [];
  for (let visit = 0; visit < VISITS; visit++) visits.push(await visitOnce(siteUrl, query));
  const middle = (key: keyof Visit) => median(visits.map((visit) => visit[key]));
  return {
    clickable: middle('clickable'),
    modelReady: middle('modelReady'),
    scored: middle('scored'),
    slowest: Math.max(...visits.map(({ scored }) => scored)),
    scriptsGzipped: middle('scriptsGzipped'),
  };
}

async function visitOnce(siteUrl: string, query: string): Promise<Visit> {
  const browser = await launchBrowser(siteUrl);
  try {
    const page = await browser.context.newPage();
    const scripts = collectScripts(page);
    await page.goto(new URL(query, siteUrl).href, { waitUntil: 'commit' });
    const modelReady = page
      .getByRole('button', { name: /self-test passed/ })
      .waitFor()
      .then(() => now(page));
    const example = page.getByRole('button', { name: /^Example: / }).first();
    await example.waitFor();
    const clickable = await now(page);
    await example.click();
    await page.getByText('Chance that').waitFor();
    return { clickable, modelReady: await modelReady, scored: await now(page), scriptsGzipped: await scripts() };
  } finally {
    await browser.close();
  }
}

const now = (page: Page) => page.evaluate(() => performance.now());

/** Collects the scripts that page and workers load; returns the way to their gzipped length together. */
function collectScripts(page: Page): () => Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  page.context().on('response', (response) => {
    const isOfPage = response.request().serviceWorker() === null;
    if (isOfPage && /\.m?js$/.test(new URL(response.url()).pathname)) bodies.push(response.body());
  });
  return async () => (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).byteLength, 0);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const inSeconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;

function describe(rows: readonly Row[]): string {
  const { id, dtype, files }: Manifest = JSON.parse(readFileSync(resolve('public/models/nano/manifest.json'), 'utf8'));
  const megabytes = files.reduce((sum, { byteLength }) => sum + byteLength, 0) / 1e6;
  const cells = rows.map(({ device, clickable, modelReady, scored, slowest, scriptsGzipped }) => [
    device,
    ...[clickable, modelReady, scored, slowest].map(inSeconds),
    `${(scriptsGzipped / 1000).toFixed(0)} KB`,
  ]);
  const header = ['Device', 'Example clickable', 'Model ready', 'Example scored', 'Slowest', 'Scripts, gzipped'];
  return `${id} ${dtype}, ${megabytes.toFixed(1)} MB; median of ${VISITS} visits.\n\n${markdownTable(header, cells)}`;
}
