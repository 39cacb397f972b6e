import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { listSiteFiles } from '../src/build/listSiteFiles.ts';
import { filesForBrowser } from '../src/offline/siteFile.ts';
import { launchBrowser } from './harness/browser.ts';
import { driveChromium } from './harness/driveChromium.ts';
import { findOtherBrowsers } from './harness/findOtherBrowsers.ts';
import { chooseDataset, writeFlatDataset } from './harness/flatDataset.ts';
import { serveHostPages, strictPolicy, type HostPages } from './harness/hostPages.ts';
import { launchFirefox, type FirefoxSettings } from './harness/launchFirefox.ts';
import { launchWebKit } from './harness/launchWebKit.ts';
import { startPlainHost, type PlainHost } from './harness/plainHost.ts';
import { startSilentHost } from './harness/silentHost.ts';
import { type Rewards, siteTab, type SiteTab } from './harness/siteTab.ts';

/** The same WebAssembly runs on other cores and numbers of threads, which only change the order of some sums. */
const SAME_REWARD = 1e-4;
/** A request that a service worker keeps waiting waits for a minute; a busy machine needs some seconds. */
const SWIFT_MS = 20_000;
const FIRST = 'Make the red circle blue';
const SECOND = 'Remove the blue star';
const OWN_INSTRUCTION = 'Paint the roof blue';
const picture = (name: string) => resolve('reference/tiny/images', name);
const PICTURES = ['house_blue_roof.png', 'house_dusk.jpg', 'house_no_sun.webp'].map(picture);

const siteUrl = inject('siteUrl');
const [firefox, webKit] = findOtherBrowsers();
const browsers = [
  {
    name: 'Firefox',
    programs: firefox?.programs,
    launch: (programs: readonly string[]) => startFirefox(programs),
    triesScriptsAgain: true,
  },
  // It remembers that a script did not come for as long as the page is open, and does not say which one.
  { name: 'WebKitGTK', programs: webKit?.programs, launch: launchWebKit, triesScriptsAgain: false },
] as const;
for (const { name, packages, programs } of findOtherBrowsers()) {
  if (!programs) console.warn(`Skipping ${name}: it is not installed (apt-get install ${packages.join(' ')}).`);
}

function startFirefox([executable = '']: readonly string[], settings?: FirefoxSettings) {
  return launchFirefox(executable, settings);
}

interface Expected {
  readonly first: Rewards;
  readonly second: Rewards;
  readonly own: Rewards;
}

let expected: Expected;

beforeAll(async () => {
  if (browsers.every(({ programs }) => programs === undefined)) return;
  const browser = await launchBrowser(siteUrl, { webgpu: false });
  const tab = siteTab(await driveChromium(browser));
  await tab.goTo(siteUrl);
  expected = {
    first: await tab.tryExample(FIRST),
    second: await tab.tryExample(SECOND),
    own: await scoreOwn(tab),
  };
  await browser.close();
});

async function scoreOwn(tab: SiteTab): Promise<Rewards> {
  await tab.click('^Clear all$');
  await tab.sees('Choose the source');
  await tab.chooseFiles('input[type=file]:not([multiple])', [picture('house.png')]);
  await tab.chooseFiles('input[type=file][multiple]', PICTURES);
  await tab.run(fillInstruction, OWN_INSTRUCTION);
  await tab.click('^Score$');
  await tab.sees('Chance that');
  return tab.rewards();
}

/** In the page: React hears of what is typed, not of what a script puts there. */
function fillInstruction(text: string): void {
  const field = document.querySelector('textarea, input[type=text]');
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, text);
  field?.dispatchEvent(new Event('input', { bubbles: true }));
}

function expectSame(rewards: Rewards, right: Rewards): void {
  expect(Object.keys(rewards)).toEqual(Object.keys(right));
  for (const [file, reward] of Object.entries(rewards)) {
    expect(Math.abs(reward - (right[file] ?? NaN)), file).toBeLessThan(SAME_REWARD);
  }
}

async function launch({ programs, launch: start }: (typeof browsers)[number]): Promise<SiteTab> {
  if (!programs) throw new Error('It is not installed.');
  return siteTab(await start(programs));
}

/** In the page: milliseconds until a file of the site is there, which nobody has asked for yet. */
async function timeFetch(): Promise<number> {
  const start = performance.now();
  await (await fetch(`licences.txt?${start}`)).text();
  return performance.now() - start;
}

