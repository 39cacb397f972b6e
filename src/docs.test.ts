import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PAGES = [
  // The changelog may name what is gone.
  ...readdirSync('.').filter((name) => isPage(name) && name !== 'CHANGELOG.md'),
  ...readdirSync('docs')
    .filter(isPage)
    .map((name) => join('docs', name)),
  join('reference', 'README.md'),
  join('reference', 'nano', 'README.md'),
];

/** Folders in which a page may name a file by the end of its path: `imagePlatform.ts`, `core/task.ts`. */
const SOURCE_FOLDERS = ['src', 'workers', 'e2e', 'reference'];
const sources = SOURCE_FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
);

/** In backquotes. A lone `*.test.ts` is a pattern and no name. */
const SOURCE_FILE = /`([\w./-]+\.(?:tsx?|mjs|py))`/g;
/** Anywhere, in commands as well: a path from the root of the repository. */
const ROOT_PATH = /(?<![\w./-])(?:src|workers|e2e|reference|public|docs)\/[\w./-]*\w/g;
const LINK = /\]\((?!\w+:)([^)#\s]*)#?([^)\s]*)\)/g;
const SCRIPT = /\bnpm run ([\w:]+)/g;

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it('names sources that exist', () => {
    const names = Array.from(text.matchAll(SOURCE_FILE), ([, name = '']) => name);
    expect(names.filter((name) => !isSource(name))).toEqual([]);
  });

  it('names paths that exist', () => {
    const paths = Array.from(text.matchAll(ROOT_PATH), ([path]) => path);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('links to files and headings that exist', () => {
    const links = Array.from(text.matchAll(LINK), ([, path = '', heading = '']) => ({ path, heading }));
    expect(links.filter(({ path, heading }) => !leadsSomewhere(page, path, heading))).toEqual([]);
  });

  it('names scripts of package.json', () => {
    const { scripts }: { scripts: object } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = Array.from(text.matchAll(SCRIPT), ([, script = '']) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

function isPage(name: string): boolean {
  return name.endsWith('.md');
}

function isSource(name: string): boolean {
  return existsSync(name) || sources.some((path) => path.endsWith(`/${name}`));
}

function leadsSomewhere(page: string, path: string, heading: string): boolean {
  const target = path === '' ? page : join(dirname(page), path);
  return existsSync(target) && (heading === '' || headingsOf(target).includes(heading));
}

/** As GitHub makes an address of a heading. */
function headingsOf(page: string): readonly string[] {
  const headings = readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm);
  return Array.from(headings, ([, words = '']) =>
    words
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}
