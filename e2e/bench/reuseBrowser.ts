import { launchBrowser } from '../harness/browser.ts';
import { bundleScript } from '../harness/bundleScript.ts';
import { serveFolder } from '../harness/folderServer.ts';
import { PLAIN_PAGE } from '../harness/plainPage.ts';
import { serveBenchSite } from './benchSite.ts';
import { browserProcesses } from './loadMemory.ts';
import type { ReusePage } from './reusePage.ts';
import type { ReuseTarget } from './reuseTarget.ts';

declare const reusePage: ReusePage;

/** The model of the package at `path` in Chromium, on WebAssembly, through the site's own worker; the site is built into `siteFolder`. */
export async function openInBrowser(path: string, siteFolder: string): Promise<ReuseTarget> {
  const site = await serveBenchSite(siteFolder);
  const packages = await serveFolder(path);
  const browser = await launchBrowser(site.url);
  const { page } = await browser.openPage(PLAIN_PAGE);
  page.setDefaultTimeout(0);
  await page.addScriptTag({ content: await bundleScript('e2e/bench/reusePage.ts') });
  const { device } = await page.evaluate(([worker, url]) => reusePage.load(worker, url), [
    site.workers.scorer,
    packages.url,
  ] as const);
  return {
    description: `Chromium ${browser.context.browser()?.version() ?? ''}, WebAssembly, ${device.description}`,
    score: (task) => page.evaluate((what) => reusePage.score(what), task),
    processes: () => browserProcesses('renderer'),
    async close() {
      await browser.close();
      await Promise.all([packages.close(), site.close()]);
    },
  };
}
