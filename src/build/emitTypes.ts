import { execFileSync } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Declarations of what the package exports, relative to the folder of all declarations. */
export const ENTRIES = ['client/index.d.ts', 'core/index.d.ts', 'widget/index.d.ts'] as const;

/** `from './x.ts'`, as the compiler leaves it in declarations. */
const RELATIVE_IMPORT = /(from\s+['"])(\.{1,2}\/[^'"]+)\.ts(['"])/g;

/**
 * Writes the declarations of the public entries, and of what these reach, into `folder`. What lies behind is left out: it
 * names packages that users do not have.
 */
export async function emitTypes(folder: string): Promise<void> {
  const compiler = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.library.json', '--outDir', folder];
  execFileSync(process.execPath, compiler, { stdio: 'inherit' });
  const reached = new Set<string>();
  for (const entry of ENTRIES) await follow(resolve(folder, entry), reached);
  for (const path of await readdir(folder, { recursive: true })) {
    const file = resolve(folder, path);
    if (file.endsWith('.d.ts') && !reached.has(file)) await rm(file);
  }
}

/** Rewrites a declaration's imports to the names that the package's files have, and goes on with what it imports. */
async function follow(file: string, reached: Set<string>): Promise<void> {
  if (reached.has(file)) return;
  reached.add(file);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(RELATIVE_IMPORT, '$1$2.js$3'));
  for (const [, , path = ''] of text.matchAll(RELATIVE_IMPORT)) {
    await follow(join(dirname(file), `${path}.d.ts`), reached);
  }
}
