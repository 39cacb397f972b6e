import { cpus } from 'node:os';
import { largestDifference, numbersOf } from '../../src/testing/packages.ts';
import { markdownTable, type BenchResult } from './benchCase.ts';
import { median } from './median.ts';
import type { TimedScoring } from './reuseTarget.ts';
import { openCounter, type CountedPart, type CountedWork } from './reuseWork.ts';

export interface Measured extends TimedScoring {
  readonly seconds: number;
  /** Processor time, on all cores: other processes disturb it less. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

/** Both plans on the same pictures, one right after the other. */
export interface Pair {
  readonly full: Measured;
  readonly reuse: Measured;
}

/** `pairs` by number of candidates, in the order of `candidateCounts`. */
export async function reportReuse(
  description: string,
  path: string,
  candidateCounts: readonly number[],
  pairs: readonly Pair[][],
): Promise<BenchResult> {
  const counter = await openCounter(path);
  const rows = candidateCounts.map((candidates, index) => rowOf(counter.count(candidates), pairs[index] ?? []));
  const parts = partsOf(counter.parts(), pairs[0] ?? []);
  const where = `${description}, on ${cpus().length} × ${cpus()[0]?.model ?? 'a CPU'}`;
  const speedup = Object.fromEntries(rows.map(({ candidates, measured }) => [candidates, Number(measured.toFixed(3))]));
  return {
    rows,
    markdown: [where, rowsTable(rows), `One candidate with reuse, part by part:`, partsTable(parts)].join('\n\n'),
    summary: { speedup },
  };
}

/** All but ratios and bytes for one candidate. */
interface Row extends Readonly<Record<string, number>> {
  readonly candidates: number;
  readonly tokensFull: number;
  readonly tokensReuse: number;
  readonly gflopFull: number;
  readonly gflopReuse: number;
  readonly secondsFull: number;
  readonly secondsReuse: number;
  /** Ratio of the operations. */
  readonly predicted: number;
  /** Ratio of the median times. */
  readonly measured: number;
  /** Ratio of the median processor times. */
  readonly measuredCpu: number;
  readonly peakBytesFull: number;
  readonly peakBytesReuse: number;
  readonly keyValueBytes: number;
  readonly rewardDifference: number;
}

function rowOf({ candidates, full, reuse: reused, keyValueBytes }: CountedWork, pairs: readonly Pair[]): Row {
  const [gflopFull, gflopReuse] = [full, reused].map(
    (work) => (work.visionFlops + work.decoderFlops) / candidates / 1e9,
  );
  const secondsFull = median(pairs.map((pair) => pair.full.seconds)) / candidates;
  const secondsReuse = median(pairs.map((pair) => pair.reuse.seconds)) / candidates;
  const cpu = (plan: keyof Pair) => median(pairs.map((pair) => pair[plan].cpuSeconds));
  const numbers = (plan: keyof Pair) => pairs.flatMap((pair) => pair[plan].scores.flatMap(numbersOf));
  return {
    candidates,
    tokensFull: full.tokens / candidates,
    tokensReuse: reused.tokens / candidates,
    gflopFull: gflopFull ?? NaN,
    gflopReuse: gflopReuse ?? NaN,
    secondsFull,
    secondsReuse,
    predicted: (gflopFull ?? NaN) / (gflopReuse ?? NaN),
    measured: secondsFull / secondsReuse,
    measuredCpu: cpu('full') / cpu('reuse'),
    peakBytesFull: Math.max(...pairs.map((pair) => pair.full.peakBytes)),
    peakBytesReuse: Math.max(...pairs.map((pair) => pair.reuse.peakBytes)),
    keyValueBytes,
    rewardDifference: largestDifference(numbers('reuse'), numbers('full')),
  };
}

function rowsTable(rows: readonly Row[]): string {
  const header = ['Candidates', 'Tokens each', 'GFLOP each', 'Seconds each', 'Predicted', 'Measured', 'CPU time'];
  header.push('Peak memory', 'Keys and values', 'Difference');
  return markdownTable(header, rows.map(cellsOf));
}

function slash(full: number, reused: number, digits: number): string {
  return `${full.toFixed(digits)} / ${reused.toFixed(digits)}`;
}

function cellsOf(row: Row): string[] {
  return [
    `${row.candidates}`,
    slash(row.tokensFull, row.tokensReuse, 0),
    slash(row.gflopFull, row.gflopReuse, 0),
    slash(row.secondsFull, row.secondsReuse, 2),
    row.predicted.toFixed(2),
    row.measured.toFixed(2),
    row.measuredCpu.toFixed(2),
    `${slash(row.peakBytesFull / 1e6, row.peakBytesReuse / 1e6, 0)} MB`,
    `${(row.keyValueBytes / 1e6).toFixed(0)} MB`,
    row.rewardDifference.toExponential(0),
  ];
}

interface Part extends CountedPart {
  readonly seconds: number;
}

/** Of the scorings with one candidate: each part begins with a step of its own. */
function partsOf(counted: readonly CountedPart[], pairs: readonly Pair[]): Part[] {
  return counted.map((part, index) => {
    const seconds = pairs.map(({ reuse: { steps, endMs } }) => {
      if (steps.length !== counted.length)
        throw new Error(`A scoring had ${steps.length} steps, not ${counted.length}.`);
      return ((steps[index + 1]?.atMs ?? endMs) - (steps[index]?.atMs ?? NaN)) / 1000;
    });
    return { ...part, seconds: median(seconds) };
  });
}

function partsTable(parts: readonly Part[]): string {
  const total = { name: 'Together', flops: 0, seconds: 0 };
  for (const { flops, seconds } of parts) {
    total.flops += flops;
    total.seconds += seconds;
  }
  const cells = [...parts, total].map(({ name, flops, seconds }) => [
    name,
    (flops / 1e9).toFixed(0),
    seconds.toFixed(2),
    `${((100 * seconds) / total.seconds).toFixed(0)}%`,
    (flops / 1e9 / seconds).toFixed(0),
  ]);
  return markdownTable(['Part', 'GFLOP', 'Seconds', 'Share', 'GFLOP/s'], cells);
}
