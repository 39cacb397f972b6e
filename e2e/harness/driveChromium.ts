import type { TestBrowser } from './browser.ts';
import type { DrivenTab } from './webDriver.ts';

/**
 * A tab of the test's Chromium, driven as those of the other browsers: what it gives is what they are to give. `waitUntil`: when
 * `goTo` resolves.
 */
export async function driveChromium(
  browser: TestBrowser,
  waitUntil: 'load' | 'domcontentloaded' = 'load',
): Promise<DrivenTab> {
  const page = await browser.context.newPage();
  return {
    goTo: async (url) => void (await page.goto(url, { waitUntil })),
    reload: async () => void (await page.reload()),
    // As text, as the others take it.
    run: async (work, ...args) => page.evaluate(`(${work})(...${JSON.stringify(args)})`),
    chooseFiles: (selector, paths) => page.setInputFiles(selector, [...paths]),
    close: () => page.close(),
  };
}
