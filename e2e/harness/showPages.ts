import { afterEach } from 'vitest';
import { openPages } from './browser.ts';

// A test that waited in vain says what it waited for; what the page said instead is what one wants to know.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const { page, errors } of openPages()) {
    const text = await page
      .locator('body')
      .innerText({ timeout: 5000 })
      .catch((error: Error) => `(${error.message})`);
    console.error(`${task.name}: ${page.url()} said\n${text.slice(0, MAX_TEXT)}\n${errors.join('\n')}`);
  }
});

/** More is not read. */
const MAX_TEXT = 4000;
