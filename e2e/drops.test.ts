/** What is dropped or pasted: what holds no file is explained, and the browser is never left to open it. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { drop as dropOn, type Held } from './harness/drop.ts';

let browser: TestBrowser;
let open: OpenPage;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
});
afterAll(() => browser.close());
afterEach(async () => {
  expect(open.errors).toEqual([]);
  await page.close();
});

async function openSite(path: string): Promise<void> {
  open = await browser.openPage(path);
  page = open.page;
  await page.getByRole('main').waitFor();
}

const drop = (held: Held, selector?: string) => dropOn(page, held, selector);

const LINK = { data: { 'text/uri-list': 'https://example.org/', 'text/html': '<a href="https://example.org/">x</a>' } };
const IMAGE = {
  data: { 'text/uri-list': 'https://example.org/a.png', 'text/html': '<img src="https://example.org/a.png">' },
};
const TEXT = { data: { 'text/plain': 'Make it red' } };

const alert = () => page.getByRole('alert');

describe('what holds no file', () => {
  it.each([
    ['', 'Drop or paste picture files'],
    ['#/batch', 'Drop a folder with a dataset'],
    ['#/benchmark', 'Drop results'],
    ['#/models', 'Drop a folder: a model package'],
  ])('is explained on the page "%s", which stays', async (hash, needs) => {
    await openSite(`?model=${hash}`);
    for (const [held, what] of [
      [LINK, 'That was a link, and no file came with it.'],
      [TEXT, 'That was text, and no file came with it.'],
    ] as const) {
      expect(await drop(held)).toEqual([true, true]);
      await alert().getByText(`${what} ${needs}`).waitFor();
    }
    expect(await drop(IMAGE, 'header')).toEqual([true, true]);
    await alert().getByText('The picture came as a link to another page').waitFor();
    expect(new URL(page.url()).hash).toBe(hash);
    expect(await axeFindings(page)).toEqual([]);
    await alert().getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => alert().count()).toBe(0);
  });

  it('goes into a field as ever, dropped or pasted', async () => {
    await openSite('?model=');
    expect(await drop(TEXT, 'textarea')).toEqual([false, false]);
    await page.locator('textarea').evaluate((field) => {
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: new DataTransfer(), bubbles: true }));
    });
    await expect.poll(() => alert().count()).toBe(0);
  });

  it('is explained when it is pasted elsewhere', async () => {
    await openSite('?model=');
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'Make it red');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
    await alert().getByText('That was text, and no file came with it.').waitFor();
  });
});

async function pictures(...names: string[]) {
  const base64 = (await readFile(resolve('reference/tiny/images/house.png'))).toString('base64');
  return names.map((name) => ({ name, base64 }));
}

const textFile = (name: string, text: string) => ({ name, base64: Buffer.from(text).toString('base64') });

describe('pictures without a dataset, on the Batch page', () => {
  it('are taken by their names, with their instructions beside them', async () => {
    await openSite('?model=#/batch');
    const files = await pictures('a_source.png', 'a_1.png', 'a_2.png', 'b_source.png', 'b_1.png', '._b_1.png');
    await drop({ files: [...files, textFile('a.txt', 'Make it red'), textFile('b.txt', 'Make it blue')] });
    await page.getByText('2 items').waitFor();
    await page.getByRole('grid', { name: 'Edits' }).getByText('Make it blue').first().waitFor();
  });

  it('say what is missing otherwise', async () => {
    await openSite('?model=#/batch');
    await drop({ files: await pictures('a_source.png', 'a_1.png') });
    await alert().getByText('a.txt is missing').waitFor();
    await drop({ files: await pictures('a.png', 'b.png') });
    await alert().getByText('name them NAME_source, NAME_1, NAME_2').waitFor();
  });
});

it('passes over what operating systems keep beside pictures', async () => {
  await openSite('?model=');
  await drop({ files: [textFile('._a.png', 'Mac OS X'), ...(await pictures('a.png')), textFile('.DS_Store', 'x')] });
  await page.getByRole('img', { name: 'Source: a.png' }).waitFor();
  expect(await alert().count()).toBe(0);
});
