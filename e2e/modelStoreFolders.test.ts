import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parseManifest, type Manifest } from '../src/core/modelPackage/manifest.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { serveFaulty, type FaultyServer } from './harness/faultyServer.ts';
import { openModelStore, type ModelStoreDriver } from './harness/modelStoreDriver.ts';
import type { ConversionFrom } from './harness/modelStorePage.ts';
import { convertForTest, dataFolder, largestDifference } from './harness/packages.ts';

/** What this machine's CPU and WebAssembly may differ by in a reward: they sum in another order. */
const REWARD_BAR = 1e-4;

let path: string;
let packageFiles: ReadonlyMap<string, Uint8Array>;
let checkpointPaths: readonly string[];
let server: FaultyServer;
let browser: TestBrowser;
let store: ModelStoreDriver;

beforeAll(async () => {
  path = await convertForTest('tiny', { dtype: 'q4' });
  packageFiles = readFiles(path);
  const checkpoint = readFiles(join(dataFolder('tiny'), 'checkpoint'));
  checkpointPaths = [...checkpoint.keys()];
  server = await serveFaulty(
    new Map([
      ...[...packageFiles].map(([name, bytes]) => [`package/${name}`, bytes] as const),
      ...[...checkpoint].map(([name, bytes]) => [`checkpoint/${name}`, bytes] as const),
      ['prompts.json', readFileSync(join(dataFolder('tiny'), 'prompts.json'))],
    ]),
  );
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  store = await openModelStore(browser);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(path, { recursive: true });
});

function readFiles(folder: string): ReadonlyMap<string, Uint8Array> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(names.map(({ name }) => [name, readFileSync(join(folder, name))]));
}

function digestsOf(files: ReadonlyMap<string, Uint8Array>): Record<string, string> {
  const digests = [...files].map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]);
  return Object.fromEntries(digests);
}

function valueOf<T>(answer: { readonly value: T } | { readonly error: { readonly message: string } }): T {
  if ('value' in answer) return answer.value;
  throw new Error(answer.error.message);
}

describe('a folder', () => {
  it('is imported, loaded, exported whole, and removed', async () => {
    const imported = await store.importFiles({ url: `${server.url}package/`, paths: [...packageFiles.keys()] });
    const { id } = valueOf(imported);
    expect(imported).toMatchObject({ value: { complete: true, origin: { kind: 'folder' } } });
    expect(await store.load(id)).toMatchObject({ value: { model: { manifestSha256: id } } });
    expect(valueOf(await store.exportAndRead(id))).toEqual(digestsOf(packageFiles));
    valueOf(await store.remove(id));
    expect(await store.list()).toEqual({ models: [], conversions: [] });
  });
});

function conversionFrom(checkpoint: ConversionFrom['checkpoint']): ConversionFrom {
  return { checkpoint, prompts: { url: server.url, paths: ['prompts.json'] }, dtype: 'q4', name: 'tiny' };
}

/** All but the last digits of the self-test's rewards, which each measures on its own CPU. */
function expectSameManifest(here: Manifest, there: Manifest): void {
  expect({ ...here, selfTest: there.selfTest }).toEqual(there);
  const [measured, expected] = [here, there].map(({ selfTest }) =>
    Object.values(selfTest.expected).flatMap(({ mu, logSigma }) => [mu, logSigma]),
  );
  expect(largestDifference(measured ?? [], expected ?? [])).toBeLessThan(REWARD_BAR);
}

describe('a conversion in the browser', () => {
  it.each([
    ['chosen files', () => ({ url: `${server.url}checkpoint/`, paths: checkpointPaths })],
    ['an address, read by range', () => ({ kind: 'url' as const, url: `${server.url}checkpoint/` })],
  ])('from %s gives the files of the command line, and a model that loads', async (_what, checkpoint) => {
    const { id, origin } = valueOf(await store.convert(conversionFrom(checkpoint())));
    expect(origin).toEqual({ kind: 'converted' });
    const { 'manifest.json': manifestHere, ...files } = await store.digests(id);
    const { 'manifest.json': _, ...expected } = digestsOf(packageFiles);
    expect(files).toEqual(expected);
    expect(manifestHere).toBe(id);
    const manifest = new TextDecoder().decode(packageFiles.get('manifest.json'));
    expectSameManifest(parseManifest(await store.manifest(id)), parseManifest(manifest));
    expect(await store.load(id)).toMatchObject({ value: { model: { id: 'tiny', manifestSha256: id } } });
    expect((await store.list()).conversions).toEqual([]);
    valueOf(await store.remove(id));
  });
});
