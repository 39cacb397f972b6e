/** How soon the comparison of editors is there for a scored batch of 100,000 edits, in headless Chromium. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../harness/browser.ts';
import { bundleScript } from '../harness/bundleScript.ts';
import type { BatchReportProbe } from './batchReportPage.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { serveBenchSite } from './benchSite.ts';

declare const batchReportProbe: BatchReportProbe;

const EDITS = 100_000;
const BATCHES = [
  { name: 'single-edits', editors: 5, perItem: 1 },
  { name: 'pairs', editors: 2, perItem: 2 },
] as const;

export const batchReport: BenchCase = {
  name: 'batch-report',
  summary: 'how soon the comparison of editors of 100,000 scored edits is there, and how smooth the page stays',
  async run() {
    const outDir = await mkdtemp(join(tmpdir(), 'editreward-report-'));
    const site = await serveBenchSite(outDir);
    const browser = await launchBrowser(site.url, { webgpu: false });
    try {
      const { page } = await browser.openPage('?model=#/benchmark');
      const script = await bundleScript('e2e/bench/batchReportPage.ts');
      await page.evaluate(script);
      for (const { name, editors, perItem } of BATCHES) {
        await page.evaluate(([of, edits, by, each]) => batchReportProbe.keep(of, edits, by, each), [
          name,
          EDITS,
          editors,
          perItem,
        ] as const);
      }
      const rows = [];
      for (const { name } of BATCHES) {
        await page.reload();
        await page.evaluate(script);
        await page.getByRole('listitem', { name }).waitFor();
        rows.push({ batch: name, ...(await page.evaluate((of) => batchReportProbe.report(of), name)) });
      }
      const header = ['100,000 edits', 'Editors', 'Whole report', 'Longest frame'];
      const cells = rows.map(({ batch, editorsMs, wholeMs, worstFrameMs }) => [
        batch,
        ...[editorsMs, wholeMs, worstFrameMs].map((milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`),
      ]);
      return { rows, markdown: markdownTable(header, cells) };
    } finally {
      await browser.close();
      await site.close();
      await rm(outDir, { recursive: true });
    }
  },
};
