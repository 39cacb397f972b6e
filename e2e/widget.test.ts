import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { EditRewardElement, WidgetResult } from '../src/widget/index.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { editrewardHere } from '../src/testing/commandLine.ts';
import { tabTo } from './harness/tabTo.ts';
import { serveHostPages, strictPolicy, type HostPages } from './harness/hostPages.ts';

/** The bar for what a page loads before anyone asks for scores. */
const MODULE_BYTES = 40_000;
/** Between wasm and Node: the same arithmetic, summed in another order. */
const SAME_REWARD = 1e-5;
const WIDGETS = 10;
const PICTURES = 'public/examples/recolor';
const EDITS = ['done-but-blurred.png', 'done.png', 'wrong-color.png'];
const INSTRUCTION = 'Make the red circle blue';

const CHOICE_IN_FORM = `<form><edit-reward name="edit" choosable source="pictures/source.png" candidates="pictures/done.png pictures/wrong-color.png"></edit-reward></form>`;

const site = inject('siteUrl');
const siteOrigin = new URL(site).origin;
const headers: Record<string, string> = {};
const strict = { 'Content-Security-Policy': strictPolicy(siteOrigin) };
const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

let browser: TestBrowser;
let host: HostPages;
let open: OpenPage;
let page: Page;
let expected: readonly number[];

beforeAll(async () => {
  host = await serveHostPages({
    folders: [
      { prefix: 'pictures/', folder: PICTURES },
      { prefix: '', folder: 'docs/embedding' },
    ],
    pages: { 'many.html': manyWidgets(), 'bare.html': bare(), 'form.html': bare(CHOICE_IN_FORM) },
    replace: { 'https://editreward.example/': site },
    headers,
  });
  browser = await launchBrowser(site, { webgpu: false });
  expected = await commandRewards();
});
afterAll(async () => {
  await browser.close();
  await host.close();
});
afterEach(() => page.close());

function bare(body = ''): string {
  return `<!doctype html><html lang="en"><title>A page</title><script type="module" src="https://editreward.example/widget/edit-reward.js"></script><body>${body}</body></html>`;
}

function manyWidgets(): string {
  const widget = `<edit-reward loading="eager" source="pictures/source.png" candidates="pictures/done.png"></edit-reward>`;
  return bare(widget.repeat(WIDGETS));
}

/** What the command gives for the same pictures, in their order. */
async function commandRewards(): Promise<readonly number[]> {
  const pictures = ['--source', `${PICTURES}/source.png`, '--edited', ...EDITS.map((name) => `${PICTURES}/${name}`)];
  const task = [...pictures, '--instruction', INSTRUCTION];
  const { out } = await editrewardHere('score', '--model', 'public/models/nano', ...task, '--json');
  const { candidates } = JSON.parse(out) as { candidates: { file: string; reward: number }[] };
  return EDITS.map((name) => candidates.find(({ file }) => file.endsWith(name))?.reward ?? NaN);
}

async function openHost(path: string, sent: Record<string, string> = strict): Promise<void> {
  for (const name of Object.keys(headers)) delete headers[name];
  Object.assign(headers, sent);
  open = await browser.openPage(new URL(path, host.url).href);
  page = open.page;
}

const scoreButton = () => page.getByRole('button', { name: /^Score/ });
const enlarged = () => page.getByRole('dialog', { name: 'Enlarged pictures' });
const title = () => enlarged().getByRole('status').innerText();
const output = () => page.locator('output');
const scorerWorkers = () => page.workers().filter((worker) => worker.url().startsWith('blob:'));
const isHeavy = (address: string) => /scorer|ort|models/.test(address);

function expectRewards(text: string): void {
  const rewards = text.split(', ').map(Number);
  expect(rewards).toHaveLength(EDITS.length);
  for (const [index, reward] of rewards.entries()) {
    expect(Math.abs(reward - (expected[index] ?? NaN))).toBeLessThan(SAME_REWARD);
  }
}

/** Runs in the page, which may have the scores while a test's second press is on its way. */
async function pressScoreAndCancel(): Promise<void> {
  const root = document.querySelector('edit-reward')?.shadowRoot;
  const button = (part: string) => root?.querySelector<HTMLButtonElement>(`button[part~=${part}]`);
  button('button')?.click();
  while (button('cancel')?.checkVisibility() !== true) await new Promise(requestAnimationFrame);
  button('cancel')?.click();
}

