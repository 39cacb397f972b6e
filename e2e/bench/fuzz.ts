/** Gives every reader files that are damaged at random, and looks for hangs, unexplained errors and memory without end. */
import { markdownTable, type BenchCase } from './benchCase.ts';
import { fuzzTarget, type FuzzFault, type FuzzReport } from './fuzz/fuzzTarget.ts';
import { FUZZ_TARGETS } from './fuzz/targets.ts';

const DEFAULT_SECONDS = 20;

export const fuzz: BenchCase = {
  name: 'fuzz',
  summary: 'damaged files for every reader: [seconds a reader, default 20] [first seed, default 1] [reader]',
  async run([seconds = String(DEFAULT_SECONDS), seed = '1', only]) {
    const reports: FuzzReport[] = [];
    for (const { name } of FUZZ_TARGETS.filter((target) => only === undefined || target.name === only)) {
      console.error(`Damaging files for: ${name}…`);
      reports.push(await fuzzTarget(name, Number(seconds), Number(seed)));
    }
    const faults = reports.flatMap((report) => report.faults);
    const header = ['Reader', 'Files', 'Read', 'Refused', 'Faults', 'Longest', 'Peak memory'];
    const rows = reports.map((report) => ({ ...report, faults: report.faults.length }));
    process.exitCode = faults.length > 0 ? 1 : 0;
    return {
      rows,
      markdown: [markdownTable(header, reports.map(cellsOf)), ...distinct(faults).map(faultLine)].join('\n'),
      summary: { faults: faults.length },
    };
  },
};

function cellsOf({ target, read, refused, faults, longestMs, peakBytes }: FuzzReport): string[] {
  const files = read + refused + faults.length;
  const memory = `${(peakBytes / 1e6).toFixed(0)} MB`;
  return [target, `${files}`, `${read}`, `${refused}`, `${faults.length}`, `${longestMs.toFixed(0)} ms`, memory];
}

/** One of each kind: a fault comes up again and again. */
function distinct(faults: readonly FuzzFault[]): FuzzFault[] {
  return [...new Map(faults.map((fault) => [`${fault.target} ${fault.what}`, fault])).values()];
}

function faultLine({ target, seed, what }: FuzzFault): string {
  return `${target}, seed ${seed}: ${what}`;
}
