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

/** Does `attempt` to the page, which runs into these directives one after the other, and runs no script. */
async function expectViolations(directives: readonly string[], attempt: () => void): Promise<void> {
  await page.evaluate(() => {
    Object.assign(globalThis, { broken: [] as string[], ran: false });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      (globalThis as unknown as { broken: string[] }).broken.push(effectiveDirective);
    });
  });
  await page.evaluate(attempt);
  const broken = () => page.evaluate(() => (globalThis as unknown as { broken: string[] }).broken);
  await expect.poll(async () => [...new Set(await broken())].toSorted()).toEqual(directives);
  expect(await page.evaluate(() => (globalThis as unknown as { ran: boolean }).ran)).toBe(false);
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
    await expectViolations(['script-src-elem'], () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.body.append(script);
    });
  });

  it('runs no script of another site', async () => {
    await expectViolations(['script-src-elem'], () => {
      const script = document.createElement('script');
      script.src = 'http://localhost:9/script.js';
      document.body.append(script);
    });
  });

  it('runs no handler that stands in an attribute', async () => {
    await expectViolations(['script-src-attr'], () => {
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="globalThis.ran = true">');
    });
  });

  it('compiles no text', async () => {
    await expectViolations(['script-src'], () => {
      setTimeout('globalThis.ran = true');
    });
  });

  it('shows no picture of another site, frames nothing, sends no form', async () => {
    await expectViolations(['form-action', 'frame-src', 'img-src'], () => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="http://localhost:9/a.png"><iframe src="http://localhost:9/"></iframe>',
      );
      const form = document.createElement('form');
      form.action = 'http://localhost:9/';
      document.body.append(form);
      form.submit();
    });
  });
});
