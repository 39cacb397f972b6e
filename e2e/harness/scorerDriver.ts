import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DeviceSpeed } from '../../src/core/fit/layerSpeed.ts';
import type { LoadOptions } from '../../src/core/loading/loadOptions.ts';
import type { ModelStatus } from '../../src/core/loading/modelStatus.ts';
import type { ScoreResult } from '../../src/core/score/outcome.ts';
import type { TestBrowser } from './browser.ts';
import { bundleScript } from './bundleScript.ts';
import { PLAIN_PAGE } from './plainPage.ts';
import type { Answer, Heard, ScoreFiles, ScorerPage, StartOptions } from './scorerPage.ts';

declare const scorerPage: ScorerPage;

/** The site's scorer worker in a page of its own. */
export interface ScorerDriver extends Omit<ScorerPage, 'start' | 'heard'> {
  heard(): Promise<Heard>;
  readonly page: Awaited<ReturnType<TestBrowser['openPage']>>['page'];
  readonly errors: readonly string[];
  /** Bytes of JavaScript and wasm memory of page and worker, after a collection. */
  heapBytes(): Promise<number>;
  close(): Promise<void>;
}

/** Opens a page of the site with a client of its built worker. */
export async function openScorer(browser: TestBrowser, start: StartOptions = {}): Promise<ScorerDriver> {
  const { page, errors } = await browser.openPage(PLAIN_PAGE);
  await page.addScriptTag({ content: await bundleScript('e2e/harness/scorerPage.ts') });
  await page.evaluate(([path, how]) => scorerPage.start(new URL(path, location.href).href, how), [
    workerPath(),
    start,
  ] as const);
  return {
    page,
    errors,
    deviceBytes: () => page.evaluate(() => scorerPage.deviceBytes()),
    peakDeviceBytes: () => page.evaluate(() => scorerPage.peakDeviceBytes()),
    measureDevice: (provider: 'webgpu' | 'wasm') => page.evaluate((which) => scorerPage.measureDevice(which), provider),
    measureSpeed: (provider: 'webgpu' | 'wasm', budgetMs?: number): Promise<Answer<DeviceSpeed>> =>
      page.evaluate(([which, budget]) => scorerPage.measureSpeed(which, budget), [provider, budgetMs] as const),
    recallSpeeds: () => page.evaluate(() => scorerPage.recallSpeeds()),
    load: (url: string, options: LoadOptions): Promise<Answer<ModelStatus>> =>
      page.evaluate(({ url: from, options: how }) => scorerPage.load(from, how), { url, options }),
    score: (files: ScoreFiles): Promise<Answer<ScoreResult>> => page.evaluate((what) => scorerPage.score(what), files),
    scoreAndListen: (files: ScoreFiles) => page.evaluate((what) => scorerPage.scoreAndListen(what), files),
    scoreAndKill: (files: ScoreFiles) => page.evaluate((what) => scorerPage.scoreAndKill(what), files),
    heard: () => page.evaluate(() => scorerPage.heard()),
    scoreAndCancel: (files: ScoreFiles) => page.evaluate((what) => scorerPage.scoreAndCancel(what), files),
    heapBytes: () => page.evaluate(measureHeap),
    close: () => page.close(),
  };
}

function workerPath(): string {
  const name = readdirSync(resolve('dist/assets')).find((file) => /^scorer-.*\.js$/.test(file));
  if (name === undefined) throw new Error('The built site has no scorer worker.');
  return `assets/${name}`;
}

/** Runs in the page. https://developer.mozilla.org/docs/Web/API/Performance/measureUserAgentSpecificMemory */
async function measureHeap(): Promise<number> {
  const measuring = performance as Performance & {
    measureUserAgentSpecificMemory(): Promise<{ readonly bytes: number }>;
  };
  return (await measuring.measureUserAgentSpecificMemory()).bytes;
}
