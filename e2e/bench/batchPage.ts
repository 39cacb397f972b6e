/** Runs in a page of the site: what its batches have kept, and results as if they had been scored. */
import {
  keepBatch,
  keepDataset,
  keepOutcomes,
  listBatches,
  readOutcomes,
} from '../../src/app/keptBatches/batchStore.ts';
import { batchId } from '../../src/app/keptBatches/keptBatch.ts';
import { FORMER_HEADS } from '../../src/core/modelPackage/formerHeads.ts';
import { editScore } from '../../src/testing/scoreForTest.ts';

export interface Kept {
  readonly scored: number;
  readonly failed: number;
}

export interface FrameTimes {
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly worstMs: number;
  readonly frames: number;
}

export interface BatchProbe {
  /** Outcomes on the disk, of all batches. */
  kept(): Promise<Kept>;
  /** Keeps a batch of `pairs` pairs, all scored, of the dataset at `path` in a folder of the page's own file system. */
  keepScored(dataset: {
    readonly sha256: string;
    readonly folder: string;
    readonly path: string;
    readonly pairs: number;
  }): Promise<void>;
  /** Scrolls the table by `pixels` a frame, from its top and back at its end; times between frames. */
  scroll(pixels: number, frames: number): Promise<FrameTimes>;
  /** Scrolls it to a place by chance with each frame. */
  jump(frames: number): Promise<FrameTimes>;
}

const SAMPLE_MODEL = { id: 'sample', dtype: 'fp32', manifestSha256: '0'.repeat(64), heads: FORMER_HEADS };

const batchProbe: BatchProbe = {
  async kept() {
    const batches = await listBatches();
    const outcomes = (await Promise.all(batches.map(({ id }) => readOutcomes(id)))).flat();
    const scored = outcomes.filter(({ outcome }) => 'score' in outcome).length;
    return { scored, failed: outcomes.length - scored };
  },
  async keepScored({ sha256, folder, path, pairs }) {
    const handle = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder);
    const counts = { itemCount: pairs, pictureCount: 2 * pairs };
    const source = { handles: [handle], manifestPath: `${folder}/${path}` };
    await keepDataset({ sha256, name: path, ...counts, problems: [], source }, []);
    const id = batchId(SAMPLE_MODEL, sha256);
    const outcomes = Array.from({ length: 2 * pairs }, (_, k) => {
      const head = (seed: number) => ({ mu: Math.sin(seed * (k + 1)), logSigma: Math.cos(seed * k) - 2 });
      return { line: (k >> 1) + 1, candidate: k & 1, outcome: { score: editScore(head(12.9), head(78.2)) } };
    });
    await keepOutcomes(id, outcomes);
    const now = { run: 'done', updatedAt: Date.now() } as const;
    await keepBatch({ id, datasetSha256: sha256, name: path, ...counts, model: SAMPLE_MODEL, ...now });
  },
  scroll: (pixels, frames) => {
    const table = tableFrame();
    return measureFrames(frames, () => {
      const end = table.scrollTop + table.clientHeight >= table.scrollHeight;
      table.scrollTop = end ? 0 : table.scrollTop + pixels;
    });
  },
  jump: (frames) => {
    const table = tableFrame();
    // The golden ratio's multiples are spread evenly, and the same each time.
    return measureFrames(frames, (frame) => {
      table.scrollTop = ((frame * 0.618) % 1) * table.scrollHeight;
    });
  },
};

function tableFrame(): Element {
  const table = document.querySelector('[role="grid"]');
  if (!table) throw new Error('The page has no table.');
  return table;
}

async function measureFrames(count: number, step: (frame: number) => void): Promise<FrameTimes> {
  const times: number[] = [];
  let last = await nextFrame();
  for (let frame = 0; frame < count; frame++) {
    step(frame);
    const now = await nextFrame();
    times.push(now - last);
    last = now;
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(count - 1, Math.floor(share * count))] ?? NaN;
  return { medianMs: at(0.5), p95Ms: at(0.95), worstMs: at(1), frames: count };
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

Object.assign(globalThis, { batchProbe });