describe.each(browsers)('stock $name', (browser) => {
  describe.skipIf(!browser.programs)('on a host that sends the isolation headers', () => {
    let tab: SiteTab;
    let folder: string;
    let dataset: readonly string[];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'editreward-other-'));
      dataset = await writeFlatDataset(folder);
      tab = await launch(browser);
      await tab.goTo(siteUrl);
    });
    afterAll(async () => {
      await tab.close();
      await rm(folder, { recursive: true });
    });

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
      expectSame(await scoreOwn(tab), expected.own);
    });

    it('tells the threads that there are', async () => {
      const shares = await tab.run(() => typeof SharedArrayBuffer !== 'undefined');
      await tab.sees(shares ? 'CPU, \\d+ threads' : 'CPU, 1 thread\\b');
      await tab.click('^Models$');
      await tab.sees('comes with this page');
      if (!shares) await tab.sees('the CPU works on one');
    });

    it('goes on with a batch after a reload, each edit once', async () => {
      await tab.click('^Batch$');
      await chooseDataset(tab, dataset);
      await tab.click('^Score 12 edits$');
      await tab.until('the first scores', hasScoredOne);
      await tab.reload();
      await tab.sees('self-test passed');
      await tab.click('^Close$');
      await chooseDataset(tab, dataset);
      await tab.click('^Go on: \\d+ edits$');
      await tab.sees('12 of 12 edits scored');
    });
  });

  describe.skipIf(!browser.programs)('on a host of plain files', () => {
    let host: PlainHost;
    let tab: SiteTab;

    beforeAll(async () => {
      host = await startPlainHost(resolve('dist'), 'some/path/');
      tab = await launch(browser);
      await tab.goTo(host.url);
    });
    afterAll(async () => {
      await tab.close();
      await host.close();
    });

    it('goes on where a part of it does not come', async () => {
      await tab.until('to be isolated', () => crossOriginIsolated);
      host.withhold(/ModelsPage/);
      await tab.click('^Models$');
      await tab.sees('A part of this page could not be loaded');
      host.withhold(undefined);
      if (browser.triesScriptsAgain) {
        await tab.click('^Try again$');
        await tab.sees('comes with this page');
      }
      await tab.click('^Score$');
    });

    it('scores as Chromium does, isolated by its service worker', async () => {
      expectSame(await tab.tryExample(FIRST), expected.first);
    });

    // WebKit reads no file while a page is to be left.
    it('goes on with a batch while an address that nothing comes from is waited for', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'editreward-other-'));
      const silent = await startSilentHost();
      await tab.click('^Batch$');
      await chooseDataset(tab, await writeFlatDataset(folder));
      await tab.click('^Score 12 edits$');
      await tab.until('the first scores', hasScoredOne);
      await tab.run((url) => void setTimeout(() => location.assign(url)), silent.url);
      await tab.sees('12 of 12 edits scored');
      await tab.click('^Score$');
      await silent.close();
      await rm(folder, { recursive: true });
    });

    it('works without a network', async () => {
      const files = filesForBrowser(listSiteFiles(resolve('dist')), await tab.run(() => 'Suspending' in WebAssembly));
      await tab.until('to keep the site', hasKept, files.length);
      await host.close();
      await tab.reload();
      await tab.sees('self-test passed');
      expectSame(await tab.tryExample(SECOND), expected.second);
    });
  });

  describe.skipIf(!browser.programs)('the widget on another origin, under a strict policy', () => {
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
      tab = await launch(browser);
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

describe.skipIf(!firefox?.programs)('a Firefox that lets the site store nothing', () => {
  let tab: SiteTab;

  beforeAll(async () => {
    const settings = { 'network.cookie.cookieBehavior': 2 };
    tab = siteTab(await startFirefox(firefox?.programs ?? [], settings));
    await tab.goTo(siteUrl);
  });
  afterAll(() => tab.close());

  it('scores all the same', async () => {
    expectSame(await tab.tryExample(FIRST), expected.first);
  });

  it('says on each page what it cannot do', async () => {
    await tab.click('^Models$');
    await tab.sees('This browser keeps no files for this site');
    await tab.sees('needs a network each time it is opened');
    await tab.click('^Batch$');
    await tab.sees('This browser keeps no batches for this site');
    await tab.click('^Benchmark$');
    await tab.sees('This browser keeps no batches for this site');
  });
});

/** As a site that is served over http to other machines of a network. */
const INSECURE_HOST = 'editreward.test';

describe.skipIf(!firefox?.programs)('a Firefox at an address that is no secure context', () => {
  let host: PlainHost;
  let tab: SiteTab;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'editreward-insecure-'));
    host = await startPlainHost(resolve('dist'), 'some/path/');
    tab = siteTab(await startFirefox(firefox?.programs ?? [], { 'network.dns.localDomains': INSECURE_HOST }));
    await tab.goTo(host.url.replace('localhost', INSECURE_HOST));
  });
  afterAll(async () => {
    await tab.close();
    await host.close();
    await rm(folder, { recursive: true });
  });

  it('scores all the same, on one thread', async () => {
    expect(await tab.run(() => isSecureContext)).toBe(false);
    expectSame(await tab.tryExample(FIRST), expected.first);
    await tab.sees('CPU, 1 thread\\b');
  });

  it('says what it lacks, and why', async () => {
    await tab.click('^Models$');
    await tab.sees('This browser keeps no files for this site');
    await tab.sees('neither https nor localhost');
  });

  it('scores a batch without locks', async () => {
    await tab.click('^Batch$');
    await chooseDataset(tab, await writeFlatDataset(folder));
    await tab.click('^Score 12 edits$');
    await tab.sees('12 of 12 edits scored');
  });
});

/** In the page. */
function hasScoredOne(): boolean {
  return Number(document.querySelector('[aria-label="Scoring the batch"]')?.getAttribute('value')) > 0;
}

/** In the page. */
async function hasKept(fileCount: number): Promise<boolean> {
  const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const keys = await Promise.all(opened.map((cache) => cache.keys()));
  return keys.flat().length >= fileCount;
}
