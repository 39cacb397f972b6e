import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2, levels A and AA, as axe names its rules. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [380, 1280];
const HEIGHT = 800;

/** What axe finds on the page as it is, in both schemes and widths: each as scheme, width, rule and place. It ends light and wide. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Colours are to be those at rest.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found: string[] = [];
  for (const colorScheme of SCHEMES.toReversed()) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      await page.waitForFunction((wanted) => innerWidth === wanted, width);
      // What is scrolled beneath the page's head is covered by it, and axe takes it for a small target.
      await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
      const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
      const places = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
      found.push(...places.map((place) => `${colorScheme}, ${width} px, ${place}`));
    }
  }
  return found;
}
