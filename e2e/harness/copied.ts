import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a button of the page copies. That it says so is over after two seconds, which a busy machine may not look within. */
export async function copied(page: Page, button: Locator): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await button.click();
  const text = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(text).not.toBe('');
  return text();
}
