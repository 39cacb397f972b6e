import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directorySink } from '../cli/nodeFiles.ts';
import { createNodeBackend } from '../cli/nodeBackend.ts';
import { inlineEncoder } from '../convert/rowEncoder.ts';
import type { ConversionRequest } from '../core/keptModels/conversionRequest.ts';
import { parseManifest } from '../core/modelPackage/manifest.ts';
import type { ChosenFiles } from '../core/modelPackage/modelLocation.ts';
import { checkpointPlace } from '../testing/checkpoints.ts';
import { convertForTest } from '../testing/packages.ts';
import { convertWith } from './convertWith.ts';

/** Files on disk, as if their folder had been chosen in a browser. */
async function chosen(folder: string, only?: string): Promise<ChosenFiles> {
  const names = (await readdir(folder)).filter((name) => only === undefined || name === only);
  return Promise.all(names.map(async (path) => ({ path, file: new File([await readFile(join(folder, path))], path) })));
}

async function requestOfTiny(): Promise<ConversionRequest> {
  const { checkpoint, data } = checkpointPlace('tiny');
  return {
    checkpoint: { kind: 'files', files: await chosen(checkpoint) },
    base: [],
    prompts: { kind: 'files', files: await chosen(data, 'prompts.json') },
    dtype: 'fp32',
    name: 'tiny',
  };
}

/** Converts into a new folder; what was told, stage by stage: how far it went of how much. */
async function convert(signal: AbortSignal, closed: () => void) {
  const path = await mkdtemp(join(tmpdir(), 'editreward-convert-'));
  const told = new Map<string, readonly [number, number]>();
  const run = convertWith({
    createPool: () => ({ encoder: inlineEncoder, close: closed }),
    createBackend: async () => createNodeBackend(path),
  });
  await run(await requestOfTiny(), directorySink(path), {
    signal,
    onProgress: (stage, done, total) => void told.set(stage, [done, total]),
  });
  return { path, told };
}

const readManifest = async (path: string) => parseManifest(await readFile(join(path, 'manifest.json'), 'utf8'));

describe('convertWith', () => {
  it('writes the package that the command line writes, and tells how far it is', async () => {
    let closes = 0;
    const { path, told } = await convert(new AbortController().signal, () => closes++);
    expect(await readManifest(path)).toEqual(await readManifest(await convertForTest('tiny')));
    for (const stage of ['converting', 'verifying']) {
      const [done, total] = told.get(stage) ?? [];
      expect(done, stage).toBe(total);
    }
    // The library of Node reads weights by itself, untold; the embedding table and the tokenizer are ours to read.
    expect(told.get('self-test')?.[0]).toBeGreaterThan(0);
    expect(closes).toBe(1);
  });

  it('ends its threads when it is cancelled', async () => {
    let closes = 0;
    const aborted = convert(AbortSignal.abort(), () => closes++);
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(closes).toBe(1);
  });
});
