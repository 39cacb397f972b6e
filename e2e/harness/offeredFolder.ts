import type { Page } from 'playwright-core';
import { bundleScript } from './bundleScript.ts';
import type { OfferedFolderPage } from './offeredFolderPage.ts';

declare const offeredFolder: OfferedFolderPage;

export interface OfferedFile {
  /** Inside the folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Sent to the page at once. */
const FILES_A_CALL = 200;

/**
 * Writes a folder into the page's own file system, and lets the page's folder picker, which no test can use, give that one:
 * a handle like any other, which the page may keep and open again.
 */
export async function offerFolder(page: Page, name: string, files: readonly OfferedFile[]): Promise<void> {
  // Not a script element, which the site's policy refuses.
  await page.evaluate(await bundleScript('e2e/harness/offeredFolderPage.ts'));
  for (let start = 0; start < files.length; start += FILES_A_CALL) {
    const portion = files.slice(start, start + FILES_A_CALL).map(({ path, bytes }) => ({
      path,
      base64: Buffer.from(bytes).toString('base64'),
    }));
    await page.evaluate(({ folder, some }) => offeredFolder.write(folder, some), { folder: name, some: portion });
  }
  await page.evaluate((folder) => offeredFolder.offer(folder), name);
}
