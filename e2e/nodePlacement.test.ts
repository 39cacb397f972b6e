import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { GraphVariant, Manifest } from '../src/core/modelPackage/manifest.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { bundleScript } from './harness/bundleScript.ts';
import { serveFolder, type FolderServer } from './harness/folderServer.ts';
import { convertForTest, hasCheckpoint, type CheckpointName } from '../src/testing/packages.ts';
import type { PlacementRequest } from './harness/placementPage.ts';
import { PLAIN_PAGE } from './harness/plainPage.ts';

declare const createSessions: (request: PlacementRequest) => Promise<void>;

/** The last layer's masked softmax joins two shapes of a few integers, which onnxruntime keeps on the CPU by design. */
const SHAPE_ARITHMETIC = ['Concat', 'Concat'];

/** One of each base. */
const CHECKPOINTS: readonly CheckpointName[] = ['tiny', 'hps-a', 'qwen3-a'];

let browser: TestBrowser;

beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'));
});
afterAll(() => browser.close());

function asset(pattern: RegExp): string {
  const name = readdirSync(resolve('dist/assets')).find((file) => pattern.test(file));
  if (name === undefined) throw new Error(`The built site has no ${pattern}.`);
  return new URL(`assets/${name}`, inject('siteUrl')).href;
}

/** onnxruntime's lines on node placement, as it writes them at its most talkative. */
async function placementLog(path: string, variant: GraphVariant, packages: FolderServer): Promise<string[]> {
  const { page } = await browser.openPage(PLAIN_PAGE);
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  await page.addScriptTag({ content: await bundleScript('e2e/harness/placementPage.ts') });
  const { sessions }: Manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'));
  await page.evaluate((request) => createSessions(request), {
    loaderUrl: asset(/^ort-wasm.*asyncify.*\.mjs$/),
    wasmUrl: asset(/^ort-wasm.*asyncify.*\.wasm$/),
    sessions: sessions.flatMap(({ graphs, externalData }) =>
      externalData.map((data) => ({ graph: packages.url + graphs[variant], data: packages.url + data, path: data })),
    ),
  });
  await page.close();
  return lines;
}

interface Placement {
  readonly provider: string;
  readonly operator: string;
}

/** Where nodes stand one by one; a session whose nodes stand in one place gives a single line, without operators. */
function parsePlacements(lines: readonly string[]): Placement[] {
  const placements: Placement[] = [];
  let provider = '';
  for (const line of lines.filter((text) => text.includes('VerifyEachNodeIsAssignedToAnEp'))) {
    const place = /(All nodes|Node\(s\)) placed on \[(\w+)\]/.exec(line);
    const node = /\] +(\w+) \(\w+\)/.exec(line);
    if (place?.[2]) provider = place[2];
    if (place?.[1] === 'All nodes') placements.push({ provider, operator: 'all' });
    else if (node?.[1]) placements.push({ provider, operator: node[1] });
  }
  return placements;
}

/** Operators by where they run. */
async function placementsOf(name: CheckpointName, variant: GraphVariant) {
  const path = await convertForTest(name, { dtype: 'q4' });
  const packages = await serveFolder(path);
  const placements = parsePlacements(await placementLog(path, variant, packages));
  await Promise.all([packages.close(), rm(path, { recursive: true })]);
  const operators = (isOnGpu: boolean) =>
    placements
      .filter(({ provider }) => (provider === 'WebGpuExecutionProvider') === isOnGpu)
      .map(({ operator }) => operator);
  return { onGpu: operators(true), elsewhere: operators(false) };
}

// Vision tower and heads stand on the GPU as a whole; the decoder's nodes are listed.
it.each(CHECKPOINTS.filter(hasCheckpoint))(
  'runs every operator of the WebGPU graphs of %s on the GPU, but for shape arithmetic',
  async (name) => {
    const { onGpu, elsewhere } = await placementsOf(name, 'webgpu');
    expect(onGpu).toEqual(expect.arrayContaining(['GroupQueryAttention', 'MatMulNBits']));
    expect(onGpu.filter((operator) => operator === 'all')).toHaveLength(2);
    expect(elsewhere).toEqual(SHAPE_ARITHMETIC);
  },
);

// Where fused attention is wrong, the graphs for CPUs run on the GPU.
it('runs every operator of the standard graphs on the GPU as well, but for shape arithmetic', async () => {
  const { onGpu, elsewhere } = await placementsOf('tiny', 'cpu');
  expect(onGpu).toEqual(expect.arrayContaining(['MatMul', 'Softmax', 'MatMulNBits', 'RotaryEmbedding']));
  expect([...new Set(elsewhere)]).toEqual(['Concat']);
});
