/** What reuse gains: the plan that computes everything once against two full passes a candidate, over the same graphs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchCase, BenchResult } from './benchCase.ts';
import { cpuSeconds, peakBytes, resetPeak } from './loadMemory.ts';
import { makeMidModel, type MidModel } from './midModel.ts';
import { openInBrowser } from './reuseBrowser.ts';
import { openInNode } from './reuseNode.ts';
import { reportReuse, type Measured, type Pair } from './reuseReport.ts';
import type { ReuseTarget, ScoringTask } from './reuseTarget.ts';

const CANDIDATES = [1, 2, 4, 8] as const;
/** How often everything is measured, both plans in turn each time. */
const ROUNDS = 2;
/** A round measures few candidates more often, up to as many as this: short times vary most. */
const CANDIDATES_A_ROUND = 8;
const DOCUMENT = 'docs/performance.md';

export const reuse: BenchCase = {
  name: 'reuse',
  summary:
    'reuse against two full passes per candidate, on a mid-size random model in Node; arguments: threads, rounds',
  document: DOCUMENT,
  // One thread never waits for another: on a busy machine its processor time tells more than any clock.
  run: ([threads, rounds]) => measureReuse(({ path }) => openInNode(path, toNumber(threads)), toNumber(rounds)),
};

export const reuseWasm: BenchCase = {
  name: 'reuse-wasm',
  summary: 'the same in Chromium, on WebAssembly; argument: rounds',
  document: DOCUMENT,
  run: ([rounds]) => measureReuse(({ path }, root) => openInBrowser(path, join(root, 'site')), toNumber(rounds)),
};

function toNumber(argument: string | undefined): number | undefined {
  return argument === undefined ? undefined : Number(argument);
}

async function measureReuse(
  open: (model: MidModel, root: string) => Promise<ReuseTarget>,
  rounds = ROUNDS,
): Promise<BenchResult> {
  const root = await mkdtemp(join(tmpdir(), 'editreward-reuse-'));
  try {
    console.error('Making a random model…');
    const model = await makeMidModel(root);
    const target = await open(model, root);
    const pairs = await measureAll(target, rounds).finally(() => target.close());
    return await reportReuse(target.description, model.path, CANDIDATES, pairs);
  } finally {
    await rm(root, { recursive: true });
  }
}

/** By number of candidates, in the order of {@link CANDIDATES}. */
async function measureAll(target: ReuseTarget, rounds: number): Promise<Pair[][]> {
  await target.score({ seed: 0, candidates: 1, reuse: true });
  const pairs: Pair[][] = CANDIDATES.map(() => []);
  let seed = 0;
  for (let round = 0; round < rounds; round++) {
    for (const [index, candidates] of CANDIDATES.entries()) {
      for (let scored = 0; scored < CANDIDATES_A_ROUND; scored += candidates) {
        // Pictures that nothing remembers.
        seed++;
        const full = await measure(target, { seed, candidates, reuse: false });
        const reused = await measure(target, { seed, candidates, reuse: true });
        pairs[index]?.push({ full, reuse: reused });
        console.error(
          `${candidates} candidates: ${full.seconds.toFixed(1)} s, with reuse ${reused.seconds.toFixed(1)} s`,
        );
      }
    }
  }
  return pairs;
}

async function measure(target: ReuseTarget, task: ScoringTask): Promise<Measured> {
  resetPeak(target.processes());
  const cpuBefore = cpuSeconds(target.processes());
  const scoring = await target.score(task);
  const cpu = cpuSeconds(target.processes()) - cpuBefore;
  const seconds = (scoring.endMs - scoring.startMs) / 1000;
  return { ...scoring, seconds, cpuSeconds: cpu, peakBytes: peakBytes(target.processes()) };
}
