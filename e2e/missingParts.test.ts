import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';

let browser: TestBrowser;
let open: OpenPage;

beforeEach(async () => {
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  // A service worker may have kept the part by then.
  await browser.context.addInitScript(() => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }));
  open = await browser.openPage();
  await open.page.getByText('Try an example').waitFor();
});
afterEach(() => browser.close());

const missing = (part: RegExp) => browser.context.route(part, (route) => route.abort());
const goTo = (name: string) => open.page.getByRole('link', { name, exact: true }).click();
const failure = () => open.page.getByRole('alert').filter({ hasText: 'could not be loaded' });
const instruction = () => open.page.getByRole('textbox', { name: 'Instruction' });

/** What a page looks like without its own styles: its list is a plain one. */
const listStyle = () => open.page.locator('ul.rows').evaluate((list) => getComputedStyle(list).listStyleType);

describe('a part of the page that does not come', () => {
  it.each([
    ['script', /ModelsPage-[^/]*\.js/],
    ['style sheet', /rows-[^/]*\.css/],
  ])('is named in its place (a %s), and comes when it is tried again', async (_, part) => {
    await instruction().fill('Keep me');
    await missing(part);
    await goTo('Models');
    await failure().waitFor();
    await expect.poll(() => failure().innerText()).toContain('Check the connection, then try again');
    await open.page.getByRole('button', { name: 'Try again' }).click();
    await failure().waitFor();
    await browser.context.unrouteAll();
    await open.page.getByRole('button', { name: 'Try again' }).click();
    await open.page.getByText('comes with this page').waitFor();
    expect(await listStyle()).toBe('none');
    await goTo('Score');
    await expect.poll(() => instruction().inputValue()).toBe('Keep me');
  });

  it('stops no other page, and is asked for again when it is opened the next time', async () => {
    await missing(/BatchPage-[^/]*\.js/);
    await goTo('Batch');
    await failure().waitFor();
    await goTo('Benchmark');
    await open.page.getByRole('region', { name: 'Open results' }).waitFor();
    expect(await failure().count()).toBe(0);
    await browser.context.unrouteAll();
    await goTo('Batch');
    await open.page.getByRole('region', { name: 'Open a dataset' }).waitFor();
  });

  it('is told among the problems where it is the comparison, which opens once it is there', async () => {
    const { page } = open;
    await page.getByRole('button', { name: /Make the red circle blue/ }).click();
    const compare = page.getByRole('button', { name: 'Compare done.png with the source' });
    await missing(/ComparisonDialog-[^/]*\.js/);
    await compare.click();
    await failure().waitFor();
    await browser.context.unrouteAll();
    await compare.click();
    await page.getByRole('dialog', { name: /^done\.png and/ }).waitFor();
  });
});
