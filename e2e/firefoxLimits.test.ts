import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { chooseDataset, writeFlatDataset } from './harness/flatDataset.ts';
import type { FirefoxSettings } from './harness/launchFirefox.ts';
import { startPlainHost, type PlainHost } from './harness/plainHost.ts';
import { scoreDataset } from './harness/siteBatch.ts';
import { expectSame, FIRST, firstOnChromium, SECOND } from './harness/siteRewards.ts';
import type { Rewards, SiteTab } from './harness/siteTab.ts';
import { hasFirefox, startFirefox } from './harness/stockBrowsers.ts';

// Firefox as people set it up, and addresses at which browsers withhold a good deal. Each lack is a sentence; the rest goes on.

/** As a site that is served over http to other machines of a network. */
const INSECURE_HOST = 'editreward.test';

let expected: Rewards;
let host: PlainHost;
let folder: string;
let dataset: readonly string[];

beforeAll(async () => {
  if (hasFirefox) expected = await firstOnChromium();
  host = await startPlainHost(resolve('dist'), 'some/path/');
  folder = await mkdtemp(join(tmpdir(), 'editreward-limits-'));
  dataset = await writeFlatDataset(folder);
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

interface Visit {
  readonly settings: FirefoxSettings;
  readonly url: string;
}

/** Hands over the tab of a visit, which ends with the tests of its block. */
function visit(visited: () => Visit): () => SiteTab {
  let tab: SiteTab | undefined;
  beforeAll(async () => {
    const { settings, url } = visited();
    tab = await startFirefox(settings);
    await tab.goTo(url);
  });
  afterAll(() => tab?.close());
  return () => {
    if (!tab) throw new Error('Firefox did not start.');
    return tab;
  };
}

describe.skipIf(!hasFirefox)('a Firefox that lets the site store nothing', () => {
  const tab = visit(() => ({ settings: { 'network.cookie.cookieBehavior': 2 }, url: inject('siteUrl') }));

  it('scores all the same', async () => {
    expectSame(await tab().tryExample(FIRST), expected);
  });

  it('says on each page what it cannot do', async () => {
    await tab().click('^Models$');
    await tab().sees('This browser keeps no files for this site');
    await tab().sees('needs a network each time you open it');
    await tab().click('^Batch$');
    await tab().sees('This browser keeps no batches for this site');
    await tab().click('^Benchmark$');
    await tab().sees('This browser keeps no batches for this site');
  });
});

describe.skipIf(!hasFirefox)('a Firefox at an address that is no secure context', () => {
  const tab = visit(() => ({
    settings: { 'network.dns.localDomains': INSECURE_HOST },
    url: host.url.replace('localhost', INSECURE_HOST),
  }));

  it('says that there is no clipboard', async () => {
    await tab().openExample(SECOND);
    expect(await tab().until('an answer', copyAndRead)).toBe('The browser forbids copying');
  });

  it('scores all the same, on one thread', async () => {
    expect(await tab().run(() => isSecureContext)).toBe(false);
    expectSame(await tab().tryExample(FIRST), expected);
    await tab().sees('CPU, 1 thread\\b');
  });

  it('says what it lacks, and why', async () => {
    await tab().click('^Models$');
    await tab().sees('This browser keeps no files for this site');
    await tab().sees('neither https nor localhost');
  });

  it('refuses to copy a package, which it could neither hash nor keep, and scores by it where it lies', async () => {
    const paths = (await readdir('public/models/nano')).map((name) => resolve('public/models/nano', name));
    expect(await tab().run(() => typeof crypto.subtle)).toBe('undefined');
    await tab().click('^Another checkpoint, package or folder$');
    await tab().click('^Copy from a folder$');
    await tab().chooseFolder('.way input[webkitdirectory]', 'nano', paths);
    await tab().sees('This browser keeps no files for this site[^]*This browser keeps no files for this site');
    await tab().goTo(`${host.url.replace('localhost', INSECURE_HOST)}?model=`);
    await tab().chooseFolder('.chooser input[webkitdirectory]', 'nano', paths);
    await tab().sees('self-test passed');
    expectSame(await tab().tryExample(FIRST), expected);
  });

  it('scores a batch without locks', () => scoreDataset(tab(), dataset));
});

describe.skipIf(!hasFirefox)('a private window of Firefox', () => {
  const tab = visit(() => ({ settings: { 'browser.privatebrowsing.autostart': true }, url: host.url }));

  it('scores all the same', async () => {
    expectSame(await tab().tryExample(FIRST), expected);
  });

  it('says that it keeps no models', async () => {
    await tab().click('^Models$');
    await tab().sees('keeps no files for this site.*leave the private mode');
  });

  it('keeps a batch over a reload, and says for how long', async () => {
    await scoreDataset(tab(), dataset);
    await tab().reload();
    await tab().sees('Kept in this browser\\s+labels.json');
    await tab().sees('Only a private window forgets the scores');
  });
});

describe.skipIf(!hasFirefox)('a Firefox without a file system for sites', () => {
  const tab = visit(() => ({ settings: { 'dom.fs.enabled': false }, url: host.url }));

  it('scores all the same', async () => {
    expect(await tab().run(() => 'getDirectory' in navigator.storage)).toBe(false);
    expectSame(await tab().tryExample(FIRST), expected);
  });

  it('says so where a model is to be kept', async () => {
    await tab().click('^Models$');
    await tab().sees('This browser keeps no files for this site');
    expect(await tab().run(() => document.body.innerText)).not.toContain('In this browser');
  });

  it('keeps batches', () => scoreDataset(tab(), dataset));
});

describe.skipIf(!hasFirefox)('a Firefox without service workers', () => {
  const tab = visit(() => ({ settings: { 'dom.serviceWorkers.enabled': false }, url: host.url }));

  it('scores all the same, on one thread', async () => {
    expectSame(await tab().tryExample(FIRST), expected);
    await tab().sees('CPU, 1 thread\\b');
  });

  it('says what it lacks', async () => {
    await tab().click('^Models$');
    await tab().sees('needs a network each time you open it');
    await tab().sees('the CPU can use one thread only');
    await tab().sees('free in this browser');
  });
});

describe.skipIf(!hasFirefox)('a Firefox that shares no memory between threads', () => {
  const tab = visit(() => ({ settings: { 'javascript.options.shared_memory': false }, url: inject('siteUrl') }));

  it('says that no model runs there, and why', async () => {
    await tab().sees(
      'runs on no device here[^]*CPU: .*shared memory is disabled[^]*Another browser or computer may run it',
    );
  });

  it('does the rest', async () => {
    await tab().click('^Models$');
    await tab().sees('the CPU can use one thread only');
    await tab().sees('free in this browser');
    await tab().click('^Batch$');
    await chooseDataset(tab(), dataset);
  });
});

/** Runs in the page: what the button says of it, for two seconds. Undefined where there is no such button yet. */
async function copyAndRead(): Promise<string | undefined> {
  const buttons = [...document.querySelectorAll('button')];
  const copy = buttons.find(({ textContent }) => textContent === 'Copy results as JSON');
  if (!copy) return undefined;
  const said = new Promise<string>((answer) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      answer(copy.textContent);
    });
    observer.observe(copy, { childList: true, characterData: true, subtree: true });
  });
  copy.click();
  return said;
}
