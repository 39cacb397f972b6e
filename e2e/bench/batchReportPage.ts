/** Runs in a page of the site: keeps a scored batch, and measures how its report comes. */
import { keepBatch, keepDataset, keepOutcomes } from '../../src/app/keptBatches/batchStore.ts';
import { batchId } from '../../src/app/keptBatches/keptBatch.ts';
import { keepPacked } from '../../src/app/keptBatches/packedRecords.ts';
import type { PortableItem } from '../../src/core/dataset/portableItem.ts';
import { FORMER_HEADS } from '../../src/core/modelPackage/formerHeads.ts';
import { editScore } from '../../src/testing/scoreForTest.ts';

export interface ReportTimes {
  /** From the click until the comparison of editors is there, and until all of the report is. */
  readonly editorsMs: number;
  readonly wholeMs: number;
  /** The longest time between two frames meanwhile. */
  readonly worstFrameMs: number;
}

export interface BatchReportProbe {
  /** Keeps a batch of so many edits, `perItem` in an item, by as many editors. */
  keep(name: string, edits: number, editors: number, perItem: number): Promise<void>;
  /** Clicks the button of the batch of this name. */
  report(name: string): Promise<ReportTimes>;
}

const MODEL = { id: 'sample', dtype: 'fp32', manifestSha256: '0'.repeat(64), heads: FORMER_HEADS };
/** Written at once. */
const PORTION = 10_000;

const batchReportProbe: BatchReportProbe = {
  async keep(name, edits, editors, perItem) {
    const items = Array.from({ length: edits / perItem }, (_, k) => itemOf(k, editors, perItem));
    const counts = { itemCount: items.length, pictureCount: edits };
    const source = { handles: [], manifestPath: name };
    await keepDataset({ sha256: name, name, ...counts, problems: [], source }, items);
    const id = batchId(MODEL, name);
    for (let start = 0; start < edits; start += PORTION) {
      await keepOutcomes(
        id,
        Array.from({ length: PORTION }, (_, k) => outcomeOf(start + k, perItem)),
      );
    }
    // As when a run ends.
    await keepPacked(id);
    await keepBatch({ id, datasetSha256: name, name, ...counts, model: MODEL, run: 'done', updatedAt: Date.now() });
  },
  async report(name) {
    const row = [...document.querySelectorAll('li')].find(({ textContent }) => textContent?.includes(name));
    const button = [...(row?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === 'Report');
    if (!button) throw new Error(`The page offers no report of ${name}.`);
    const started = performance.now();
    const times = { editorsMs: NaN, wholeMs: NaN, worstFrameMs: 0 };
    button.click();
    for (let last = started; Number.isNaN(times.wholeMs);) {
      const now = await nextFrame();
      times.worstFrameMs = Math.max(times.worstFrameMs, now - last);
      last = now;
      if (Number.isNaN(times.editorsMs) && document.querySelector('.editors-section')) times.editorsMs = now - started;
      if (document.querySelector('.benchmark-page .section-tools')) times.wholeMs = now - started;
    }
    return times;
  },
};

/** Each source is edited once by each editor, one after the other. */
function itemOf(k: number, editors: number, perItem: number): PortableItem {
  const first = k * perItem;
  const source = Math.floor(first / editors);
  return {
    line: k + 1,
    instruction: `Make the object of source ${source} look older`,
    source: { kind: 'file', name: `sources/${source}.png` },
    candidates: Array.from({ length: perItem }, (_, place) => ({
      image: { kind: 'file', name: `edits/${first + place}.png` },
      model: `Editor ${(first + place) % editors}`,
      humanScore: undefined,
    })),
    ranks: undefined,
  };
}

function outcomeOf(edit: number, perItem: number) {
  const head = (seed: number) => ({ mu: Math.sin(seed * (edit + 1)), logSigma: Math.cos(seed * edit) - 2 });
  const sha256 = { source: 'ab'.repeat(32), edited: 'cd'.repeat(32) };
  const outcome = { score: editScore(head(12.9), head(78.2)), sha256 };
  return { line: Math.floor(edit / perItem) + 1, candidate: edit % perItem, outcome };
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

Object.assign(globalThis, { batchReportProbe });
