import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { filesToKeep, keptFiles } from './harness/keptFiles.ts';
import { startPlainHost, type PlainHost } from './harness/plainHost.ts';
import { tryExample } from './harness/tryExample.ts';
import { isIsolated } from './harness/isolation.ts';

let host: PlainHost;
let browser: TestBrowser;
let open: OpenPage;
let page: Page;

const modelReady = () => page.getByRole('button', { name: /self-test passed/ }).waitFor();

describe('the site on a host of plain files, under a path, without any header', () => {
  beforeAll(async () => {
    host = await startPlainHost(resolve('dist'), 'some/path/');
    browser = await launchBrowser(host.url);
    open = await browser.openPage('?device=wasm');
    page = open.page;
  });
  afterAll(async () => {
    await browser.close();
    await host.close();
  });

  it('is isolated on the first visit, in its workers too, after one reload', async () => {
    // While a page is left, none answers.
    await expect.poll(() => page.evaluate(isIsolated).catch(() => false), { interval: 500 }).toBe(true);
    await modelReady();
    expect(host.requested.filter((path) => path === '')).toHaveLength(2);
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    expect(cores).toBeGreaterThan(1);
    await expect.poll(() => page.getByRole('button', { name: /^Model:/ }).innerText()).toMatch(/CPU, \d+ threads/);
  });

  it('keeps the whole site once the page is idle, and of onnxruntime only what this browser runs', async () => {
    await tryExample(page, 0);
    await expect.poll(() => keptFiles(page)).toEqual(filesToKeep(resolve('dist')));
    expect(host.requested.filter((path) => path.includes('asyncify'))).toEqual([]);
    // A first load that was not isolated in time has fetched it, too.
    expect(host.requested.filter((path) => path.endsWith('.wasm')).length).toBeLessThanOrEqual(2);
  });

  it('works without a network: a reload, scores of an example, every page', async () => {
    await host.close();
    await browser.context.setOffline(true);
    await page.reload();
    await modelReady();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await tryExample(page, 1);
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
    for (const name of await links.allInnerTexts()) {
      await links.filter({ hasText: name }).click();
      await page.getByRole('main').waitFor();
      await expect.poll(() => links.and(page.locator('[aria-current=page]')).innerText()).toBe(name);
      expect((await page.getByRole('main').innerText()).length).toBeGreaterThan(0);
    }
  });

  it('opens in another tab without a network', async () => {
    const second = await browser.openPage('?model=#/models');
    await second.page.getByText('comes with this page').waitFor();
    await second.page.close();
  });

  it('takes pictures that the system shares with it', async () => {
    const second = (await browser.openPage('?model=')).page;
    const picture = (await readFile('public/examples/add/done.png')).toString('base64');
    expect(await second.evaluate(postShare, picture)).toBe('opaqueredirect');
    await second.goto(`${host.url}?shared`);
    await second.getByText('a picture.png').first().waitFor();
    expect(new URL(second.url()).search).toBe('');
    // It is kept with what is on the page, and not taken a second time.
    await expect.poll(() => second.evaluate(() => localStorage.length)).toBe(1);
    await second.reload();
    await second.getByText('a picture.png').waitFor();
    await expect.poll(() => second.getByText('a picture').count()).toBe(1);
    await second.close();
  });

  it('did all that without an error, and asked nobody else', () => {
    expect(open.errors).toEqual([]);
    expect(open.foreignRequests).toEqual([]);
  });
});

/** Runs in the page: posts what the system would. A navigation would follow the answer, which a page may only see the kind of. */
async function postShare(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const form = new FormData();
  form.append('images', new File([bytes], 'a picture.png', { type: 'image/png' }));
  return (await fetch('share', { method: 'POST', body: form, redirect: 'manual' })).type;
}
