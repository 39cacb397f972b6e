import type { Locator } from 'playwright-core';

/** What a finger needs, in CSS pixels. */
const LEAST = 44;

/**
 * The controls in `place` that are smaller than a finger in height or width, each with its name and size. A field of a choice is
 * as large as its label; links within a text are read, and are as high as it.
 */
export function smallTargets(place: Locator): Promise<readonly string[]> {
  return place.evaluate((root, least) => {
    const controls = root.querySelectorAll<HTMLElement>(
      'button, select, textarea, input, summary, a[href], [role=button]',
    );
    return Array.from(controls).flatMap((control) => {
      const isRead = control.matches('p a, li a, .visually-hidden, .visually-hidden *');
      if (isRead || !control.checkVisibility({ visibilityProperty: true })) return [];
      const touched = control instanceof HTMLInputElement ? (control.labels?.[0] ?? control) : control;
      const { width, height } = touched.getBoundingClientRect();
      // A hair less is rounding.
      if (width === 0 || (width > least - 0.5 && height > least - 0.5)) return [];
      const name = control.getAttribute('aria-label') ?? control.textContent?.trim() ?? '';
      return [`${control.tagName.toLowerCase()} "${name}": ${width.toFixed(0)} × ${height.toFixed(0)}`];
    });
  }, LEAST);
}
