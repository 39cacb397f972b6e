import { launchBrowser } from '../../harness/browser.ts';
import { driveChromium } from '../../harness/driveChromium.ts';
import { findOtherBrowsers } from '../../harness/findOtherBrowsers.ts';
import { launchFirefox } from '../../harness/launchFirefox.ts';
import type { DrivenTab } from '../../harness/webDriver.ts';

/** Someone who comes for the first time, in a browser of their own. */
export interface Visitor {
  readonly name: string;
  /** Of the page's address. */
  readonly query: string;
  /** A new browser with a new profile; `goTo` of its tab resolves when the document is parsed. */
  readonly launch: () => Promise<DrivenTab>;
}

/** Compared with each other; Firefox only where it is installed. */
export function findVisitors(): readonly Visitor[] {
  const [firefox] = findOtherBrowsers();
  const executable = firefox?.programs?.[0];
  if (executable === undefined) console.warn('Firefox is left out: it is not installed (apt-get install firefox-esr).');
  return [
    { name: 'Chromium', query: '', launch: () => launchChromium(false) },
    ...(executable === undefined
      ? []
      : [{ name: 'Firefox', query: '', launch: () => launchFirefox(executable, {}, 'eager') }]),
    // The adapter is a software one, so left to itself the page chooses the CPU.
    { name: 'Chromium, WebGPU offered', query: '', launch: () => launchChromium(true) },
    { name: 'Chromium, on SwiftShader', query: '?device=webgpu', launch: () => launchChromium(true) },
  ];
}

async function launchChromium(webgpu: boolean): Promise<DrivenTab> {
  const browser = await launchBrowser('', { webgpu });
  const tab = await driveChromium(browser, 'domcontentloaded');
  return { ...tab, close: () => browser.close() };
}
