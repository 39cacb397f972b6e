import { inject } from 'vitest';
import { launchBrowser } from './browser.ts';
import { driveChromium } from './driveChromium.ts';
import { siteTab, type SiteTab } from './siteTab.ts';

/** What the test's Chromium gives, without a GPU: it is what other browsers are to give. */
export async function onChromium<Result>(work: (tab: SiteTab) => Promise<Result>): Promise<Result> {
  const browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  try {
    return await work(siteTab(await driveChromium(browser)));
  } finally {
    await browser.close();
  }
}
