import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { serveFolder, type FolderServer } from './harness/folderServer.ts';
import {
  convertForTest,
  dataFolder,
  goldenCases,
  goldenNumbers,
  hasCheckpoint,
  isLossy,
  largestDifference,
  numbersOf,
  type CheckpointName,
  type GoldenCase,
} from './harness/packages.ts';
import { openScorer, type ScorerDriver } from './harness/scorerDriver.ts';

const LOSSLESS_BAR = { wasm: 1e-4, webgpu: 1e-3 };
const LOSSY_BAR = 5e-3;

const models = (['tiny', 'tiny-a', 'tiny-b'] as const).filter((name) => {
  if (!hasCheckpoint(name)) console.warn(`Skipping parity of ${name}: no fixtures (set EDITREWARD_FIXTURES).`);
  return hasCheckpoint(name);
});

describe.each(models)('%s, fp32, in the browser', (name) => {
  let browser: TestBrowser;
  let scorer: ScorerDriver;
  let path: string;
  let packages: FolderServer;
  let images: FolderServer;

  beforeAll(async () => {
    path = await convertForTest(name);
    packages = await serveFolder(path);
    images = await serveFolder(join(dataFolder(name), 'images'));
    browser = await launchBrowser(inject('siteUrl'));
    scorer = await openScorer(browser);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([packages.close(), images.close(), rm(path, { recursive: true })]);
  });

  describe.each(['wasm', 'webgpu'] as const)('on %s', (provider) => {
    beforeAll(async () => {
      const status = await scorer.load(packages.url, { provider });
      expect(status).toMatchObject({ value: { device: { provider } } });
    });

    let largest = 0;
    afterAll(() => console.log(`${name} on ${provider}: largest difference ${largest.toPrecision(1)}`));

    it.each(groupsOf(name))('gives the official numbers for $id', async ({ source, instruction, cases }) => {
      const answer = await scorer.score({
        source: images.url + source,
        candidates: cases.map(({ edited }) => images.url + edited),
        instruction,
      });
      if ('error' in answer) throw new Error(answer.error.message);
      for (const [index, golden] of cases.entries()) {
        const outcome = answer.value.outcomes[index];
        if (outcome?.status !== 'scored') throw new Error(`${golden.id} was not scored`);
        const bar = isLossy(golden) ? LOSSY_BAR : LOSSLESS_BAR[provider];
        const difference = largestDifference(numbersOf(outcome.score), goldenNumbers(golden));
        largest = Math.max(largest, difference);
        expect(difference, golden.id).toBeLessThan(bar);
      }
    });
  });
});

/** Golden cases that share source and instruction, as one request: so that reuse between candidates is tested too. */
function groupsOf(name: CheckpointName) {
  const groups = new Map<string, GoldenCase[]>();
  for (const golden of goldenCases(name)) {
    const key = JSON.stringify([golden.source, golden.instruction]);
    groups.set(key, [...(groups.get(key) ?? []), golden]);
  }
  return [...groups.values()].flatMap((cases) =>
    cases.slice(0, 1).map(({ source, instruction }) => ({
      id: cases.map(({ id }) => id).join(', '),
      source,
      instruction,
      cases,
    })),
  );
}
