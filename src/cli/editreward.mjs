#!/usr/bin/env node
// The sources are TypeScript, which Node reads by itself only since 22.18: tsx reads it for every version we support.
import { register } from 'tsx/esm/api';

// Not the tsconfig.json of the folder the user happens to stand in.
register({ tsconfig: false });
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
