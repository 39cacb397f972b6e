import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { listSiteFiles } from '../src/build/listSiteFiles.ts';
import { filesForBrowser } from '../src/offline/siteFile.ts';
import { expectAlike } from './harness/expectAlike.ts';
import { chooseDataset, writeFlatDataset } from './harness/flatDataset.ts';
import { serveHostPages, strictPolicy, type HostPages } from './harness/hostPages.ts';
import { onChromium } from './harness/onChromium.ts';
import { startPlainHost, type PlainHost } from './harness/plainHost.ts';
import { startSilentHost } from './harness/silentHost.ts';
import {
  beginDataset,
  type BatchResults,
  leaveDataset,
  saveResults,
  scoreDataset,
  seesAllScored,
} from './harness/siteBatch.ts';
import {
  addOwn,
  type ChromiumRewards,
  expectSame,
  FIRST,
  rewardsOf,
  SAME_REWARD,
  scoreOwn,
  SECOND,
} from './harness/siteRewards.ts';
import type { SiteTab } from './harness/siteTab.ts';
import { stockBrowsers } from './harness/stockBrowsers.ts';
import { isIsolated } from './harness/isolation.ts';

/** A request that a service worker keeps waiting waits for a minute; the work takes 3 s, and a busy machine some times that. */
const SWIFT_MS = 45_000;

