import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import type { RemoteLocation } from '../../src/core/modelPackage/modelLocation.ts';
import type { StoreContents, StoredModel } from '../../src/core/keptModels/storedModel.ts';
import type { TransferProgress } from '../../src/core/keptModels/transferProgress.ts';
import type { TestBrowser } from './browser.ts';
import { bundleScript } from './bundleScript.ts';
import { PLAIN_PAGE } from './plainPage.ts';
import type { ConversionFrom, FilesToChoose, ModelStorePage } from './modelStorePage.ts';
import type { Answer } from './scorerPage.ts';

declare const modelStorePage: ModelStorePage;

/** The site's model store in a tab of its own. */
export interface ModelStoreDriver {
  readonly page: Page;
  download(location: RemoteLocation): Promise<Answer<StoredModel>>;
  /** Starts a download; `finish` waits for it. */
  begin(location: RemoteLocation): Promise<void>;
  resume(id: string): Promise<Answer<StoredModel>>;
  pause(): Promise<void>;
  finish(): Promise<Answer<StoredModel>>;
  progress(): Promise<readonly TransferProgress[]>;
  /** Waits until the call that was started last has told of so many bytes. */
  waitForBytes(doneBytes: number): Promise<void>;
  list(): Promise<StoreContents>;
  remove(id: string): Promise<Answer<void>>;
  importFiles(files: FilesToChoose): Promise<Answer<StoredModel>>;
  exportAndRead(id: string): Promise<Answer<Record<string, string>>>;
  beginConversion(from: ConversionFrom): Promise<void>;
  convert(from: ConversionFrom): Promise<Answer<StoredModel>>;
  digests(id: string): Promise<Record<string, string>>;
  manifest(id: string): Promise<string>;
  load(id: string): ReturnType<ModelStorePage['load']>;
}

let script: Promise<string> | undefined;

/** Opens a tab with a client of the site's built workers: not the app, which loads a model by itself. */
export async function openModelStore(browser: TestBrowser): Promise<ModelStoreDriver> {
  const { page } = await browser.openPage(PLAIN_PAGE);
  await page.addScriptTag({ content: await (script ??= bundleScript('e2e/harness/modelStorePage.ts')) });
  await page.evaluate(
    ([store = '', scorer = '']) =>
      modelStorePage.start(new URL(store, location.origin).href, new URL(scorer, location.origin).href),
    [workerPath('modelStore'), workerPath('scorer')],
  );
  const finish = () => page.evaluate(() => modelStorePage.finish());
  const begin = (from: RemoteLocation) => page.evaluate((where) => modelStorePage.begin(where), from);
  const beginConversion = (from: ConversionFrom) => page.evaluate((what) => modelStorePage.beginConversion(what), from);
  return {
    page,
    begin,
    finish,
    async download(from) {
      await begin(from);
      return finish();
    },
    async resume(id) {
      await page.evaluate((which) => modelStorePage.resume(which), id);
      return finish();
    },
    pause: () => page.evaluate(() => modelStorePage.pause()),
    progress: () => page.evaluate(() => modelStorePage.progress()),
    async waitForBytes(doneBytes) {
      await page.waitForFunction((wanted) => (modelStorePage.progress().at(-1)?.doneBytes ?? 0) >= wanted, doneBytes);
    },
    list: () => page.evaluate(() => modelStorePage.list()),
    remove: (id) => page.evaluate((which) => modelStorePage.remove(which), id),
    importFiles: (files) => page.evaluate((from) => modelStorePage.importFiles(from), files),
    exportAndRead: (id) => page.evaluate((which) => modelStorePage.exportAndRead(which), id),
    beginConversion,
    async convert(from) {
      await beginConversion(from);
      return finish();
    },
    digests: (id) => page.evaluate((which) => modelStorePage.digests(which), id),
    manifest: (id) => page.evaluate((which) => modelStorePage.manifest(which), id),
    load: (id) => page.evaluate((which) => modelStorePage.load(which), id),
  };
}

function workerPath(worker: string): string {
  const name = readdirSync(resolve('dist/assets')).find(
    (file) => file.startsWith(`${worker}-`) && file.endsWith('.js'),
  );
  if (name === undefined) throw new Error(`The built site has no ${worker} worker.`);
  return `assets/${name}`;
}
