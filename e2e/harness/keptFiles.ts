import type { Page } from 'playwright-core';
import { listSiteFiles } from '../../src/build/listSiteFiles.ts';
import { filesForBrowser } from '../../src/offline/siteFile.ts';

/** What Chromium, which has JSPI, is to keep of the site built in `folder`; sorted. */
export function filesToKeep(folder: string): string[] {
  return filesForBrowser(listSiteFiles(folder), true)
    .map(({ url }) => url)
    .toSorted();
}

/** Paths that the service worker keeps, relative to the site; sorted. */
export async function keptFiles(page: Page): Promise<string[]> {
  const paths = await page.evaluate(async () => {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const keys = await Promise.all(opened.map((cache) => cache.keys()));
    const site = new URL('.', location.href).pathname;
    return keys.flat().map(({ url }) => new URL(url).pathname.slice(site.length));
  });
  return paths.toSorted();
}
