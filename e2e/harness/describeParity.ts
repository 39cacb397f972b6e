import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { checkpointPlace } from '../../src/testing/checkpoints.ts';
import { serveFolder, type FolderServer } from './folderServer.ts';
import {
  convertForTest,
  goldenCases,
  goldenNumbers,
  hasCheckpoint,
  isLossy,
  largestDifference,
  numbersOf,
  type CheckpointName,
  type GoldenCase,
} from '../../src/testing/packages.ts';
import { openScorer, type ScorerDriver } from './scorerDriver.ts';

const LOSSLESS_BAR = { wasm: 1e-4, webgpu: 1e-3 };
const LOSSY_BAR = 5e-3;
/** Two plans multiply the same numbers, in matrices of other heights. */
const REUSE_BAR = { wasm: 1e-5, webgpu: 1e-3 };
/** A GPU in software takes five minutes more for the full passes of the larger pictures: `EDITREWARD_FULL_PARITY=1`. */
const COMPARES_ALL = Boolean(process.env['EDITREWARD_FULL_PARITY']);

/** The built page gives the official numbers for every golden case of these checkpoints. */
export function describeParity(names: readonly CheckpointName[]): void {
  const models = names.filter((name) => {
    if (!hasCheckpoint(name)) console.warn(`Skipping parity of ${name}: no fixtures (set EDITREWARD_FIXTURES).`);
    return hasCheckpoint(name);
  });
  describe.each(models)('%s, fp32, in the browser', parityOf);
}

function parityOf(name: CheckpointName): void {
  let browser: TestBrowser;
  let scorer: ScorerDriver;
  let path: string;
  let packages: FolderServer;
  let images: FolderServer;

  beforeAll(async () => {
    path = await convertForTest(name);
    packages = await serveFolder(path);
    images = await serveFolder(checkpointPlace(name).images);
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
    let largestOfReuse = 0;
    afterAll(() => {
      const differences = [largest, largestOfReuse].map((difference) => difference.toPrecision(1));
      console.log(`${name} on ${provider}: largest difference ${differences[0]}, of reuse ${differences[1]}`);
    });

    it.each(groupsOf(name))('gives the official numbers for $id', async (group) => {
      const numbers = await scoreGroup(group, true);
      for (const [index, golden] of group.cases.entries()) {
        const bar = isLossy(golden) ? LOSSY_BAR : LOSSLESS_BAR[provider];
        const difference = largestDifference(numbers[index] ?? [], goldenNumbers(golden));
        largest = Math.max(largest, difference);
        expect(difference, golden.id).toBeLessThan(bar);
      }
      if (provider === 'webgpu' && name !== 'tiny' && !COMPARES_ALL) return;
      const apart = await scoreGroup(group, false);
      const difference = largestDifference(numbers.flat(), apart.flat());
      largestOfReuse = Math.max(largestOfReuse, difference);
      expect(difference, 'with reuse and without').toBeLessThan(REUSE_BAR[provider]);
    });
  });

  /** By case, its numbers; none where it was not scored. */
  async function scoreGroup({ source, instruction, cases }: GoldenGroup, reuse: boolean): Promise<number[][]> {
    const candidates = cases.map(({ edited }) => images.url + edited);
    const shown = source === undefined ? undefined : images.url + source;
    const answer = await scorer.score({ source: shown, candidates, instruction, reuse });
    if ('error' in answer) throw new Error(answer.error.message);
    return answer.value.outcomes.map((outcome) => (outcome.status === 'scored' ? numbersOf(outcome.score) : [NaN]));
  }
}

type GoldenGroup = ReturnType<typeof groupsOf>[number];

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
