import { readText, type ByteSource } from '../../core/bytes/bytes.ts';
import { groupBy } from '../../core/groupBy.ts';
import { readLines } from './readLines.ts';
import { RESULT_ENDINGS } from './resultEndings.ts';
import { ResultsFileError } from './resultsFileError.ts';

export interface ResultsFile {
  readonly source: ByteSource;
  /** By what stands in it. */
  readonly kind: 'scores' | 'journal' | 'log' | 'judge' | 'report' | 'accuracy' | 'unknown';
  /** Of a JSON file. */
  readonly value?: unknown;
}

/** The files of one run: of one model, or of one judge. */
export interface RunFiles {
  /** One, but for a judge, which has a file for each size of items. */
  readonly chosen: readonly [ResultsFile, ...ResultsFile[]];
  /** What says which model it was. */
  readonly report: ResultsFile | undefined;
}

/** Looks what a file is. */
export async function inspectResults(source: ByteSource): Promise<ResultsFile> {
  const { value: firstLine } = await readLines(source).next();
  const first = firstLine ? parseJson(firstLine.text) : undefined;
  if (has(first, 'reward') || has(first, 'candidate')) return { kind: 'scores', source };
  if (has(first, 'dataset') && has(first, 'part')) return { kind: 'journal', source };
  if (!/^\s*[[{]/.test(firstLine?.text ?? '')) return { kind: 'unknown', source };
  const value = parseJson(await readText(source));
  return { kind: kindOf(value), source, value };
}

function kindOf(value: unknown): ResultsFile['kind'] {
  if (Array.isArray(value)) return value.length === 0 || has(value[0], 'ground_truth') ? 'log' : 'unknown';
  if (has(value, 'leaderboards')) return 'report';
  if (has(value, 'model_name') && has(value, 'results')) return 'judge';
  return has(value, 'overall') ? 'accuracy' : 'unknown';
}

function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && key in value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Which files belong to one run each; empty if there is none. Throws {@link ResultsFileError} for what cannot be told apart. */
export function runsOf(files: readonly ResultsFile[]): RunFiles[] {
  const scores = files.filter(({ kind }) => kind === 'scores');
  const stems = new Set(scores.map(stemOf));
  // A log beside its scores holds less of the same.
  const logs = files.filter((file) => file.kind === 'log' && !stems.has(stemOf(file)));
  const single = [...scores, ...logs];
  refuseNamesakes(single);
  const reports = files.filter(({ kind }) => kind === 'report');
  return [
    ...single.map((file): RunFiles => ({ chosen: [file], report: reportOf(file, reports, single.length === 1) })),
    ...judgesOf(files),
  ];
}

function judgesOf(files: readonly ResultsFile[]): RunFiles[] {
  const judges = files.filter(({ kind }) => kind === 'judge');
  return [...groupBy(judges, judgeName).values()].flatMap(([first, ...others]) =>
    first ? [{ chosen: [first, ...others] as const, report: undefined }] : [],
  );
}

function judgeName({ value }: ResultsFile): string {
  return JSON.stringify(Object(value).model_name);
}

/** A report says nothing of which scores it is, but by its name. Beside one file of scores it is of those. */
function reportOf(file: ResultsFile, reports: readonly ResultsFile[], isOnly: boolean): ResultsFile | undefined {
  const own = reports.filter((report) => stemOf(report) === stemOf(file));
  const [report, other] = own.length === 0 && isOnly ? reports : own;
  if (report && other) throw areOfTwo(report, other);
  return report;
}

function refuseNamesakes(files: readonly ResultsFile[]): void {
  const byStem = groupBy(files, stemOf);
  for (const [first, second] of byStem.values()) if (first && second) throw areOfTwo(first, second);
}

function areOfTwo(one: ResultsFile, other: ResultsFile): ResultsFileError {
  const [first, second] = [one.source.name, other.source.name];
  if (first !== second)
    return new ResultsFileError(`${first} and ${second} are results of two runs. Give those of one.`, { file: second });
  const what = `There are two files called ${first}. Give them other names, or choose the folder that both are in.`;
  return new ResultsFileError(what, { file: second });
}

/** "a/set" of "a/set_scores.jsonl" */
function stemOf({ source: { name } }: ResultsFile): string {
  const ending = Object.values(RESULT_ENDINGS).find((one) => name.endsWith(one));
  return ending === undefined ? name : name.slice(0, -ending.length);
}
