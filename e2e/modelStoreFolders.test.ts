import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { directoryFolder, directorySink } from '../src/cli/nodeFiles.ts';
import { convertCheckpoint } from '../src/convert/convert.ts';
import { parsePromptJson } from '../src/convert/promptSource.ts';
import { parseManifest, type Manifest } from '../src/core/modelPackage/manifest.ts';
import { writeSyntheticCheckpoint } from './bench/syntheticCheckpoint.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { serveFaulty, type FaultyServer } from '../src/testing/faultyServer.ts';
import { openModelStore, type ModelStoreDriver } from './harness/modelStoreDriver.ts';
import type { ConversionFrom } from './harness/modelStorePage.ts';
import { convertForTest, dataFolder, largestDifference } from '../src/testing/packages.ts';

/** What this machine's CPU and WebAssembly may differ by in a reward: they sum in another order. */
const REWARD_BAR = 1e-4;

const tinyCheckpoint = join(dataFolder('tiny'), 'checkpoint');

/** Wide enough that its rows are encoded in workers of their own. */
const WIDE = { layers: 1, hiddenSize: 512, intermediateSize: 1536, vocabularySize: 2048 };
/** Pictures of four tokens: the self-test is not what is tested. */
const SMALL_PICTURES = JSON.stringify({ minPixels: 3136, maxPixels: 3136 });

let path: string;
let widePath: string;
let packageFiles: ReadonlyMap<string, Uint8Array>;
let checkpointPaths: readonly string[];
let server: FaultyServer;
let browser: TestBrowser;
let store: ModelStoreDriver;

beforeAll(async () => {
  path = await convertForTest('tiny', { dtype: 'q4' });
  widePath = await writeWideCheckpoint();
  packageFiles = readFiles(path);
  const checkpoint = readFiles(tinyCheckpoint);
  checkpointPaths = [...checkpoint.keys()];
  server = await serveFaulty(
    new Map([
      ...under('package', packageFiles),
      ...under('checkpoint', checkpoint),
      ...under('wide', readFiles(widePath)),
      ['prompts.json', readFileSync(join(dataFolder('tiny'), 'prompts.json'))],
    ]),
  );
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  store = await openModelStore(browser);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await Promise.all([path, widePath].map((folder) => rm(folder, { recursive: true })));
});

/** With the tokenizer of the tiny one. */
async function writeWideCheckpoint(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'editreward-wide-'));
  for (const [name, bytes] of readFiles(tinyCheckpoint)) {
    if (!name.endsWith('.safetensors')) await writeFile(join(folder, name), bytes);
  }
  await writeFile(join(folder, 'editreward.json'), SMALL_PICTURES);
  await writeSyntheticCheckpoint(folder, WIDE);
  return folder;
}

/** What the command line makes of it, the manifest apart. */
async function convertWide(): Promise<Record<string, string>> {
  const out = await mkdtemp(join(tmpdir(), 'editreward-wide-package-'));
  const checkpoint = directoryFolder(widePath);
  const prompts = parsePromptJson(readFileSync(join(dataFolder('tiny'), 'prompts.json'), 'utf8'));
  await convertCheckpoint(
    { checkpoint, base: checkpoint, prompts, dtype: 'q4', symmetric: false, id: 'wide' },
    directorySink(out),
    { measureSelfTest: async ({ selfTest }) => selfTest.expected },
  );
  const { 'manifest.json': _, ...digests } = digestsOf(readFiles(out));
  await rm(out, { recursive: true });
  return digests;
}

function under(folder: string, files: ReadonlyMap<string, Uint8Array>): (readonly [string, Uint8Array])[] {
  return [...files].map(([name, bytes]) => [`${folder}/${name}`, bytes]);
}

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

function conversionFrom(checkpoint: ConversionFrom['checkpoint'], name = 'tiny'): ConversionFrom {
  return { checkpoint, prompts: { url: server.url, paths: ['prompts.json'] }, dtype: 'q4', name };
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

  it('that was stopped goes on, and ends in the same bytes; several workers encode', async () => {
    const from = conversionFrom({ kind: 'url', url: `${server.url}wide/` }, 'wide');
    const scripts: string[] = [];
    store.page.on('request', (request) => scripts.push(request.url()));
    const half = server.sentBytes() + readFileSync(join(widePath, 'model.safetensors')).byteLength / 2;
    server.faults.stallAt = half;
    await store.beginConversion(from);
    while (server.sentBytes() < half) await new Promise((resolve) => setTimeout(resolve, 50));
    await store.pause();
    expect(await store.finish()).toMatchObject({ error: { name: 'AbortError' } });
    expect((await store.list()).conversions).toMatchObject([{ name: 'wide', dtype: 'q4', busy: false }]);
    server.faults.stallAt = Infinity;

    const { id } = valueOf(await store.convert(from));
    const { 'manifest.json': _, ...files } = await store.digests(id);
    expect(files).toEqual(await convertWide());
    expect(scripts).toContainEqual(expect.stringContaining('/rowEncoder-'));
    expect((await store.progress()).map(({ stage }) => stage)).toContain('self-test');
  });
});
