/** Whether the intervals of the comparison of editors hold what they promise, and how long it takes for many edits. */
import type { ResultItem } from '../../src/core/dataset/resultItem.ts';
import { normalCdf } from '../../src/core/score/ranking.ts';
import { datasetReport } from '../../src/evaluation/datasetReport.ts';
import { meetingsOf } from '../../src/evaluation/editors/meeting.ts';
import { editsOfRequest } from '../../src/evaluation/editors/editsOfRequest.ts';
import { headsToHeads, type HeadToHead } from '../../src/evaluation/editors/headToHead.ts';
import type { Estimate } from '../../src/evaluation/estimate.ts';
import { percentage } from '../../src/evaluation/estimateText.ts';
import { meanOf } from '../../src/evaluation/statistics/meanInterval.ts';
import { Random } from '../../src/evaluation/statistics/random.ts';
import { resultItem } from '../../src/testing/resultItemForTest.ts';
import { editScore } from '../../src/testing/scoreForTest.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { median } from './median.ts';

/** For each number of sources and lead. The error of a coverage of 95% is then 0.3%. */
const DATASETS = 4000;
const SOURCES = [6, 10, 20, 50, 200];
/** By how much the rewards of one editor are higher on average, in deviations of the difference. */
const LEADS = [0, 0.25, 0.5, 0.75, 1, 1.25];
const EDITS = 100_000;
const RUNS = 5;

export const editors: BenchCase = {
  name: 'editors',
  summary:
    'how often the 95% intervals of two editors hold the truth, and the time of the comparison for 100,000 edits',
  document: 'docs/datasets.md',
  async run() {
    const rows = SOURCES.flatMap((sources) => LEADS.map((lead) => ({ sources, lead, ...coverage(sources, lead) })));
    const cells = SOURCES.map((count) => {
      const its = rows.filter(({ sources }) => sources === count);
      return [String(count), ...(['difference', 'share'] as const).map((of) => rangeText(its.map((one) => one[of])))];
    });
    const header = ['Sources', 'Mean difference', 'Share of wins'];
    const summary = Object.fromEntries([2, 7].map((count) => [`${count} editors, seconds`, secondsOf(count)]));
    console.error(`Report of ${EDITS.toLocaleString('en')} single edits, processor time: ${JSON.stringify(summary)}`);
    return { rows, markdown: markdownTable(header, cells), summary };
  },
};

/** "95.0% (94.7 to 95.3)": the mean over all leads, the least and the most. */
function rangeText(shares: readonly number[]): string {
  return percentage(meanOf(shares), { low: Math.min(...shares), high: Math.max(...shares) });
}

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

/** Processor time of the whole report, in which nothing but the comparison of editors is of weight. */
function secondsOf(editorCount: number): number {
  const items = singleEdits(editorCount);
  const seconds = Array.from({ length: RUNS }, () => {
    const start = process.cpuUsage();
    datasetReport(items);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
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
