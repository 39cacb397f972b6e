/** What a model package costs a browser: time and memory of loading it, whole and shard by shard, and that both agree. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadOptions } from '../../src/core/loading/loadOptions.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from '../harness/browser.ts';
import { bundleScript } from '../harness/bundleScript.ts';
import { serveFolder } from '../harness/folderServer.ts';
import { PLAIN_PAGE } from '../harness/plainPage.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { serveBenchSite, type WorkerUrls } from './benchSite.ts';
import { shortenInput } from './loadInput.ts';
import { browserProcesses, peakBytes, resetPeak } from './loadMemory.ts';
import type { LoadPage } from './loadPage.ts';

declare const loadPage: LoadPage;

const MODES: readonly { readonly name: string; readonly options: LoadOptions }[] = [
  { name: 'WebGPU, resident', options: { provider: 'webgpu', residency: 'resident' } },
  { name: 'WebGPU, 1 GB', options: { provider: 'webgpu', gpuBudgetBytes: 1e9 } },
  { name: 'wasm', options: { provider: 'wasm' } },
];

interface Row {
  readonly mode: string;
  readonly residency: string;
  readonly readSeconds: number;
  /** One pair scored: the self-test. */
  readonly selfTestSeconds: number;
  readonly rendererPeakBytes: number;
  readonly gpuProcessPeakBytes: number;
  /** JavaScript and wasm of page and worker, with the model loaded. */
  readonly heapBytes: number;
  readonly deviceBytesPeak: number;
  /** Largest difference of a mu or log sigma from onnxruntime's CPU in Node. */
  readonly difference: number;
}

export const load: BenchCase = {
  name: 'load',
  summary: 'time and memory of a package (a folder, as argument) in headless Chromium, whole and streamed',
  async run([folder]) {
    if (folder === undefined) throw new Error('Name the folder of a model package: npm run bench -- load FOLDER');
    const root = await mkdtemp(join(tmpdir(), 'editreward-load-'));
    try {
      console.error('Measuring the self-test on this CPU…');
      const { id, dtype } = await shortenInput(folder, join(root, 'package'));
      const rows = await measure(root);
      const header = ['Mode', 'Read', 'Self-test', 'Renderer', 'GPU process', 'Heap', 'Device buffers', 'Difference'];
      return {
        rows: rows.map((row) => ({ ...row })),
        markdown: `${id}, ${dtype}\n\n${markdownTable(header, rows.map(cellsOf))}`,
      };
    } finally {
      await rm(root, { recursive: true });
    }
  },
};

async function measure(root: string): Promise<Row[]> {
  const site = await serveBenchSite(join(root, 'site'));
  const packages = await serveFolder(join(root, 'package'));
  const browser = await launchBrowser(site.url);
  try {
    const { workers } = site;
    console.error('Storing the package in the browser…');
    const id = await storePackage(browser, workers, packages.url);
    const rows: Row[] = [];
    for (const mode of MODES) {
      console.error(`Loading: ${mode.name}…`);
      rows.push(await measureMode(browser, workers, id, mode));
    }
    return rows;
  } finally {
    await browser.close();
    await Promise.all([packages.close(), site.close()]);
  }
}

async function storePackage(browser: TestBrowser, workers: WorkerUrls, packageUrl: string): Promise<string> {
  const { page } = await openLoadPage(browser);
  const id = await page.evaluate(({ urls, from }) => loadPage.store(urls, from), { urls: workers, from: packageUrl });
  await page.close();
  return id;
}

/** Not the app, which loads a model by itself. */
async function openLoadPage(browser: TestBrowser): Promise<OpenPage> {
  const opened = await browser.openPage(PLAIN_PAGE);
  await opened.page.addScriptTag({ content: await bundleScript('e2e/bench/loadPage.ts') });
  return opened;
}

async function measureMode(
  browser: TestBrowser,
  workers: WorkerUrls,
  id: string,
  { name, options }: (typeof MODES)[number],
): Promise<Row> {
  const { page } = await openLoadPage(browser);
  resetPeak([...browserProcesses('renderer'), ...browserProcesses('gpu-process')]);
  const loaded = await page.evaluate(({ urls, model, how }) => loadPage.load(urls, model, how), {
    urls: workers,
    model: id,
    how: options,
  });
  const heapBytes = await page.evaluate(measureHeap);
  const { status, readMs, elapsedMs, peakDeviceBytes } = loaded;
  const row = {
    mode: name,
    residency: status.device.residency,
    readSeconds: readMs / 1000,
    selfTestSeconds: (elapsedMs - readMs) / 1000,
    rendererPeakBytes: peakBytes(browserProcesses('renderer')),
    gpuProcessPeakBytes: peakBytes(browserProcesses('gpu-process')),
    heapBytes,
    deviceBytesPeak: peakDeviceBytes,
    difference: status.selfTest.at(-1)?.maxDifference ?? NaN,
  };
  await page.close();
  console.error(JSON.stringify({ ...row, selfTest: status.selfTest }));
  return row;
}

/** Runs in the page. https://developer.mozilla.org/docs/Web/API/Performance/measureUserAgentSpecificMemory */
async function measureHeap(): Promise<number> {
  const measuring = performance as Performance & {
    measureUserAgentSpecificMemory(): Promise<{ readonly bytes: number }>;
  };
  return (await measuring.measureUserAgentSpecificMemory()).bytes;
}

function cellsOf(row: Row): string[] {
  const bytes = [row.rendererPeakBytes, row.gpuProcessPeakBytes, row.heapBytes, row.deviceBytesPeak];
  return [
    `${row.mode} (${row.residency})`,
    `${row.readSeconds.toFixed(1)} s`,
    `${row.selfTestSeconds.toFixed(1)} s`,
    ...bytes.map((byteLength) => `${(byteLength / 1e6).toFixed(0)} MB`),
    row.difference.toExponential(0),
  ];
}
