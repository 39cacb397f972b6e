import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteFile } from '../offline/siteFile.ts';
import { listFiles } from './siteFolders.ts';

/** Their addresses hold a digest. */
const DIGESTED = 'assets/';

/** Beside them what a browser needs to open the site and to install it. */
const PLAIN = /^(index\.html|manifest\.webmanifest|licences\.txt|icon.*\.(svg|png))$/;

/** What of the built site in `folder` is kept for use without a network. */
export function listSiteFiles(folder: string): readonly SiteFile[] {
  return listFiles(folder)
    .filter((path) => (path.startsWith(DIGESTED) && !path.endsWith('.md')) || PLAIN.test(path))
    .map((url) => {
      const digest = createHash('sha384')
        .update(readFileSync(join(folder, url)))
        .digest('base64');
      return { url, revision: url.startsWith(DIGESTED) ? null : digest, integrity: `sha384-${digest}` };
    });
}
