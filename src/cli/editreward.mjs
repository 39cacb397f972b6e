#!/usr/bin/env node
// The command from its sources, or, in the package that npm installs, from what was built of them.
import { existsSync } from 'node:fs';

const inRepository = existsSync(new URL('main.ts', import.meta.url));
const { main } = await (inRepository ? importSources() : import('../../lib/cli/main.mjs'));
process.exitCode = await main(process.argv.slice(2));

/** The sources are TypeScript, which Node reads by itself only since 22.18: tsx reads it for every version we support. */
async function importSources() {
  const { register } = await import('tsx/esm/api');
  // Not the tsconfig.json of the folder the user happens to stand in.
  register({ tsconfig: false });
  return import('./main.ts');
}
