import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiReference } from './apiReference.ts';
import { emitTypes } from './emitTypes.ts';

let folder: string;
let reference: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-types-'));
  await emitTypes(folder);
  reference = await apiReference(folder);
});
afterAll(() => rm(folder, { recursive: true }));

describe('apiReference', () => {
  it('has a chapter for each entry, and what it exports with its docstring', () => {
    expect(reference.match(/^## .*$/gm)).toEqual([
      '## editreward-web',
      '## editreward-web/core',
      '## editreward-web/widget',
    ]);
    expect(reference).toContain('### createScorer\n\nStarts a worker, loads a model in it');
    expect(reference).toContain('function createScorer(options?: ScorerOptions): Promise<Scorer>;');
  });

  it('is what docs/api.md says; `npm run docs:api` renews it', async () => {
    expect(await readFile('docs/api.md', 'utf8')).toBe(reference);
  });
});
