import * as v from 'valibot';
import { readText, type ByteSource } from '../../core/bytes/bytes.ts';
import type { ReportedRun, ResultItem } from '../../core/dataset/resultItem.ts';
import { parseDetailedLog } from './readDetailedLog.ts';
import { readLines } from './readLines.ts';
import { readScores } from './readScores.ts';
import { ResultsFileError, whatIsWrong } from './resultsFileError.ts';

/** What the results files of one dataset hold. */
export interface Results {
  /** Names of the files that were used. */
  readonly files: readonly string[];
  readonly items: readonly ResultItem[];
  /** Said by `<name>_report.json` alone. */
  readonly run: ReportedRun | undefined;
}

const runSchema = v.object({
  model: v.object({
    id: v.string(),
    dtype: v.string(),
    revision: v.exactOptional(v.string()),
    manifestSha256: v.string(),
  }),
  items: v.number(),
});

interface ResultsFile {
  readonly source: ByteSource;
  /** By what stands in it. */
  readonly kind: 'scores' | 'journal' | 'log' | 'report' | 'accuracy' | 'unknown';
  /** Of a JSON file. */
  readonly value?: unknown;
}

/**
 * Reads the results that `editreward evaluate --manifest` writes of a dataset: `_scores.jsonl`, or
 * `_detailed_log.json`, which holds less. `_report.json` beside them says which model it was. Other files of that
 * folder are left aside. Throws {@link ResultsFileError} and the errors of the sources.
 */
export async function readResults(
  sources: readonly ByteSource[],
  onRead?: (doneBytes: number, totalBytes: number) => void,
): Promise<Results> {
  const files = await Promise.all(sources.map(inspect));
  const chosen = onlyOne(files, 'scores') ?? onlyOne(files, 'log');
  if (!chosen) throw nothingToShow(files);
  const report = onlyOne(files, 'report');
  const { source } = chosen;
  const items =
    chosen.kind === 'log'
      ? parseDetailedLog(source.name, chosen.value)
      : await readScores(source, (done) => onRead?.(done, source.byteLength));
  return {
    files: [chosen, ...(report ? [report] : [])].map((file) => file.source.name),
    items,
    run: report && parseRun(report.source.name, report.value),
  };
}

/** The file of this kind; undefined without one. */
function onlyOne(files: readonly ResultsFile[], kind: ResultsFile['kind']): ResultsFile | undefined {
  const [first, second] = files.filter((file) => file.kind === kind);
  if (!first || !second) return first;
  const names = `${first.source.name} and ${second.source.name}`;
  throw new ResultsFileError(`${names} are results of two runs. Give those of one.`, { file: second.source.name });
}

async function inspect(source: ByteSource): Promise<ResultsFile> {
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

function parseRun(file: string, value: unknown): ReportedRun {
  const parsed = v.safeParse(runSchema, value);
  if (parsed.success) return parsed.output;
  throw new ResultsFileError(`${file}: ${whatIsWrong(parsed.issues)}. Leave it away, or evaluate again.`, { file });
}

const WRITTEN = 'what `editreward evaluate --manifest` writes: a file that ends in _scores.jsonl or _detailed_log.json';

function nothingToShow(files: readonly ResultsFile[]): ResultsFileError {
  const first = files.find(({ kind }) => kind !== 'unknown') ?? files[0];
  if (!first) return new ResultsFileError(`There are no files. Give ${WRITTEN}.`);
  const { name: file } = first.source;
  if (first.kind === 'journal') {
    return new ResultsFileError(
      `${file} is the journal of a run. Give the _scores.jsonl that is written when all is scored.`,
      { file },
    );
  }
  if (first.kind === 'report' || first.kind === 'accuracy') {
    return new ResultsFileError(`${file} holds figures without their scores. Give the _scores.jsonl beside it.`, {
      file,
    });
  }
  return new ResultsFileError(`${file} is no results file. Give ${WRITTEN}.`, { file });
}
