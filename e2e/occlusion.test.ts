import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';

let browser: TestBrowser;
let open: OpenPage;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'));
  open = await browser.openPage();
  page = open.page;
  await page.getByRole('button', { name: /self-test passed/ }).waitFor();
  await page.getByRole('button', { name: /^Example: Make the red circle blue/ }).click();
  await page.getByRole('region', { name: 'Verdict' }).waitFor();
});
afterAll(() => browser.close());

const dialog = () => page.getByRole('dialog', { name: /Where the model looked/ });
const opener = () => page.getByRole('button', { name: 'Where it looked: done.png' });

async function openDialog(): Promise<void> {
  await opener().click();
  await dialog().getByText(/at most\.$/).waitFor(); // prettier-ignore
}

/** Starts, and presses `Stop` as soon as it is there: a small model would be done before the test had seen it. */
async function startAndStop(): Promise<void> {
  const start = dialog().getByRole('button', { name: /^Start/ });
  await start.evaluate((button: HTMLButtonElement) => {
    const press = () => {
      const stop = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Stop');
      if (!stop) return;
      observer.disconnect();
      stop.click();
    };
    const observer = new MutationObserver(press);
    observer.observe(document.body, { childList: true, subtree: true });
    button.click();
  });
}

describe('where the model looked', () => {
  it('says what it costs, and that it is an approximation, before it starts', async () => {
    await openDialog();
    await dialog()
      .getByText(/^Up to 41 regions and \d+ words, about .* each: .* at most\.$/)
      .waitFor();
    await dialog()
      .getByText(/approximation/)
      .waitFor();
    expect(await dialog().getByRole('img').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('stops when it is told to', async () => {
    await startAndStop();
    await dialog()
      .getByText(/^Stopped\. Up to 41 regions/)
      .waitFor();
    expect((await dialog().getByRole('status').allInnerTexts()).join()).not.toContain('Most rests');
  });

  it('finds the circle that was recoloured, and says so in words', async () => {
    await dialog().getByRole('button', { name: 'Start anew' }).press('Enter');
    const found = /Most rests here: with 4 × 4 squares at the left as in the source, it falls by 2\.\d\d\./;
    await dialog().getByRole('status').getByText(found).waitFor();
    const alt = await dialog().getByRole('img').getAttribute('aria-label');
    expect(alt).toMatch(/^Map over done\.png\. With all of it as in the source, Instruction following falls by/);
    expect(alt).toMatch(found);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('weighs the words: the new colour is among those that add most', async () => {
    const words = await dialog().getByRole('region', { name: 'Words' }).getByRole('listitem').allInnerTexts();
    expect(words.every((word) => /^\S+ [+−]?\d+\.\d\d$/.test(word))).toBe(true);
    const losses = words.map((word) => Number(word.split(' ')[1]?.replace('−', '-')));
    const blue = losses[words.findIndex((word) => word.startsWith('blue'))];
    expect(blue).toBe(Math.max(...losses));
  });

  it('shows another head, by keyboard', async () => {
    const ramp = () => dialog().getByText(/^\+0\.\d{3}$/).innerText(); // prettier-ignore
    const before = await ramp();
    await dialog().getByRole('radio', { name: 'Instruction following' }).press('ArrowRight');
    await expect.poll(ramp).not.toBe(before);
    const alt = await dialog().getByRole('img').getAttribute('aria-label');
    expect(alt).toContain('Visual quality');
  });

  it('covers with the mean colour instead', async () => {
    await dialog().getByRole('radio', { name: 'Covered' }).check();
    await dialog().getByText('is covered with the mean colour of the picture').waitFor();
    await dialog().getByText(/at most\.$/).waitFor(); // prettier-ignore
  });

  it('lets go of the model when it is closed while it works', async () => {
    await dialog().getByRole('button', { name: 'Start' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog().count()).toBe(0);
    await page.getByRole('textbox', { name: 'Instruction' }).fill('Make the red circle green');
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await page.getByText('Scores are for').waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Verdict' }).waitFor();
    expect(open.errors).toEqual([]);
    expect(open.foreignRequests).toEqual([]);
  });
});
