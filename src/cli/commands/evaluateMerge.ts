import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { partOf, planRequests, type DatasetRequest } from '../../batch/planRequests.ts';
import { entryKey, type CandidateKey } from '../../core/dataset/candidateKey.ts';
import { datasetKind } from '../../core/dataset/datasetItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import { EXIT_FAILED, EXIT_OK } from '../command.ts';
import { readingOf, requireSameEdits } from './datasetReading.ts';
import { joinThatCounts, journalPath, openDataset, requestsThatCount, type DatasetChoice } from './evaluateManifest.ts';
import { countUnknown, pictureNotes, requireOnePictureEach } from './evaluatePictures.ts';
import { writeResults } from './evaluateResults.ts';
import { datasetSummary, rowLines } from './evaluateSummary.ts';
import {
  differenceOf,
  JournalError,
  readOutcomeJournal,
  type JournalEntry,
  type ReadJournal,
} from './outcomeJournal.ts';

/** Parts of an evaluation are missing or not finished. */
export class UnfinishedPartsError extends EditRewardError {
  override readonly name = 'UnfinishedPartsError';
}

export interface MergeOptions extends DatasetChoice {
  readonly out: string;
  readonly json: boolean;
}

/** Joins the journals of all parts, writes the results and prints them. */
export async function mergeParts({ out, json, ...choice }: MergeOptions): Promise<number> {
  const opened = await openDataset(choice);
  const { dataset, allItems, sha256, name, label } = opened;
  const parts = readParts(name, out);
  const [first] = parts;
  if (!first) {
    throw new UnfinishedPartsError(`${out} holds no part of ${name}. Run \`editreward evaluate\` first.`);
  }
  if (first.header.dataset !== sha256) {
    throw new JournalError(`The parts in ${out} are of another file than ${label}. Give the dataset that they are of.`);
  }
  const all = planRequests(allItems);
  const reading = first.header.reading ?? readingOf(all);
  if (reading !== readingOf(all)) {
    throw new JournalError(
      `The parts in ${out} were scored by a version that reads ${label} otherwise. Score them again in another folder.`,
    );
  }
  const entries = new Map(parts.flatMap((part) => [...part.entries]));
  requireSameEdits(entries, all, out);
  const { count } = first.header.part;
  const found = parts.map(({ header }) => header.part.index);
  requireAll((index) => requestsThatCount(partOf(all, { index, count }), opened), entries, found, count);
  for (const line of rowLines(label, dataset)) console.error(`editreward: ${line}`);
  const outcomeOf = (key: CandidateKey) => entries.get(entryKey(key))?.outcome;
  const requests = requestsThatCount(all, opened);
  requireOnePictureEach(requests, outcomeOf, SCORE_PARTS_AGAIN);
  console.error(`editreward: ${NOT_COMPARED}`);
  const pictures = countUnknown(requests, outcomeOf);
  for (const note of pictureNotes(pictures, `the parts in ${out}`, datasetKind(allItems)))
    console.error(`editreward: ${note}`);
  const joined = joinThatCounts(opened, outcomeOf);
  const results = await writeResults(out, name, first.header.model, dataset, joined, pictures, opened.confidence);
  console.log(json ? JSON.stringify(results, undefined, 2) : datasetSummary(results, out, name));
  return results.unscored.length > 0 ? EXIT_FAILED : EXIT_OK;
}

/** The machine that joins parts need not have them. */
const NOT_COMPARED =
  'the pictures are not looked at here: the scores are of those that each part found. Where some have changed since, run ' +
  '`editreward evaluate` with each --part again, which compares them.';

const SCORE_PARTS_AGAIN =
  'Run `editreward evaluate` with each --part once more, all with the same pictures: it scores again what is of another one.';

/** In no order. All of one run. Throws {@link JournalError}. */
function readParts(name: string, out: string): ReadJournal[] {
  const ending = /\.part-(\d+)-of-(\d+)\.jsonl$/;
  const files = existsSync(out) ? readdirSync(out) : [];
  const parts = files.flatMap((file) => {
    const [, index, count] = ending.exec(file) ?? [];
    const path = journalPath(out, name, { index: Number(index), count: Number(count) });
    const journal = path === join(out, file) ? readOutcomeJournal(path) : undefined;
    return journal ? [journal] : [];
  });
  const [first] = parts;
  for (const { header } of parts) {
    const difference = first && differenceOf(first.header, header);
    if (difference !== undefined) {
      throw new JournalError(
        `The parts in ${out} are of runs with another ${difference}. Keep those of one run there.`,
      );
    }
  }
  return parts;
}

function requireAll(
  requestsOfPart: (index: number) => readonly DatasetRequest[],
  entries: ReadonlyMap<string, JournalEntry>,
  found: readonly number[],
  count: number,
): void {
  const unfinished = Array.from({ length: count }, (_, k) => k + 1).filter((index) => {
    const pictures = requestsOfPart(index).flatMap((request) => request.pictures);
    return !found.includes(index) || pictures.some(({ uses }) => !entries.has(entryKey(uses[0])));
  });
  if (unfinished.length === 0) return;
  const parts = unfinished.map((index) => `${index}/${count}`).join(', ');
  throw new UnfinishedPartsError(
    `Not all edits are scored. Run \`editreward evaluate\` with --part ${parts} to the end.`,
  );
}
