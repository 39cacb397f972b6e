import { join } from 'node:path';
import { countDevices } from '../../../batch/deviceCounts.ts';
import { likeProblems, linesText } from '../../../core/dataset/likeProblems.ts';
import type { ComparedResults } from '../../../evaluation/comparison/comparisonReport.ts';
import { readResults } from '../../../formats/results/readResults.ts';
import { RESULT_ENDINGS } from '../../../formats/results/resultEndings.ts';
import { openModelPackage, type ModelPackage } from '../../../packages/modelPackage.ts';
import { UsageError } from '../../command.ts';
import { directoryFolder } from '../../nodeFiles.ts';
import { joinThatCounts, type OpenedDataset } from '../evaluate/openDataset.ts';
import { lookAtEvaluation, scoreEvaluation, type Evaluation } from '../evaluate/scoreEvaluation.ts';
import { writeResults } from '../evaluate/writeResults.ts';
import { openResults } from '../report/openResults.ts';
import { withDigests } from '../report/writeDocument.ts';
import type { CompareOptions, Contender } from './compareArgs.ts';

/** A file of results, or a model that is ready to write one. */
export type ReadyContender = { readonly file: string } | Evaluation;

/**
 * Looks at all of one that shows before anything is scored, and writes nothing. A model gets a folder of its own beneath `out`,
 * which names it: its journal is found again there. Throws the errors of results, packages, journals and datasets.
 */
export async function lookAtContender(
  { kind, path }: Contender,
  { out, dataset }: Pick<CompareOptions, 'out' | 'dataset'>,
  opened: OpenedDataset | undefined,
): Promise<ReadyContender> {
  if (kind === 'results' || !dataset || !opened) {
    await readContender(path);
    return { file: path };
  }
  const folder = folderOf(await openModelPackage(directoryFolder(path)));
  return lookAtEvaluation({ ...dataset, model: path, out: join(out, folder), part: { index: 1, count: 1 } }, opened);
}

/** Enough of a digest to tell two packages of one name apart. */
const DIGEST_LETTERS = 8;

function folderOf({ manifest: { id, dtype }, manifestSha256 }: ModelPackage): string {
  return `${id}-${dtype}-${manifestSha256.slice(0, DIGEST_LETTERS)}`.replaceAll(/[^\w.-]+/g, '-');
}

/** Begins the journal of one that is to be scored. Throws `JournalWriteError`. */
export async function beginContender(contender: ReadyContender): Promise<void> {
  if (!('file' in contender)) await contender.journal.begin();
}

/** Where its scores are, and how many items have none. */
export interface ScoredContender {
  readonly file: string;
  readonly unscored: number;
}

/** Scores what is left to score, and writes the results. */
export async function scoreContender(contender: ReadyContender, signal: AbortSignal): Promise<ScoredContender> {
  if ('file' in contender) return { file: contender.file, unscored: 0 };
  const { opened, model, outcomes, options } = contender;
  console.error(`editreward: scoring with ${model.id} (${model.dtype})`);
  const { pictures } = await scoreEvaluation(contender, signal);
  const { dataset, preference, name } = opened;
  const scores = joinThatCounts(opened, outcomes.outcomeOf);
  const devices = countDevices(outcomes.values());
  const { unscored } = await writeResults(options.out, name, { model, dataset, preference, scores, pictures, devices });
  for (const { lines, message } of likeProblems(unscored)) console.error(`editreward: ${linesText(lines)}: ${message}`);
  return { file: join(options.out, name + RESULT_ENDINGS.scores), unscored: unscored.length };
}

/** The results of one run, with the digests of its files. Throws {@link UsageError} where a file holds several runs. */
export async function readContender(file: string): Promise<ComparedResults> {
  const [results, ...others] = await readResults(await openResults([file]));
  if (others.length > 0) throw new UsageError(`${file} holds several runs. Give the scores of one.`);
  return withDigests(results);
}
