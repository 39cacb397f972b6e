import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';

let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'));
  page = (await browser.openPage('?model=')).page;
});
afterAll(() => browser.close());

/** Does `attempt` to the page, and gives the directives that it ran into. */
async function violations(attempt: () => void): Promise<string[]> {
  await page.evaluate(() => {
    Object.assign(globalThis, { broken: [] as string[], ran: false });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      (globalThis as unknown as { broken: string[] }).broken.push(effectiveDirective);
    });
  });
  await page.evaluate(attempt);
  const broken = () => page.evaluate(() => (globalThis as unknown as { broken: string[] }).broken);
  await expect.poll(broken).not.toEqual([]);
  expect(await page.evaluate(() => (globalThis as unknown as { ran: boolean }).ran)).toBe(false);
  return [...new Set(await broken())];
}

describe("the page's policy", () => {
  it('stands before all scripts, which it else would not hold for', async () => {
    const order = await page.evaluate(() =>
      [...document.querySelectorAll('meta[http-equiv], script, link')].map(({ localName }) => localName),
    );
    expect(order[0]).toBe('meta');
    expect(order).toContain('script');
  });

  it('runs no script that stands in the page', async () => {
    const directives = await violations(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.body.append(script);
    });
    expect(directives).toEqual(['script-src-elem']);
  });

  it('runs no script of another site', async () => {
    const directives = await violations(() => {
      const script = document.createElement('script');
      script.src = 'http://localhost:9/script.js';
      document.body.append(script);
    });
    expect(directives).toEqual(['script-src-elem']);
  });

  it('runs no handler that stands in an attribute', async () => {
    const directives = await violations(() => {
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="globalThis.ran = true">');
    });
    expect(directives).toEqual(['script-src-attr']);
  });

  it('compiles no text', async () => {
    const directives = await violations(() => {
      setTimeout('globalThis.ran = true');
    });
    expect(directives).toEqual(['script-src']);
  });

  it('shows no picture of another site, frames nothing, sends no form', async () => {
    const directives = await violations(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="http://localhost:9/a.png"><iframe src="http://localhost:9/"></iframe>',
      );
      const form = document.createElement('form');
      form.action = 'http://localhost:9/';
      document.body.append(form);
      form.submit();
    });
    expect(directives.toSorted()).toEqual(['form-action', 'frame-src', 'img-src']);
  });
});