const siteUrl = inject('siteUrl');
let folder: string;
let dataset: readonly string[];
let expected: ChromiumRewards;
/** What Chromium makes of the dataset. */
let expectedResults: BatchResults;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-other-'));
  dataset = await writeFlatDataset(folder);
  if (!stockBrowsers.some(({ isThere }) => isThere)) return;
  await onChromium(async (tab) => {
    expected = await rewardsOf(tab);
    await scoreDataset(tab, dataset);
    expectedResults = await saveResults(tab);
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** A number where it is one. */
function numberIn(field: string): number | string {
  return field === '' || Number.isNaN(Number(field)) ? field : Number(field);
}

function expectSameResults({ table, report }: BatchResults, right: BatchResults): void {
  expect([table.name, report.name]).toEqual([right.table.name, right.report.name]);
  const [fields = [], rightFields] = [table, right.table].map(({ text }) => text.split(/[\n,]/).map(numberIn));
  expectAlike(fields, rightFields, SAME_REWARD);
  expectAlike(factsOf(report.text), factsOf(right.report.text), SAME_REWARD);
}

/** Without the digest of the scores: their last bits are each browser's own. */
function factsOf(report: string): unknown {
  const { data, ...facts } = JSON.parse(report);
  return { ...facts, files: data.map(({ name }: { readonly name: string }) => name) };
}

/** In the page: milliseconds until a file of the site is there, which nobody has asked for yet. */
async function timeFetch(): Promise<number> {
  const start = performance.now();
  await (await fetch(`licences.txt?${start}`)).text();
  return performance.now() - start;
}

describe.each(stockBrowsers)('stock $name', (browser) => {
  describe.skipIf(!browser.isThere)('on a host that sends the isolation headers', () => {
    let tab: SiteTab;

    beforeAll(async () => {
      tab = await browser.launch();
      await tab.goTo(siteUrl);
    });
    afterAll(() => tab.close());

    it('scores an example on the first visit as Chromium does', async () => {
      expectSame(await tab.tryExample(FIRST), expected.first);
    });

    it('goes on while the service worker takes over, without a request that waits', async () => {
      await tab.until('for the service worker', () => navigator.serviceWorker.controller?.state === 'activated');
      expect(await tab.run(timeFetch)).toBeLessThan(SWIFT_MS);
      const start = performance.now();
      expectSame(await tab.tryExample(SECOND), expected.second);
      expect(performance.now() - start).toBeLessThan(SWIFT_MS);
    });

    it("scores one's own pictures, photographs and drawings", async () => {
      await tab.click('^Clear all$');
      await addOwn(tab);
      expectSame(await scoreOwn(tab), expected.own);
    });

    it('tells the threads that there are', async () => {
      const shares = await tab.run(() => typeof SharedArrayBuffer !== 'undefined');
      await tab.sees(shares ? 'CPU, \\d+ threads' : 'CPU, 1 thread\\b');
      await tab.click('^Models$');
      await tab.sees('comes with this page');
      if (!shares) await tab.sees('the CPU can use one thread only');
    });

    it('goes on with a batch after a reload, each edit once', async () => {
      await leaveDataset(tab, dataset);
      await tab.sees('self-test passed');
      await tab.click('^Close$');
      await chooseDataset(tab, dataset);
      await tab.click('^Go on: \\d+ edits$');
      await seesAllScored(tab);
    });

    it('exports the batch and reports on it as Chromium does', async () => {
      expectSameResults(await saveResults(tab), expectedResults);
    });
  });

  describe.skipIf(!browser.isThere)('on a host of plain files', () => {
    let host: PlainHost;
    let tab: SiteTab;

    beforeAll(async () => {
      host = await startPlainHost(resolve('dist'), 'some/path/');
      tab = await browser.launch();
      host.withhold(/ModelsPage/); // from the service worker, too, which would keep it
      await tab.goTo(host.url);
    });
    afterAll(async () => {
      await tab.close();
      await host.close();
    });

    it('goes on where a part of it does not come', async () => {
      await tab.until('to be isolated', isIsolated);
      await tab.click('^Models$');
      await tab.sees('A part of this page could not be loaded');
      host.withhold(undefined);
      await tab.click('^Try again$');
      await tab.sees('comes with this page');
      await tab.click('^Score$');
    });

    it('scores as Chromium does, isolated by its service worker', async () => {
      expectSame(await tab.tryExample(FIRST), expected.first);
    });

    // WebKit reads no file while a page is to be left; Firefox goes on reading.
    it.runIf(browser.name === 'WebKitGTK')(
      'goes on with a batch while an address that nothing comes from is waited for',
      async () => {
        const silent = await startSilentHost();
        await beginDataset(tab, dataset);
        await tab.run((url) => void setTimeout(() => location.assign(url)), silent.url);
        await silent.wasAsked;
        await seesAllScored(tab);
        await tab.click('^Score$');
        await silent.close();
      },
    );

    it('works without a network', async () => {
      const files = filesForBrowser(listSiteFiles(resolve('dist')), await tab.run(() => 'Suspending' in WebAssembly));
      await tab.reload(); // the site is kept anew, now with all of its parts
      await tab.until('to keep the site', hasKept, files.length);
      await host.close();
      await tab.reload();
      await tab.sees('self-test passed');
      expectSame(await tab.tryExample(SECOND), expected.second);
    });
  });

  describe.skipIf(!browser.isThere)('the widget on another origin, under a strict policy', () => {
    let host: HostPages;
    let tab: SiteTab;

    beforeAll(async () => {
      host = await serveHostPages({
        folders: [
          { prefix: 'pictures/', folder: 'public/examples/recolor' },
          { prefix: '', folder: 'docs/embedding' },
        ],
        replace: { 'https://editreward.example/': siteUrl },
        headers: { 'Content-Security-Policy': strictPolicy(new URL(siteUrl).origin) },
      });
      tab = await browser.launch();
      await tab.goTo(`${host.url}plain.html`);
    });
    afterAll(async () => {
      await tab.close();
      await host.close();
    });

    it('gives the rewards that the site gives', async () => {
      await tab.click('^Score');
      const text = await tab.until('the rewards', () => document.querySelector('output')?.value);
      const names = ['done-but-blurred.png', 'done.png', 'wrong-color.png'];
      const rewards = String(text).split(', ').map(Number);
      const right = names.map((name) => [name, expected.first[name] ?? NaN] as const);
      expectSame(
        Object.fromEntries(names.map((name, index) => [name, rewards[index] ?? NaN])),
        Object.fromEntries(right),
      );
    });
  });
});

/** In the page. */
async function hasKept(fileCount: number): Promise<boolean> {
  const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const keys = await Promise.all(opened.map((cache) => cache.keys()));
  return keys.flat().length >= fileCount;
}
