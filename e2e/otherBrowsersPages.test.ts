import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serveFolder, type FolderServer } from './harness/folderServer.ts';
import { convertForTest, dataFolder, goldenCases } from '../src/testing/packages.ts';
import { addOwn, expectSame, SAME_REWARD, scoreOwn } from './harness/siteRewards.ts';
import type { Rewards, SiteTab } from './harness/siteTab.ts';
import { stockBrowsers } from './harness/stockBrowsers.ts';

const siteUrl = inject('siteUrl');
const noModel = `${siteUrl}?model=`;

let modelFolder: string;
let modelFiles: readonly string[];
let packages: FolderServer;

beforeAll(async () => {
  modelFolder = await convertForTest('tiny');
  modelFiles = await pathsIn(modelFolder);
  packages = await serveFolder(modelFolder);
});
afterAll(async () => {
  await packages.close();
  await rm(modelFolder, { recursive: true });
});

async function pathsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).map((name) => join(folder, name));
}

/** What the official Python gives for those of one's own pictures that are no JPEG, by the tiny model. */
function officialRewards(): Rewards {
  const cases = goldenCases('tiny').filter(({ edited }) => /^house_(blue_roof|no_sun)\./.test(edited));
  return Object.fromEntries(
    cases.map(({ edited, heads }) => [edited, heads.reduce((sum, [mu]) => sum + mu / heads.length, 0)]),
  );
}

async function expectOfficial(tab: SiteTab): Promise<void> {
  await tab.click('^Score$');
  await addOwn(tab);
  await tab.sees('self-test passed');
  const rewards = await scoreOwn(tab);
  for (const [file, reward] of Object.entries(officialRewards())) {
    expect(Math.abs((rewards[file] ?? NaN) - reward), file).toBeLessThan(SAME_REWARD);
  }
}

describe.each(stockBrowsers)('stock $name', (browser) => {
  describe.skipIf(!browser.isThere)('with the model of the site', () => {
    let tab: SiteTab;

    beforeAll(async () => {
      tab = await browser.launch();
      await tab.goTo(siteUrl);
      await tab.sees('self-test passed');
    });
    afterAll(() => tab.close());

    it('gives a request up when it is cancelled, and scores the same afterwards', async () => {
      await addOwn(tab);
      await tab.run(scoreAndCancel);
      await tab.until('for the end of it', () => document.querySelector('form button[type=submit]:enabled') !== null);
      await tab.sees('Not scored yet');
      const first = await scoreOwn(tab);
      expect(Object.keys(first)).toHaveLength(3);
      await tab.click('^Clear all$');
      await addOwn(tab);
      expectSame(await scoreOwn(tab), first);
    });

    it('shows a candidate beside the source', async () => {
      await tab.click('^Compare house_no_sun.webp with the source$');
      await tab.until('to see both pictures', picturesOfDialog, ['Source: house.png', 'house_no_sun.webp']);
      await tab.click('^(Previous|Next)$');
      await tab.until(
        'to see a neighbour',
        () => !document.querySelector('dialog[open] h2')?.textContent.includes('no_sun'),
      );
      await tab.click('^Slider$');
      await tab.until('to see the line', () => document.querySelector('dialog[open] input[type=range]') !== null);
      await tab.click('^Close$');
      await tab.until('to be back', () => document.querySelector('dialog[open]') === null);
    });
  });

  describe.skipIf(!browser.isThere)('with a model package of one’s own', () => {
    let tab: SiteTab;

    beforeAll(async () => {
      tab = await browser.launch();
    });
    afterAll(() => tab.close());

    it('scores by a package from a folder as the official Python does', async () => {
      await tab.goTo(noModel);
      await tab.chooseFolder('.chooser input[webkitdirectory]', 'tiny-package', modelFiles);
      await expectOfficial(tab);
    });

    // A second visit of one tab: its scripts are there, and the host says that they are unchanged.
    it('scores by a package from an address as the official Python does', async () => {
      // Without the comparison that the first visit has left.
      await tab.click('^Clear all$');
      await tab.goTo(`${siteUrl}?model=${encodeURIComponent(packages.url)}`);
      await expectOfficial(tab);
    });
  });
});

const [firefox] = stockBrowsers;

describe.skipIf(!firefox.isThere)('the models that Firefox keeps', () => {
  let tab: SiteTab;

  beforeAll(async () => {
    tab = await firefox.launch();
    await tab.goTo(`${noModel}#/models`);
  });
  afterAll(() => tab.close());

  it('are there after a reload, when their host is gone', async () => {
    await tab.click('^Another checkpoint, package or folder$');
    await tab.click('^Download a package$');
    await tab.fill('input[name=where]', packages.url);
    await tab.click('^Look$');
    await tab.click('^Download [\\d.]+ [kM]B$');
    await tab.sees('tiny\\s.*fp32');
    await tab.until('to be kept', hasButton, 'tiny', 'Use');
    await tab.reload();
    await tab.until('to be kept', hasButton, 'tiny', 'Use');
    await tab.until('to use it', clickIn, 'tiny', 'Use');
    await expectOfficial(tab);
  });

  it('are made of a checkpoint, with its self-test', async () => {
    await tab.click('^Models$');
    await tab.click('^Another checkpoint, package or folder$');
    await tab.click('^Convert a checkpoint$');
    const files = [
      ...(await pathsIn(join(dataFolder('tiny'), 'checkpoint'))),
      join(dataFolder('tiny'), 'prompts.json'),
    ];
    await tab.chooseFolder('input[aria-label="Folder of the checkpoint"]', 'tiny-checkpoint', files);
    await tab.sees('tiny-checkpoint, \\d+ files');
    await tab.click('^Convert$');
    await tab.until('to be converted', hasButton, 'tiny-checkpoint', 'Use');
    await tab.sees('converted here');
    await tab.until('to use it', clickIn, 'tiny-checkpoint', 'Use');
    await tab.sees('tiny-checkpoint q4\\s+CPU, \\d+ threads?\\s+self-test passed');
  });
});

// What follows runs in the page, each by itself.

/** As soon as there is something to cancel: a small model has scored in no time. */
function scoreAndCancel(): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const cancel = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Cancel');
      if (!cancel) return;
      observer.disconnect();
      cancel.click();
      resolve();
    });
    observer.observe(document.body, { subtree: true, childList: true });
    document.querySelector<HTMLButtonElement>('form button[type=submit]')?.click();
  });
}

function picturesOfDialog(names: readonly string[]): boolean {
  const pictures = [...document.querySelectorAll<HTMLImageElement>('dialog[open] img')];
  const shown = pictures.filter(({ complete, naturalWidth }) => complete && naturalWidth > 0).map(({ alt }) => alt);
  return names.every((name) => shown.some((alt) => alt.endsWith(name)));
}

/** In the row of a model. */
function hasButton(model: string, label: string): boolean {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>(`li[aria-label="${model}"] button:enabled`)];
  return buttons.some(({ textContent }) => textContent === label);
}

function clickIn(model: string, label: string): boolean {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>(`li[aria-label="${model}"] button:enabled`)];
  const button = buttons.find(({ textContent }) => textContent === label);
  button?.click();
  return button !== undefined;
}
