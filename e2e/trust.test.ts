import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Dtype, Manifest } from '../src/core/modelPackage/manifest.ts';
import type { ScoreResult } from '../src/core/score/outcome.ts';
import { headScore } from '../src/core/score/score.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { serveFolder, type FolderServer } from './harness/folderServer.ts';
import { convertForTest, dataFolder, largestDifference } from '../src/testing/packages.ts';
import { openScorer, type ScorerDriver } from './harness/scorerDriver.ts';
import type { ScorerPage } from './harness/scorerPage.ts';

declare const scorerPage: ScorerPage;

let original: string;
let folder: string;
let packages: FolderServer;
let images: FolderServer;

beforeAll(async () => {
  original = await convertForTest('tiny');
  folder = await mkdtemp(join(tmpdir(), 'editreward-trust-'));
  await cp(original, join(folder, 'whole'), { recursive: true });
  packages = await serveFolder(folder);
  images = await serveFolder(join(dataFolder('tiny'), 'images'));
});
afterAll(async () => {
  await Promise.all([packages.close(), images.close()]);
  await Promise.all([original, folder].map((path) => rm(path, { recursive: true })));
});

/** A copy of the package with its manifest changed; returns its address. */
async function altered(name: string, change: (manifest: Manifest) => Manifest): Promise<string> {
  const path = join(folder, name);
  await cp(original, path, { recursive: true });
  const file = join(path, 'manifest.json');
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')))));
  return `${packages.url}${name}/`;
}

