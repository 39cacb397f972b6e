import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { measureOnDisk } from '../src/cli/measureOnDisk.ts';
import { directoryFolder, directorySink } from '../src/cli/nodeFiles.ts';
import { convertCheckpoint } from '../src/convert/convert.ts';
import { assessFit } from '../src/core/fit/assessFit.ts';
import { shardBytes } from '../src/core/fit/modelWork.ts';
import { layeredFolder } from '../src/core/bytes/layeredFolder.ts';
import { memoryFolder } from '../src/testing/memoryFolder.ts';
import type { Manifest } from '../src/core/modelPackage/manifest.ts';
import type { LoadOptions } from '../src/core/loading/loadOptions.ts';
import type { ModelStatus } from '../src/core/loading/modelStatus.ts';
import { writeSyntheticCheckpoint } from './bench/syntheticCheckpoint.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { serveFolder, type FolderServer } from './harness/folderServer.ts';
import { convertForTest, dataFolder, largestDifference, numbersOf } from '../src/testing/packages.ts';
import { openScorer, type ScorerDriver } from './harness/scorerDriver.ts';

/** Wide enough that the weights, and not the work, take the memory. */
const SIZES = { layers: 4, hiddenSize: 512, intermediateSize: 1536, vocabularySize: 2048 };
/** Pictures of four tokens: a GPU in software takes its time for each. */
const SMALL_PICTURES = { 'editreward.json': JSON.stringify({ minPixels: 3136, maxPixels: 3136 }) };
/** About half of the weights. */
const BUDGET_BYTES = 32e6;
const BAR = 1e-3;

let path: string;
let manifest: Manifest;
let packages: FolderServer;
let images: FolderServer;
let browser: TestBrowser;
let scorer: ScorerDriver;

beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'editreward-streaming-'));
  manifest = await convertSynthetic(path);
  packages = await serveFolder(join(path, 'package'));
  images = await serveFolder(join(dataFolder('tiny'), 'images'));
  browser = await launchBrowser(inject('siteUrl'));
  scorer = await openScorer(browser);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([packages.close(), images.close(), rm(path, { recursive: true })]);
});

async function convertSynthetic(root: string): Promise<Manifest> {
  const out = join(root, 'package');
  await writeSyntheticCheckpoint(join(root, 'checkpoint'), SIZES);
  const checkpoint = directoryFolder(join(root, 'checkpoint'));
  const tokenizer = directoryFolder('reference/tiny/checkpoint');
  const request = {
    checkpoint,
    base: layeredFolder(memoryFolder('small pictures', SMALL_PICTURES), checkpoint, tokenizer),
    prompts: {
      reward: 'editReward',
      templates: ['Judge {text_prompt}.', 'See {text_prompt}.'],
      suffix: ' <|Reward|>',
    },
    dtype: 'fp32',
    symmetric: false,
    maxLayersPerShard: 1,
    id: 'synthetic',
  } as const;
  return convertCheckpoint(request, directorySink(out), { measureSelfTest: (draft) => measureOnDisk(out, draft) });
}

async function loadAndScore(options: LoadOptions, url = packages.url) {
  const loaded = await scorer.load(url, options);
  if ('error' in loaded) throw new Error(loaded.error.message);
  const names = ['house.png', 'house_blue_roof.png', 'house_gray.png'];
  const [source = '', ...candidates] = names.map((name) => images.url + name);
  const answer = await scorer.score({ source, candidates, instruction: 'Make the roof blue' });
  if ('error' in answer) throw new Error(answer.error.message);
  const numbers = answer.value.outcomes.flatMap((outcome) =>
    outcome.status === 'scored' ? numbersOf(outcome.score) : [],
  );
  return { status: loaded.value, numbers, peakBytes: await scorer.peakDeviceBytes() };
}

const residencyOf = ({ device, selfTest }: ModelStatus) => [
  device.residency,
  ...selfTest.map((each) => each.residency),
];

it('passes weights through a GPU that has no room for them, with the same rewards', async () => {
  const weights = shardBytes(manifest).reduce((sum, bytes) => sum + bytes, 0);
  expect(weights).toBeGreaterThan(1.5 * BUDGET_BYTES);

  const whole = await loadAndScore({ provider: 'webgpu' });
  expect(residencyOf(whole.status)).toEqual(['resident', 'resident']);
  expect(whole.peakBytes).toBeGreaterThan(weights);
  expect(whole.numbers).toHaveLength(8);

  const streamed = await loadAndScore({ provider: 'webgpu', gpuBudgetBytes: BUDGET_BYTES });
  expect(residencyOf(streamed.status)).toEqual(['streamed', 'streamed']);
  expect(largestDifference(streamed.numbers, whole.numbers)).toBeLessThan(BAR);
  expect(streamed.peakBytes).toBeGreaterThan(Math.max(...shardBytes(manifest)));
  expect(streamed.peakBytes).toBeLessThanOrEqual(BUDGET_BYTES);
  // What is left between two scorings: no weights.
  expect(await scorer.deviceBytes()).toBeLessThan(Math.max(...shardBytes(manifest)));

  const onCpu = await loadAndScore({ provider: 'wasm', residency: 'streamed' });
  expect(residencyOf(onCpu.status)).toEqual(['streamed', 'streamed']);
  expect(largestDifference(onCpu.numbers, whole.numbers)).toBeLessThan(BAR);
});

it('gives the rewards of a model to which every image and word matters', async () => {
  const tiny = await convertForTest('tiny', { maxLayersPerShard: 1 });
  const server = await serveFolder(tiny);
  const whole = await loadAndScore({ provider: 'webgpu' }, server.url);
  const streamed = await loadAndScore({ provider: 'webgpu', residency: 'streamed' }, server.url);
  await Promise.all([server.close(), rm(tiny, { recursive: true })]);
  const [first, second] = [whole.numbers.slice(0, 4), whole.numbers.slice(4)];
  expect(largestDifference(first, second)).toBeGreaterThan(10 * BAR);
  expect(residencyOf(streamed.status)).toEqual(['streamed', 'streamed']);
  expect(largestDifference(streamed.numbers, whole.numbers)).toBeLessThan(BAR);
});

it('foretells it from the manifest and a measurement of the device', async () => {
  const device = await scorer.measureDevice('webgpu');
  expect(device).toMatchObject({ provider: 'webgpu', features: expect.arrayContaining(['subgroups']) });
  expect(device.maxBufferSize).toBeGreaterThan(0);
  expect(device.freeStorageBytes).toBeGreaterThan(0);
  expect(device.gflops).toBeGreaterThan(0.1);
  expect(await scorer.measureDevice('webgpu')).toEqual(device);
  const cpu = await scorer.measureDevice('wasm');
  expect(cpu).toMatchObject({ provider: 'wasm', description: expect.stringMatching(/^CPU/) });
  expect(cpu.gflops).toBeGreaterThan(0.1);

  expect(assessFit(manifest, device, { budgetBytes: 1e9 })).toMatchObject({ verdict: 'fits', reasons: [] });
  const { verdict, secondsPerCandidate } = assessFit(manifest, device, { budgetBytes: BUDGET_BYTES });
  expect(verdict).toBe('fits-streaming');
  expect(secondsPerCandidate).toBeGreaterThan(0);
});
