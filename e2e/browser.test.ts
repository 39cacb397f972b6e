import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
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
