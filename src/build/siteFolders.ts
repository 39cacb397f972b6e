import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** Hexadecimal digits: two versions of one site do not meet by chance. */
const DIGEST_LENGTH = 8;

/** Folders of `public` that the page reads from, and what their addresses are called in its code. */
const FOLDERS = [
  { from: 'models/nano', name: 'nano', variable: 'NANO_FOLDER', stays: true },
  { from: 'examples', name: 'examples', variable: 'EXAMPLES_FOLDER', stays: false },
] as const;

/**
 * Gives folders of `public` addresses that hold a digest, as Vite gives scripts: a tab never gets files of another version.
 * Nano stays under its plain address as well, by which other sites and `?model=` name it.
 */
export function siteFolders(): Plugin {
  let build: { readonly outDir: string; readonly addresses: readonly string[] } | undefined;
  return {
    name: 'site-folders',
    config(user, { command }) {
      const publicDir = resolve(user.root ?? '.', user.publicDir || 'public');
      const addresses = FOLDERS.map(({ from, name }) =>
        command === 'build' ? `assets/${name}-${digestOfFolder(join(publicDir, from))}/` : `${from}/`,
      );
      build = command === 'build' ? { outDir: '', addresses } : undefined;
      return {
        define: Object.fromEntries(
          FOLDERS.map(({ variable }, index) => [`import.meta.env.${variable}`, JSON.stringify(addresses[index])]),
        ),
      };
    },
    configResolved({ root, build: { outDir } }) {
      if (build) build = { ...build, outDir: resolve(root, outDir) };
    },
    // Asked for with the scripts: examples that come after the first paint would push the page about.
    transformIndexHtml: () => {
      const folder = build?.addresses[FOLDERS.findIndex(({ name }) => name === 'examples')];
      if (folder === undefined) return [];
      const attrs = { rel: 'preload', href: `./${folder}examples.json`, as: 'fetch', crossorigin: true };
      return [{ tag: 'link', attrs, injectTo: 'head' }];
    },
    writeBundle() {
      if (!build) return;
      for (const [index, { from, stays }] of FOLDERS.entries()) {
        const [old, new_] = [join(build.outDir, from), join(build.outDir, build.addresses[index] ?? from)];
        if (stays) cpSync(old, new_, { recursive: true });
        else renameSync(old, new_);
      }
    },
  };
}

/** Of the names and contents of all files. */
function digestOfFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const path of listFiles(folder)) hash.update(`${path}\0`).update(readFileSync(join(folder, path)));
  return hash.digest('hex').slice(0, DIGEST_LENGTH);
}

/** Paths of all files, relative to `folder`, with slashes, in one order on all systems. */
export function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
}
