import * as v from 'valibot';
import type { ByteSource } from '../../core/bytes/bytes.ts';
import type { JudgeVotes } from '../../core/dataset/judgeVote.ts';
import type { ReportedRun, ResultItem } from '../../core/dataset/resultItem.ts';
import { parseDetailedLog } from './readDetailedLog.ts';
import { joinJudgeFiles, parseJudgeFile } from './readJudge.ts';
import { readScores } from './readScores.ts';
import { ResultsFileError, whatIsWrong } from './resultsFileError.ts';
import { inspectResults, runsOf, type ResultsFile, type RunFiles } from './resultsFiles.ts';

/** What the results files of one run hold. */
export interface Results {
  /** Names of the files that were used. */
  readonly files: readonly string[];
  readonly items: readonly ResultItem[];
  /** Said by `<name>_report.json` alone. */
  readonly run: ReportedRun | undefined;
  /** Of a judge, who gives no rewards; there are no items then. */
  readonly judge?: JudgeVotes;
  /** What all figures come from. */
  readonly data: readonly ByteSource[];
}

const runSchema = v.object({
  model: v.object({
    id: v.string(),
    dtype: v.string(),
    revision: v.exactOptional(v.string()),
    manifestSha256: v.string(),
    taste: v.exactOptional(v.object({ name: v.string(), sha256: v.string() })),
    maxPixels: v.exactOptional(v.number()),
  }),
  items: v.number(),
});

type OnRead = (doneBytes: number, totalBytes: number) => void;

/**
 * Reads the results that `editreward evaluate --manifest` writes of a dataset: `_scores.jsonl`, or
 * `_detailed_log.json`, which holds less; or what a judge said. `_report.json` beside them says which model it was. Other files
 * of that folder are left aside. There may be several runs, which come in the order of their files; those of judges come last.
 * Throws {@link ResultsFileError} and the errors of the sources.
 */
export async function readResults(sources: readonly ByteSource[], onRead?: OnRead): Promise<[Results, ...Results[]]> {
  const files = await Promise.all(sources.map(inspectResults));
  const [first, ...others] = runsOf(files);
  if (!first) throw nothingToShow(files);
  const totalBytes = [first, ...others].reduce((sum, { chosen: [{ source }] }) => sum + source.byteLength, 0);
  let doneBytes = 0;
  const read = async (run: RunFiles) => {
    const results = await readRun(run, (done) => onRead?.(doneBytes + done, totalBytes));
    doneBytes += run.chosen[0].source.byteLength;
    return results;
  };
  const all: [Results, ...Results[]] = [await read(first)];
  for (const run of others) all.push(await read(run));
  return all;
}

async function readRun({ chosen, report }: RunFiles, onRead: (doneBytes: number) => void): Promise<Results> {
  const [{ kind, source, value }] = chosen;
  const files = [...chosen, ...(report ? [report] : [])].map((file) => file.source.name);
  const run = report && parseRun(report.source.name, report.value);
  const data = chosen.map((file) => file.source);
  if (kind === 'judge') return { files, items: [], run, judge: judgeOf(chosen), data };
  const items = kind === 'log' ? parseDetailedLog(source.name, value) : await readScores(source, onRead);
  return { files, items, run, data };
}

function judgeOf(files: RunFiles['chosen']): JudgeVotes {
  return joinJudgeFiles(
    files.map(({ source: { name: file }, value }) => ({ file, judge: parseJudgeFile(file, value) })),
  );
}

function parseRun(file: string, value: unknown): ReportedRun {
  const parsed = v.safeParse(runSchema, value);
  if (parsed.success) return parsed.output;
  throw new ResultsFileError(`${file}: ${whatIsWrong(parsed.issues)}. Leave it away, or evaluate again.`, { file });
}

const WRITTEN =
  'what `editreward evaluate --manifest` writes: a file that ends in _scores.jsonl or _detailed_log.json, or what ' +
  "EditReward's own evaluation writes of a chat model";

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
