import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Opens an example, by its instruction or its place among all, and resolves once it is scored. */
export async function tryExample(page: Page, wanted: string | number): Promise<void> {
  const examples = page.getByRole('button', { name: typeof wanted === 'number' ? /^Example: / : `Example: ${wanted}` });
  const example = examples.nth(typeof wanted === 'number' ? wanted : 0);
  const opener = page.getByRole('button', { name: 'Examples' });
  await example.or(opener).waitFor();
  if ((await example.count()) === 0) await opener.click();
  const name = await example.getAttribute('aria-label');
  await example.click();
  // Until then the verdict may be of what was there before.
  const instruction = page.getByRole('textbox', { name: 'Instruction' });
  await expect.poll(() => instruction.inputValue()).toBe(name?.replace('Example: ', ''));
  await page.getByRole('region', { name: 'Verdict' }).waitFor();
}
