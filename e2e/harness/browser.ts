import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from './findChromium.ts';

const LAUNCH_ARGUMENTS = [
  // A test browser that asks nobody anything.
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Memory is measured at once, after a collection of its own. Else Chromium waits for one that comes by itself, for a minute.
  '--enable-blink-features=ForceEagerMeasureMemory',
];

/** A WebGPU adapter on machines without a GPU. */
const WEBGPU_ARGUMENTS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
const NO_WEBGPU_ARGUMENTS = ['--disable-features=WebGPU', '--disable-webgpu', '--disable-gpu'];

/** A phone of usual size, in CSS pixels. */
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** A wait that lasts longer than this waits in vain; Playwright's 30 s are short on a busy machine. */
const DEFAULT_TIMEOUT_MS = 120_000;

/** There is no browser to test in. */
export class NoChromiumError extends Error {
  override readonly name = 'NoChromiumError';
  constructor() {
    super('No Chromium or Chrome found. Run `node e2e/installChromium.mjs`, or set CHROMIUM_PATH to its executable.');
  }
}

/** A page and what went wrong in it, filled while it is open. */
export interface OpenPage {
  readonly page: Page;
  /** Errors on the console, of the page's workers too, and errors nobody caught. */
  readonly errors: readonly string[];
  /** Addresses asked for outside the site: there should be none. */
  readonly foreignRequests: readonly string[];
}

/** A headless Chromium with a profile of its own, which is deleted when it closes. */
export interface TestBrowser {
  readonly context: BrowserContext;
  /** Opens `path`, relative to the site; resolves when the page's load event has fired. */
  openPage(path?: string): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Without it, as a browser that offers no GPU. */
  readonly webgpu?: boolean;
  /** With a phone's window, which is touched. */
  readonly phone?: boolean;
  /** A profile's folder, which stays, in place of a new one. */
  readonly profile?: string;
}

/** `siteUrl`: the site under test, with a slash at its end. Throws {@link NoChromiumError}. */
export async function launchBrowser(
  siteUrl: string,
  { webgpu = true, phone = false, profile: kept }: LaunchOptions = {},
): Promise<TestBrowser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new NoChromiumError();
  // Not Playwright's default of an incognito window: storage and its quotas are to be those that people have.
  const profile = kept ?? (await mkdtemp(join(tmpdir(), 'editreward-chromium-')));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    ...(phone && PHONE),
    args: [...LAUNCH_ARGUMENTS, ...(webgpu ? WEBGPU_ARGUMENTS : NO_WEBGPU_ARGUMENTS)],
  });
  context.setDefaultTimeout(DEFAULT_TIMEOUT_MS);
  return {
    context,
    openPage: (path = '') => openPage(context, new URL(path, siteUrl)),
    async close() {
      await context.close();
      if (kept === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const opened = new Set<OpenPage>();

/** Pages of this test file that are not closed. */
export function openPages(): readonly OpenPage[] {
  return [...opened].filter(({ page }) => !page.isClosed());
}

async function openPage(context: BrowserContext, url: URL): Promise<OpenPage> {
  const page = await context.newPage();
  const errors: string[] = [];
  const foreignRequests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('request', (request) => {
    if (isForeign(request.url(), url.origin)) foreignRequests.push(request.url());
  });
  await page.addInitScript(forgetFormerTab);
  const open = { page, errors, foreignRequests };
  opened.add(open);
  await page.goto(url.href);
  return open;
}

/** What a test before put on the Score page is not brought back in a tab that is new; a reload brings back what is its own. */
function forgetFormerTab(): void {
  try {
    if (sessionStorage.getItem('opened') !== null) return;
    sessionStorage.setItem('opened', '1');
    localStorage.clear();
  } catch {
    // A frame without storage keeps nothing.
  }
}

/** `data:` and `blob:` addresses leave no machine. */
function isForeign(address: string, origin: string): boolean {
  const { protocol, origin: other } = new URL(address);
  return protocol !== 'data:' && protocol !== 'blob:' && other !== origin;
}
