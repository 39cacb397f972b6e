import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ISOLATION_HEADERS } from '../src/offline/isolation.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';

describe('the built site in the browser', () => {
  let browser: TestBrowser;
  let site: OpenPage;

  beforeAll(async () => {
    browser = await launchBrowser(inject('siteUrl'));
    site = await browser.openPage();
  });
  afterAll(() => browser.close());

  it('is cross-origin isolated, so that wasm has threads', async () => {
    expect(await site.page.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  it('gets the headers for it also with files that are unchanged', async () => {
    const first = await fetch(inject('siteUrl'));
    const second = await fetch(inject('siteUrl'), { headers: { 'If-None-Match': first.headers.get('etag') ?? '' } });
    expect([first.status, second.status]).toEqual([200, 304]);
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) expect(second.headers.get(name)).toBe(value);
  });

  it('gets a WebGPU device', async () => {
    const limit = await site.page.evaluate(async () => {
      const adapter = await navigator.gpu.requestAdapter();
      const device = await adapter?.requestDevice();
      device?.destroy();
      return adapter?.limits.maxBufferSize;
    });
    expect(limit).toBeGreaterThan(0);
  });

  it('loads without an error and asks nobody else for anything', () => {
    expect(site.errors).toEqual([]);
    expect(site.foreignRequests).toEqual([]);
  });
});
