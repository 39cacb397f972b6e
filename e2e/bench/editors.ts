/** Whether the intervals of the comparison of editors hold what they promise, and how long it takes for many edits. */
import type { ResultItem } from '../../src/core/dataset/resultItem.ts';
import { normalCdf } from '../../src/core/score/ranking.ts';
import { datasetReport } from '../../src/evaluation/datasetReport.ts';
import { meetingsOf } from '../../src/evaluation/editors/meeting.ts';
import { editsOfRequest } from '../../src/evaluation/editors/editsOfRequest.ts';
import { headsToHeads, type HeadToHead } from '../../src/evaluation/editors/headToHead.ts';
import type { Estimate } from '../../src/evaluation/estimate.ts';
import { Random } from '../../src/evaluation/statistics/random.ts';
import { resultItem } from '../../src/testing/resultItemForTest.ts';
import { editScore } from '../../src/testing/scoreForTest.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { median } from './median.ts';

/** The error of a coverage of 95% is then 0.3%. */
const DATASETS = 4000;
const SOURCES = [6, 10, 20, 50, 200];
/** By how much the rewards of one editor are higher on average, in deviations of the difference. */
const LEADS = [0, 0.5, 1];
const EDITS = 100_000;
const RUNS = 5;

export const editors: BenchCase = {
  name: 'editors',
  summary:
    'how often the 95% intervals of two editors hold the truth, and the time of the comparison for 100,000 edits',
  document: 'docs/datasets.md',
  async run() {
    const coverages = SOURCES.flatMap((count) =>
      LEADS.map((lead) => ({ sources: count, lead, ...coverage(count, lead) })),
    );
    const rows = coverages.map(({ sources, lead, difference, share }) => [
      String(sources),
      lead.toFixed(1),
      percent(difference),
      percent(share),
    ]);
    const header = ['Sources', 'True difference, in deviations', 'Mean difference', 'Share of wins'];
    const summary = Object.fromEntries([2, 7].map((count) => [`seconds, ${count} editors`, secondsOf(count)]));
    const times = Object.entries(summary).map(([what, seconds]) => `${what}: ${seconds.toFixed(2)}`);
    console.error(`Report of ${EDITS.toLocaleString('en')} single edits, median of ${RUNS}; ${times.join('; ')}.`);
    return { rows: coverages, markdown: markdownTable(header, rows), summary };
  },
};

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

/** The share of simulated datasets whose intervals hold the true difference, and the true share of wins. */
function coverage(sources: number, lead: number): { readonly difference: number; readonly share: number } {
  const random = new Random(sources, 10 * lead);
  const truth = { difference: lead, share: normalCdf(lead) };
  const held = { difference: 0, share: 0 };
  for (let k = 0; k < DATASETS; k++) {
    const { difference, share } = compared(sources, lead, random);
    if (holds(difference, truth.difference)) held.difference++;
    if (holds(share, truth.share)) held.share++;
  }
  return { difference: held.difference / DATASETS, share: held.share / DATASETS };
}

function holds({ interval }: Estimate, truth: number): boolean {
  return interval !== undefined && interval.low <= truth && truth <= interval.high;
}

/** Sources are easy or hard for both editors alike; their rewards differ by a normal number of deviation 1. */
function compared(sources: number, lead: number, random: Random): HeadToHead {
  const meetings = Array.from({ length: sources }, (_, line) => {
    const ease = 3 * random.normal();
    const rewards = [lead, 0].map((own) => ({ reward: ease + own + Math.SQRT1_2 * random.normal() }));
    return meetingsOf(editsOfRequest([resultItem(line, rewards, { models: ['A', 'B'] })]));
  });
  const [pair] = headsToHeads(meetings.flat(), ['A', 'B']);
  if (!pair) throw new Error('The editors did not meet.');
  return pair;
}

/** Of the whole report, in which the editors' part is all that nobody has to judge for. */
function secondsOf(editorCount: number): number {
  const items = singleEdits(editorCount);
  const seconds = Array.from({ length: RUNS }, () => {
    const startMs = performance.now();
    datasetReport(items);
    return (performance.now() - startMs) / 1000;
  });
  return median(seconds);
}

function singleEdits(editorCount: number): ResultItem[] {
  const random = new Random(1);
  return Array.from({ length: EDITS }, (_, line) => {
    const [editor, source] = [line % editorCount, Math.floor(line / editorCount)];
    const head = { mu: editor / 5 + random.normal(), logSigma: -0.5 };
    return resultItem(line, [editScore(head, head)], { models: [`Editor ${editor}`], source: `${source}.png` });
  });
}
