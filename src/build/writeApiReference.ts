/** Renews `docs/api.md`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiReference } from './apiReference.ts';
import { emitTypes } from './emitTypes.ts';

const folder = await mkdtemp(join(tmpdir(), 'editreward-types-'));
await emitTypes(folder);
await writeFile('docs/api.md', await apiReference(folder));
await rm(folder, { recursive: true });
