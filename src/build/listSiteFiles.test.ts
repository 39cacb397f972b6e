import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSiteFiles } from './listSiteFiles.ts';

describe('listSiteFiles', () => {
  let site: string;
  beforeAll(() => {
    site = mkdtempSync(join(tmpdir(), 'editreward-site-'));
    const paths = [
      'index.html',
      'assets/a-1.js',
      'assets/nano-2/b.data',
      'assets/nano-2/CARD.md',
      'models/nano/b.data',
    ];
    for (const path of [...paths, 'serviceWorker.js', 'icon.svg']) {
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), `content of ${path}`);
    }
  });
  afterAll(() => rmSync(site, { recursive: true }));

  it('takes what the page needs, and tells apart which addresses may change their content', () => {
    const files = listSiteFiles(site).map(({ url, revision }) => [url, revision === null ? 'for ever' : 'may change']);
    expect(files).toEqual([
      ['assets/a-1.js', 'for ever'],
      ['assets/nano-2/b.data', 'for ever'],
      ['icon.svg', 'may change'],
      ['index.html', 'may change'],
    ]);
  });

  it('gives each its digest, as browsers check it', () => {
    const digest = createHash('sha384').update('content of index.html').digest('base64');
    expect(listSiteFiles(site).find(({ url }) => url === 'index.html')).toEqual({
      url: 'index.html',
      revision: digest,
      integrity: `sha384-${digest}`,
    });
  });
});