/** Gives the page's widget one candidate, scores at once, and gives what came out. */
function scoreInPage(): Promise<WidgetResult> {
  return page.evaluate(async () => {
    await customElements.whenDefined('edit-reward');
    const widget = document.querySelector('edit-reward') as EditRewardElement;
    widget.candidates = ['pictures/done.png'];
    return widget.score();
  });
}

describe('the widget in a plain page of another origin, under a strict policy', () => {
  it('is small, and loads nothing else before it is asked', async () => {
    expect(gzipSync(readFileSync('dist/widget/edit-reward.js')).byteLength).toBeLessThan(MODULE_BYTES);
    await openHost('plain.html');
    await scoreButton().waitFor();
    expect(open.foreignRequests).toEqual([`${site}widget/edit-reward.js`]);
    expect(page.workers()).toEqual([]);
  });

  it('gives the rewards of the command, by keyboard alone', async () => {
    await openHost('plain.html');
    await scoreButton().waitFor();
    await tabTo(page, scoreButton());
    await page.keyboard.press('Enter');
    await page.getByText(/ is \w+ best|Too close to call/).waitFor();
    await expect.poll(() => output().innerText()).not.toBe('');
    expectRewards(await output().innerText());
    const ranked = await page.getByRole('listitem').allInnerTexts();
    expect(ranked[0]).toContain('done.png');
    expect(open.errors).toEqual([]);
    expect(open.foreignRequests.filter((address) => !address.startsWith(site))).toEqual([]);
  });

  it('has nothing that axe finds, before and after, and when a picture fails', async () => {
    await openHost('plain.html');
    await scoreButton().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await scoreButton().click();
    await page.getByText(/ is \w+ best|Too close to call/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.evaluate(() => document.querySelector('edit-reward')?.setAttribute('source', 'pictures/none.png'));
    await scoreButton().click();
    await page.getByRole('alert').filter({ hasText: 'none.png cannot be read' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('scores what was just set, on one thread without cross-origin isolation', async () => {
    await openHost('plain.html');
    const { outcomes, status } = await scoreInPage();
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['scored']);
    expect(status.device.description).toBe('CPU, 1 thread');
  });

  it('says what is wrong with a picture, and goes on with another', async () => {
    await openHost('plain.html');
    await page.evaluate(() => document.querySelector('edit-reward')?.setAttribute('source', 'pictures/none.png'));
    await scoreButton().click();
    await page.getByRole('alert').filter({ hasText: 'none.png cannot be read' }).waitFor();
    await expect.poll(() => output().innerText()).toMatch(/^PictureUnreachableError/);
    await page.evaluate(() => document.querySelector('edit-reward')?.setAttribute('source', 'pictures/source.png'));
    await scoreButton().click();
    await page.getByText(/ is \w+ best|Too close to call/).waitFor();
  });

  it('stops when it is cancelled, and can be asked again', async () => {
    await openHost('plain.html');
    await scoreButton().waitFor();
    await page.evaluate(pressScoreAndCancel);
    await scoreButton().waitFor();
    await scoreButton().click();
    await page.getByText(/ is \w+ best|Too close to call/).waitFor();
    expect(open.errors).toEqual([]);
  });
});

describe('the pictures of a widget', () => {
  it('are enlarged and laid over the source by keys alone, before anything is scored', async () => {
    await openHost('plain.html');
    await tabTo(page, page.getByRole('button', { name: 'Edit 2' }));
    await page.keyboard.press('Enter');
    await expect.poll(title).toBe('done.png over the source, 3 of 4');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await expect.poll(title).toBe('wrong-color.png over the source, 4 of 4');
    await tabTo(page, enlarged().getByRole('slider'));
    await page.keyboard.press('Home');
    const clip = () =>
      enlarged()
        .locator('.over')
        .evaluate((image) => getComputedStyle(image).clipPath);
    await expect.poll(clip).toBe('inset(0px 0px 0px 0%)');
    await page.keyboard.press('Escape');
    await enlarged().waitFor({ state: 'hidden' });
    expect(open.foreignRequests.filter(isHeavy)).toEqual([]);
    expect(open.errors).toEqual([]);
  });

  it('are chosen with an event, and the choice is sent with a form', async () => {
    await openHost('form.html');
    const value = () => page.evaluate(() => new FormData(document.forms[0]).get('edit'));
    const events = page.evaluate(
      () =>
        new Promise((resolve) => {
          const widget = document.querySelector('edit-reward');
          widget?.addEventListener('choose', ({ detail }) => resolve([detail.index, detail.name, detail.picture]));
        }),
    );
    expect(await value()).toBeNull();
    await page.getByRole('button', { name: 'Choose wrong-color.png' }).click();
    expect(await events).toEqual([1, 'wrong-color.png', 'pictures/wrong-color.png']);
    expect(await value()).toBe('pictures/wrong-color.png');
    await page.getByRole('button', { name: 'Edit 1' }).click();
    await enlarged().getByRole('button', { name: 'Choose' }).click();
    await enlarged().getByRole('button', { name: 'Chosen' }).waitFor();
    expect(await value()).toBe('pictures/done.png');
    await page.keyboard.press('Escape');
    await page.evaluate(() => document.forms[0]?.reset());
    expect(await value()).toBeNull();
    await expect.poll(() => page.getByRole('button', { name: /^Choose / }).count()).toBe(2);
    expect(open.errors).toEqual([]);
  });

  it('come with what Nano cannot judge, before and after they are scored', async () => {
    await openHost('plain.html');
    const limits = page.getByText('its scores of photographs mean nothing');
    await limits.waitFor();
    expect(open.foreignRequests.filter(isHeavy)).toEqual([]);
    await scoreButton().click();
    await page.getByText(/ is \w+ best|Too close to call/).waitFor();
    await limits.waitFor();
  });
});

describe('the widget in a cross-origin isolated page', () => {
  it('has threads where the policy takes scripts from Blobs', async () => {
    const policy = strictPolicy(siteOrigin, { 'script-src': 'blob:' });
    await openHost('plain.html', { ...isolated, 'Content-Security-Policy': policy });
    const { status } = await scoreInPage();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(status.device.description).toMatch(/^CPU, \d+ threads$/);
    expect(open.errors).toEqual([]);
  });

  it('has one thread where it does not', async () => {
    await openHost('plain.html', { ...isolated, ...strict });
    const { status } = await scoreInPage();
    expect(status.device.description).toBe('CPU, 1 thread');
  });
});

describe('many widgets on a page', () => {
  it('share one worker and one model', async () => {
    await openHost('many.html');
    await page
      .getByText('is scored')
      .nth(WIDGETS - 1)
      .waitFor();
    expect(scorerWorkers()).toHaveLength(1);
    const loaded = open.foreignRequests.filter((address) => /\/models\/.*manifest\.json$/.test(address));
    expect(loaded).toHaveLength(1);
    expect(open.errors).toEqual([]);
  });

  it('end it with the last of them', async () => {
    await openHost('many.html');
    await page
      .getByText('is scored')
      .nth(WIDGETS - 1)
      .waitFor();
    await page.evaluate(() => document.querySelectorAll('edit-reward').forEach((widget) => widget.remove()));
    await expect.poll(() => page.workers()).toEqual([]);
  });
});

describe('a lazy widget', () => {
  it('begins when it comes into view', async () => {
    await openHost('bare.html');
    await page.evaluate(() => {
      document.body.style.paddingTop = '3000px';
      const widget = document.createElement('edit-reward');
      Object.assign(widget, { loading: 'lazy', source: 'pictures/source.png', candidates: ['pictures/done.png'] });
      document.body.append(widget);
    });
    await scoreButton().waitFor();
    expect(open.foreignRequests.filter(isHeavy)).toEqual([]);
    await page.evaluate(() => document.querySelector('edit-reward')?.scrollIntoView());
    await page.getByText('is scored').waitFor();
  });
});

describe('the poster slot', () => {
  it('stands in for the pictures until there are scores', async () => {
    await openHost('bare.html');
    await page.evaluate(() => {
      const widget = document.createElement('edit-reward');
      const poster = Object.assign(document.createElement('p'), { slot: 'poster', textContent: 'A poster' });
      Object.assign(widget, { source: 'pictures/source.png', candidates: ['pictures/done.png'] });
      widget.append(poster);
      document.body.append(widget);
    });
    await page.getByText('A poster').waitFor();
    expect(await page.getByRole('img').count()).toBe(0);
    await scoreButton().click();
    await page.getByText('is scored').waitFor();
    await expect.poll(() => page.getByText('A poster').isVisible()).toBe(false);
    await expect.poll(() => page.getByRole('img').count()).toBe(2);
  });
});
