import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** `CHROMIUM_PATH` names a file that is not there. */
export class ChromiumPathError extends Error {
  override readonly name = 'ChromiumPathError';
  constructor(path: string) {
    super(`CHROMIUM_PATH is ${path}, but there is no such file. Correct it, or unset it to search the usual places.`);
  }
}

/**
 * The browser to test in: `CHROMIUM_PATH`, else the system's Chromium or Chrome, else Playwright's own download. Undefined
 * when there is none. Throws {@link ChromiumPathError}.
 */
export function findChromium(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (!existsSync(chosen)) throw new ChromiumPathError(chosen);
    return chosen;
  }
  return [...systemPaths(process.platform), chromium.executablePath()].find((path) => existsSync(path));
}

function systemPaths(platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (platform === 'win32') return windowsPaths();
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) => `/usr/bin/${name}`);
}

function windowsPaths(): string[] {
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);
  return roots.map((root) => join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'));
}
