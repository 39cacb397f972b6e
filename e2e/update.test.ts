import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles } from '../src/build/siteFolders.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { filesToKeep, keptFiles } from './harness/keptFiles.ts';
import { startPlainHost, type PlainHost } from './harness/plainHost.ts';
import { tryExample } from './harness/tryExample.ts';

const OLD = resolve('dist');
const SITE_PATH = 'some/path/';
const NEXT_LIMITS = 'Of the next version.';
/** Candidates that take longer than the update. */
const MANY = ['add', 'crowded', 'move', 'recolor', 'remove', 'replace'].flatMap((name) =>
  ['done.png', 'nothing-done.png'].map((file) => resolve('public/examples', name, file)),
);

let scratch: string;
let next: string;
let host: PlainHost;
let browser: TestBrowser;
let page: Page;
/** What pages and their workers got, by path and content. */
const answers: Promise<Answer>[] = [];

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'editreward-update-'));
  next = join(scratch, 'dist');
  await buildNext(join(scratch, 'public'), next);
  host = await startPlainHost(OLD, SITE_PATH);
  browser = await launchBrowser(host.url);
  browser.context.on('response', (response) => {
    if (response.request().serviceWorker() === null && response.url().startsWith(host.url))
      answers.push(read(response));
  });
  page = (await browser.openPage()).page;
});
afterAll(async () => {
  await browser.close();
  await Promise.all([host.close(), rm(scratch, { recursive: true })]);
});

/** Other code, another Nano and another list of examples. */
async function buildNext(publicFolder: string, outDir: string): Promise<void> {
  await cp('public', publicFolder, { recursive: true });
  const manifest = join(publicFolder, 'models/nano/manifest.json');
  await writeFile(
    manifest,
    (await readFile(manifest, 'utf8')).replace('"limits":', `"limits": "${NEXT_LIMITS}", "was":`),
  );
  const examples = join(publicFolder, 'examples/examples.json');
  await writeFile(examples, (await readFile(examples, 'utf8')).trim());
  const config = ['--config', 'e2e/harness/nextVersion.config.ts', '--outDir', outDir, '--emptyOutDir'];
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error', ...config], {
    env: { ...process.env, NODE_ENV: 'production', PUBLIC_FOLDER: publicFolder },
  });
}

interface Answer {
  readonly path: string;
  /** Empty once the browser has let go of it. */
  readonly body: Buffer;
}

async function read(response: Response): Promise<Answer> {
  const path = new URL(response.url()).pathname.slice(SITE_PATH.length + 1);
  return { path: path === '' ? 'index.html' : path, body: await response.body().catch(() => Buffer.alloc(0)) };
}

/** Paths among `got` at which the version in `folder` has something else, or nothing. */
async function foreignTo(folder: string, got: readonly Promise<Answer>[]): Promise<string[]> {
  const files = new Set(listFiles(folder));
  const wrong: string[] = [];
  for (const { path, body } of await Promise.all(got)) {
    const isThere = files.has(path) && (body.length === 0 || body.equals(await readFile(join(folder, path))));
    if (!isThere) wrong.push(path);
  }
  return wrong;
}

const offer = (of: Page) => of.getByText('A new version of this page is ready.');
const isNext = (of: Page) => of.evaluate(() => 'siteVersion' in globalThis);
const modelReady = (of: Page) => of.getByRole('button', { name: /self-test passed/ }).waitFor();

describe('a new version, deployed while a tab is open', () => {
  it('lets the tab finish what it is scoring, then is offered', async () => {
    await modelReady(page);
    await tryExample(page, 0);
    await expect.poll(() => keptFiles(page)).toEqual(filesToKeep(OLD));
    await page.getByLabel('Add candidates').setInputFiles(MANY);
    await page
      .getByText('Not scored yet')
      .nth(MANY.length - 1)
      .waitFor();
    await page.getByRole('button', { name: 'Score', exact: true }).click();

    host.deploy(next);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await offer(page).waitFor();
    expect(await page.getByText('Not scored yet').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('leaves the tab with its own: pictures, pages and models that it had not opened before', async () => {
    await tryExample(page, 3);
    await page.getByRole('link', { name: 'Models' }).click();
    await page.getByText('comes with this page').waitFor();
    await page.getByRole('button', { name: /^Model:/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: /nano/ }).click();
    await modelReady(page);
    expect(await isNext(page)).toBe(false);
    expect(await foreignTo(OLD, answers)).toEqual([]);
  });

  it('is taken when the user says so, and is then whole', async () => {
    const second = (await browser.openPage('#/models')).page;
    await modelReady(second);
    // Nothing of the version before is on its way any more.
    await second.getByText('comes with this page').waitFor();
    await second.waitForLoadState('networkidle');
    const before = answers.length;
    await page.getByRole('button', { name: 'Update' }).click();
    await expect.poll(() => isNext(page)).toBe(true);
    await modelReady(page);
    await page.getByRole('link', { name: 'Score', exact: true }).click();
    await page.getByText(NEXT_LIMITS).waitFor();
    await tryExample(page, 4);
    expect(answers.length).toBeGreaterThan(before);
    expect(await foreignTo(next, answers.slice(before))).toEqual([]);

    const [old, from] = [second, answers.length];
    await old.getByRole('link', { name: 'Score', exact: true }).click();
    await tryExample(old, 5);
    expect(await isNext(old)).toBe(false);
    expect(await foreignTo(OLD, answers.slice(from))).toEqual([]);
    await offer(old).waitFor();
    await old.close();
  });

  it('lets go of the old one when no tab is left that needs it', async () => {
    await page.reload();
    await expect.poll(() => keptFiles(page)).toEqual(filesToKeep(next));
  });
});