/** A package whose fused attention turns no queries and keys: the attribute that asks for it is 0. */
async function withWrongFusedAttention(name: string): Promise<string> {
  const path = join(folder, name);
  await cp(original, path, { recursive: true });
  const graph = 'decoder-0.webgpu.onnx';
  const bytes = readFileSync(join(path, graph));
  for (let place = bytes.indexOf(DO_ROTARY); place >= 0; place = bytes.indexOf(DO_ROTARY, place + 1)) {
    bytes[place + DO_ROTARY.length - 1] = 0;
  }
  writeFileSync(join(path, graph), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const manifest: Manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'));
  const files = manifest.files.map((file) => (file.path === graph ? { ...file, sha256 } : file));
  writeFileSync(join(path, 'manifest.json'), JSON.stringify({ ...manifest, files }));
  return `${packages.url}${name}/`;
}

/** An ONNX attribute's name, and the tag of its integer with a 1. */
const DO_ROTARY = Buffer.from('do_rotary\x18\x01', 'latin1');

function rewardsOf({ outcomes }: ScoreResult): number[] {
  return outcomes.flatMap((outcome) => (outcome.status === 'scored' ? [outcome.score.reward] : []));
}

/** The address of a package of another dtype. */
async function converted(dtype: Dtype): Promise<string> {
  const path = await convertForTest('tiny', { dtype });
  await cp(path, join(folder, dtype), { recursive: true });
  await rm(path, { recursive: true });
  return `${packages.url}${dtype}/`;
}

function pair() {
  return {
    source: `${images.url}house.png`,
    candidates: [`${images.url}house_blue_roof.png`, `${images.url}house_gray.png`],
    instruction: 'Make the roof blue',
  };
}

/** Long enough for something to happen after the first candidate. */
function crowd() {
  const names = ['blue_roof.png', 'gray.png', 'no_sun.webp', 'dusk.jpg', 'alpha.png', 'palette.png'];
  return { ...pair(), candidates: names.map((name) => `${images.url}house_${name}`) };
}

async function scoreOf(scorer: ScorerDriver, files = pair()) {
  const answer = await scorer.score(files);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

describe('with WebGPU', () => {
  let browser: TestBrowser;
  let scorer: ScorerDriver;

  beforeAll(async () => {
    browser = await launchBrowser(inject('siteUrl'));
    scorer = await openScorer(browser);
  });
  afterAll(() => browser.close());

  it('refuses a package whose self-test was altered, on every device', async () => {
    const url = await altered('altered', (manifest) => {
      const { expected } = manifest.selfTest;
      const { mu, logSigma } = headScore(expected, 'visualQuality');
      const moved = { mu: mu + 0.01, logSigma };
      return { ...manifest, selfTest: { ...manifest.selfTest, expected: { ...expected, visualQuality: moved } } };
    });
    const { error } = (await scorer.load(url, {})) as { error: { name: string; message: string } };
    expect(error.name).toBe('SelfTestError');
    expect(error.message).toBe(
      'This model failed its self-test on every device, so it will not score. ' +
        // The adapter here is software, so the CPU's own turn comes first.
        'CPU: Its rewards differ from the expected ones by 0.010, more than 0.001. ' +
        'WebGPU: Its rewards differ from the expected ones by 0.010, more than 0.001. ' +
        'WebGPU with standard operators: Its rewards differ from the expected ones by 0.010, more than 0.001. ' +
        'The model package may be damaged: download or convert it again.',
    );
    expect(await scorer.score(pair())).toMatchObject({ error: { name: 'NoModelError' } });
  });

  it('catches a wrong kernel by the self-test and recovers without the feature', async () => {
    const answer = await scorer.load(`${packages.url}whole/`, { forceFeatures: ['subgroups'] });
    if ('error' in answer) throw new Error(answer.error.message);
    const { device, selfTest, warnings } = answer.value;
    expect(device).toMatchObject({ provider: 'webgpu', features: [] });
    expect(selfTest).toMatchObject([
      { features: ['subgroups'], passed: false },
      { features: [], passed: true },
    ]);
    expect(selfTest[0]?.maxDifference).toBeGreaterThan(selfTest[0]?.tolerance ?? Infinity);
    expect(selfTest[0]?.reason).toMatch(/^Its rewards differ from the expected ones by /);
    expect(warnings).toEqual([]);
  });

  it('runs standard operators on the GPU where fused attention is wrong, and remembers that', async () => {
    const url = await withWrongFusedAttention('unturned');
    const attempts = [
      { operators: 'fused', features: [], passed: false },
      { operators: 'standard', features: [], passed: true },
    ];
    const answer = await scorer.load(url, { provider: 'webgpu' });
    expect(answer).toMatchObject({ value: { selfTest: attempts, warnings: [] } });
    expect(answer).toMatchObject({ value: { device: { provider: 'webgpu', operators: 'standard' } } });
    const numbers = rewardsOf(await scoreOf(scorer));
    const again = await scorer.load(url, { provider: 'webgpu' });
    expect(again).toMatchObject({ value: { selfTest: attempts.slice(1) } });
    expect(await scorer.load(`${packages.url}whole/`, { provider: 'wasm' })).toHaveProperty('value');
    expect(largestDifference(numbers, rewardsOf(await scoreOf(scorer)))).toBeLessThan(1e-4);
  });

  it.each(['q8', 'q4mixed', 'q4'] as const)('runs %s on the GPU with the rewards of the CPU', async (dtype) => {
    const answer = await scorer.load(await converted(dtype), { provider: 'webgpu' });
    expect(answer).toMatchObject({ value: { model: { dtype }, device: { provider: 'webgpu' }, warnings: [] } });
  });

  it('runs mixed bits in WebAssembly with the rewards of the CPU', async () => {
    const answer = await scorer.load(await converted('q4mixed'), { provider: 'wasm' });
    expect(answer).toMatchObject({ value: { device: { provider: 'wasm' }, warnings: [] } });
    expect(await scorer.load(`${packages.url}whole/`, { provider: 'webgpu' })).toHaveProperty('value');
  });

  it('says that the GPU has no fp16 when q4f16 is to run there, and runs it on the CPU', async () => {
    const url = await converted('q4f16');
    expect(await scorer.load(url, { provider: 'webgpu' })).toMatchObject({
      error: { message: expect.stringContaining('WebGPU with shader-f16: This GPU has no shader-f16.') },
    });
    expect(await scorer.load(url, {})).toMatchObject({ value: { device: { provider: 'wasm' }, warnings: [] } });
    expect(await scorer.load(`${packages.url}whole/`, { provider: 'webgpu' })).toHaveProperty('value');
  });

  it('cancels within one step, and scores again afterwards', async () => {
    // A page that was kept from its core hears of steps that were over before it could cancel.
    const tries: number[] = [];
    while (tries.length < 5 && !tries.some((steps) => steps <= 1)) {
      const { stepsAfter, ...answer } = await scorer.scoreAndCancel(crowd());
      if ('error' in answer) expect(answer.error.name).toBe('AbortError');
      tries.push('error' in answer ? stepsAfter : Infinity);
    }
    expect(Math.min(...tries)).toBeLessThanOrEqual(1);
    expect(await scoreOf(scorer)).toMatchObject({ outcomes: [{ status: 'scored' }, { status: 'scored' }] });
  });

  it('holds no more memory after ten scorings than after the first', async () => {
    const measured = await openScorer(browser, { oneCore: true });
    expect(await measured.load(`${packages.url}whole/`, { provider: 'webgpu' })).toHaveProperty('value');
    await scoreOf(measured);
    const deviceBytes = await measured.deviceBytes();
    const heapBytes = await measured.heapBytes();
    for (let i = 0; i < 10; i++) await scoreOf(measured);
    expect(deviceBytes).toBeGreaterThan(0);
    expect(await measured.deviceBytes()).toBe(deviceBytes);
    // A leak of one image's patches alone would be 1.2 MB a scoring.
    expect((await measured.heapBytes()) - heapBytes).toBeLessThan(2_000_000);
    await measured.close();
  });

  it('does again what a lost device left undone, and nothing twice', async () => {
    const before = await scoreOf(scorer, crowd());
    const session = await scorer.page.context().newCDPSession(scorer.page);
    const reloads = new Set<string>();
    // Where this process was kept from its core, all is scored before the GPU is gone.
    for (let tries = 0; tries < 5 && reloads.size === 0; tries++) {
      await scoreOf(scorer, crowd()); // on a GPU that is there again
      const running = scorer.scoreAndListen(crowd());
      await scorer.page.waitForFunction(() => scorerPage.heard().outcomes.length > 0);
      await session.send('Browser.crashGpuProcess').catch(() => undefined);
      expect(await running).toEqual({ value: before });
      const heard = await scorer.heard();
      expect(heard.outcomes).toEqual([0, 1, 2, 3, 4, 5]);
      for (const stage of heard.reloads) reloads.add(stage);
    }
    expect(reloads).toEqual(new Set(['reading', 'self-test']));
    expect(await scoreOf(scorer, crowd())).toEqual(before);
  });
});

describe('without WebGPU', () => {
  let browser: TestBrowser;
  let scorer: ScorerDriver;

  beforeAll(async () => {
    browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
    scorer = await openScorer(browser);
  });
  afterAll(() => browser.close());

  it('runs on the CPU and says why', async () => {
    const answer = await scorer.load(`${packages.url}whole/`, {});
    if ('error' in answer) throw new Error(answer.error.message);
    expect(answer.value.device.provider).toBe('wasm');
    expect(answer.value.warnings).toEqual([
      expect.stringMatching(/^WebGPU is not used: This browser has .*WebGPU.* The CPU is used instead\.$/),
    ]);
    expect(await scoreOf(scorer)).toMatchObject({ outcomes: [{ status: 'scored' }, { status: 'scored' }] });
  });

  it('notices that the browser ended the worker, and starts it again', async () => {
    expect(await scorer.load(`${packages.url}whole/`, {})).toHaveProperty('value');
    expect(await scorer.scoreAndKill(pair())).toMatchObject({
      error: { name: 'WorkerDiedError', message: expect.stringContaining('the browser ended it') },
    });
    expect(await scoreOf(scorer)).toMatchObject({ outcomes: [{ status: 'scored' }, { status: 'scored' }] });
  });

  it.each([
    [
      'a missing shard',
      'missing',
      async (path: string) => rm(join(path, 'decoder-0.data')),
      /^decoder-0\.data is missing from http.*\. Copy or download the model package again\.$/,
    ],
    [
      'a damaged file',
      'damaged',
      async (path: string) => flipByte(join(path, 'vision-0.data')),
      /^vision-0\.data is damaged: its SHA-256 is not the one in the manifest\. Copy or download this file again\.$/,
    ],
    [
      'a file of another length',
      'longer',
      async (path: string) => writeFileSync(join(path, 'heads.data'), 'short'),
      /^heads\.data has 5 bytes; the manifest says \d+\. Copy or download this file again\.$/,
    ],
    [
      'no manifest',
      'bare',
      async (path: string) => rm(join(path, 'manifest.json')),
      /^http.* is not a model package: it has no manifest\.json\. Choose the folder that "editreward convert" wrote\.$/,
    ],
  ])('refuses a package with %s', async (_what, name, damage, message) => {
    await cp(original, join(folder, name), { recursive: true });
    await damage(join(folder, name));
    const answer = await scorer.load(`${packages.url}${name}/`, { provider: 'wasm' });
    expect(answer).toMatchObject({ error: { message: expect.stringMatching(message) } });
  });

  it('refuses a package of an unknown schema version', async () => {
    const url = await altered('future', (manifest) => ({ ...manifest, schemaVersion: 99 as 2 }));
    expect(await scorer.load(url, {})).toMatchObject({
      error: {
        name: 'ManifestError',
        message:
          'manifest.json has schema version 99; this version of EditReward Web reads 1 and 2. Convert the checkpoint again, ' +
          'or update EditReward Web.',
      },
    });
  });
});

function flipByte(file: string): void {
  const bytes = readFileSync(file);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
