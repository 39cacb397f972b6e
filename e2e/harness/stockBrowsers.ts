import { findOtherBrowsers } from './findOtherBrowsers.ts';
import { launchFirefox, type FirefoxSettings } from './launchFirefox.ts';
import { launchWebKit } from './launchWebKit.ts';
import { siteTab, type SiteTab } from './siteTab.ts';

/** A stock browser other than Chromium, for `describe.skipIf(!browser.isThere)`. */
export interface StockBrowser {
  readonly name: 'Firefox' | 'WebKitGTK';
  readonly isThere: boolean;
  /** With a new profile. */
  launch(): Promise<SiteTab>;
}

const [firefox, webKit] = findOtherBrowsers();

export const hasFirefox = firefox?.programs !== undefined;

export const stockBrowsers: readonly [StockBrowser, StockBrowser] = [
  { name: 'Firefox', isThere: hasFirefox, launch: () => startFirefox() },
  {
    name: 'WebKitGTK',
    isThere: webKit?.programs !== undefined,
    launch: async () => siteTab(await launchWebKit(webKit?.programs ?? [])),
  },
];

for (const { name, packages, programs } of findOtherBrowsers()) {
  if (!programs) console.warn(`Skipping ${name}: it is not installed (apt-get install ${packages.join(' ')}).`);
}

/** Firefox as a person may have set it up. */
export async function startFirefox(settings?: FirefoxSettings): Promise<SiteTab> {
  const [executable = ''] = firefox?.programs ?? [];
  return siteTab(await launchFirefox(executable, settings));
}
