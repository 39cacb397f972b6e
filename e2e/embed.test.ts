import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { serveHostPages, strictPolicy, type HostPages } from './harness/hostPages.ts';

const PICTURES = 'public/examples/recolor';

const BARE = '<!doctype html><html lang="en"><title>A page</title><iframe title="Frame"></iframe></html>';

const site = inject('siteUrl');
const headers = { 'Content-Security-Policy': strictPolicy(new URL(site).origin) };

let browser: TestBrowser;
let host: HostPages;
let open: OpenPage;
let page: Page;

beforeAll(async () => {
  host = await serveHostPages({
    folders: [
      { prefix: 'pictures/', folder: PICTURES },
      { prefix: '', folder: 'docs/embedding' },
    ],
    pages: { 'bare.html': BARE },
    replace: { 'https://editreward.example/': site },
    headers,
  });
  browser = await launchBrowser(site, { webgpu: false });
});
afterAll(async () => {
  await browser.close();
  await host.close();
});
afterEach(() => page.close());

async function openHost(path: string): Promise<void> {
  open = await browser.openPage(new URL(path, host.url).href);
  page = open.page;
}

const frame = () => page.frameLocator('iframe');
const inFrame = () => page.frames().at(-1);

describe('the page with a frame', () => {
  it('shows pictures in it, and hears what the user did there', async () => {
    await openHost('frame.html');
    await frame().getByRole('button', { name: 'Score 2 edits' }).click();
    await frame()
      .getByText(/ is \w+ best|Too close to call/)
      .waitFor();
    const output = page.locator('output');
    // The frame tells after it has shown.
    await expect.poll(() => output.innerText()).not.toBe('');
    const rewards = (await output.innerText()).split(', ').map(Number);
    expect(rewards).toHaveLength(2);
    // The first was done, the second has a wrong colour.
    expect(rewards[0]).toBeGreaterThan(rewards[1] ?? NaN);
    expect(open.errors).toEqual([]);
  });

  it('gives the frame the height of what it shows', async () => {
    await openHost('frame.html');
    await frame().getByRole('button', { name: 'Score 2 edits' }).waitFor();
    await expect.poll(() => inFrame()?.evaluate(() => document.documentElement.scrollHeight > innerHeight)).toBe(false);
  });
});

/** What the page hears from the frame, by type. */
interface Heard {
  readonly type: string;
  readonly id?: string;
  readonly version: number;
  readonly error?: { readonly name: string; readonly message: string };
}

declare global {
  var heardFromFrame: Heard[];
  var messagesArrived: Promise<void>;
}

/** Loads the frame with an allow-list of `origins`. */
async function openFrame(origins: string): Promise<void> {
  await openHost('bare.html');
  await page.evaluate(
    async ({ src }) => {
      globalThis.heardFromFrame = [];
      addEventListener('message', ({ data }) => globalThis.heardFromFrame.push(data));
      const element = document.querySelector('iframe');
      await new Promise((resolve) => {
        element?.addEventListener('load', resolve);
        element?.setAttribute('src', src);
      });
    },
    { src: `${site}widget/embed.html?origins=${encodeURIComponent(origins)}` },
  );
}

function send(message: Record<string, unknown>): Promise<void> {
  return page.evaluate((data) => {
    document.querySelector('iframe')?.contentWindow?.postMessage(data, '*');
  }, message);
}

const heard = () => page.evaluate(() => globalThis.heardFromFrame);
const envelope = { protocol: 'editreward', version: 1 };
const hostOrigin = () => new URL(host.url).origin;

describe('the frame', () => {
  beforeEach(() => openFrame(`https://elsewhere.example,${hostOrigin()}`));

  it('answers an allowed origin', async () => {
    await send({ ...envelope, type: 'hello' });
    await expect.poll(heard).toContainEqual({ ...envelope, type: 'ready' });
  });

  it.each([
    ['another version', { ...envelope, version: 2, type: 'hello' }, 'version'],
    ['an unknown type', { ...envelope, type: 'run' }, 'type'],
    [
      'pictures that are none',
      { ...envelope, type: 'score', id: '1', source: 'x', candidates: [], instruction: '' },
      'source',
    ],
    ['a request without its id', { ...envelope, type: 'cancel' }, 'id'],
  ])('says that it does not understand %s', async (_what, message, part) => {
    await send(message);
    await expect
      .poll(async () => (await heard()).find(({ type }) => type === 'error')?.error)
      .toMatchObject({
        name: 'ProtocolError',
        message: expect.stringContaining(part),
      });
  });

  it('does not answer what is not meant for it', async () => {
    await send({ type: 'hello' });
    await send({ ...envelope, type: 'hello' });
    await expect.poll(heard).toContainEqual({ ...envelope, type: 'ready' });
    expect((await heard()).filter(({ type }) => type === 'error')).toEqual([]);
  });

  it('tells of a failure under the id of its request', async () => {
    await page.evaluate(
      (message) => {
        const text = new Blob(['not a picture']);
        const data = { ...message, source: text, candidates: [text] };
        document.querySelector('iframe')?.contentWindow?.postMessage(data, '*');
      },
      { ...envelope, type: 'score', id: 'seven', instruction: 'x' },
    );
    await expect
      .poll(async () => (await heard()).find(({ type }) => type === 'error'))
      .toMatchObject({ id: 'seven', error: { name: 'NotAnImageError' } });
  });
});

describe('a frame for other origins', () => {
  it.each(['https://elsewhere.example', '', '*'])('does not answer, with ?origins=%s', async (origins) => {
    await openFrame(origins);
    await inFrame()?.evaluate((count) => {
      let missing = count;
      globalThis.messagesArrived = new Promise((resolve) => {
        addEventListener('message', () => --missing || resolve());
      });
    }, 2);
    await send({ ...envelope, type: 'hello' });
    await send({ ...envelope, type: 'run' });
    // Messages from one window to another keep their order: what is heard before this is all there is.
    await inFrame()?.evaluate(async () => {
      await globalThis.messagesArrived;
      parent.postMessage({ type: 'marker' }, '*');
    });
    await expect.poll(heard).toEqual([{ type: 'marker' }]);
  });
});
