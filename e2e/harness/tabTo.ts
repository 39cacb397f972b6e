import type { Locator, Page } from 'playwright-core';

/** More presses than any page has places to stop at. */
const MAX_TABS = 150;

function isFocused(element: Element): boolean {
  const root = element.getRootNode();
  return (root instanceof ShadowRoot ? root : document).activeElement === element;
}

/** Presses Tab until `target` has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < MAX_TABS; presses++) {
    if (await target.evaluate(isFocused)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${target}.`);
}
