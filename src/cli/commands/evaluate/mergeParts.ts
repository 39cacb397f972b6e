import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { contradictoryPicture } from '../../../batch/checkPictures.ts';
import { NOTHING_CHECKED } from '../../../batch/checkKept.ts';
import { Outcomes } from '../../../batch/outcomes.ts';
import { countPictures, partOf, planRequests, type DatasetRequest } from '../../../batch/planRequests.ts';
import { selectRequests } from '../../../batch/selectRequests.ts';
import { datasetKind } from '../../../core/dataset/datasetItem.ts';
import { EditRewardError } from '../../../core/errors.ts';
import { readingOf, requireSameEdits } from './datasetReading.ts';
import { rowLines } from './datasetSummary.ts';
import { journalPath, openDataset, requestsThatCount, type DatasetChoice, type OpenedDataset } from './openDataset.ts';
import { differenceOf, JournalError, readOutcomeJournal, type ReadJournal } from './outcomeJournal.ts';
import { pictureNotes, requireOnePicture } from './pictureNotes.ts';
import { reportResults } from './reportResults.ts';

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
  const { dataset, label } = opened;
  const all = planRequests(opened.allItems);
  const parts = readParts(opened.name, out);
  const { header } = requireSameDataset(parts, opened, all, out);
  const outcomes = outcomesOf(parts, all, out);
  requireAll(parts, opened, all, outcomes);
  for (const line of rowLines(label, dataset)) console.error(`editreward: ${line}`);
  const requests = requestsThatCount(all, opened);
  requireOnePicture(contradictoryPicture(requests, outcomes.outcomeOf), SCORE_PARTS_AGAIN);
  console.error(`editreward: ${NOT_COMPARED}`);
  const unknown = countPictures(selectRequests(requests, outcomes, 'unknown'));
  const pictures = { ...NOTHING_CHECKED, unknown };
  for (const note of pictureNotes(pictures, `the parts in ${out}`, datasetKind(opened.allItems)))
    console.error(`editreward: ${note}`);
  return reportResults({ out, json }, { opened, model: header.model, outcomes, pictures });
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

/** Returns one of the parts, all of which are of one run. Throws {@link UnfinishedPartsError} and {@link JournalError}. */
function requireSameDataset(
  [first]: readonly ReadJournal[],
  { name, label, sha256 }: OpenedDataset,
  all: readonly DatasetRequest[],
  out: string,
): ReadJournal {
  if (!first) {
    throw new UnfinishedPartsError(`${out} holds no part of ${name}. Run \`editreward evaluate\` first.`);
  }
  if (first.header.dataset !== sha256) {
    throw new JournalError(`The parts in ${out} are of another file than ${label}. Give the dataset that they are of.`);
  }
  const reading = readingOf(all);
  if ((first.header.reading ?? reading) !== reading) {
    throw new JournalError(
      `The parts in ${out} were scored by a version that reads ${label} otherwise. Score them again in another folder.`,
    );
  }
  return first;
}

/** Throws {@link JournalError} when the parts hold an edit that is not in the dataset. */
function outcomesOf(parts: readonly ReadJournal[], all: readonly DatasetRequest[], out: string): Outcomes {
  const entries = parts.flatMap((part) => [...part.entries.values()]);
  requireSameEdits(entries, all, out);
  return new Outcomes(entries);
}

/** Throws {@link UnfinishedPartsError}, with the parts that are missing or not scored to their end. */
function requireAll(
  parts: readonly ReadJournal[],
  opened: OpenedDataset,
  all: readonly DatasetRequest[],
  outcomes: Outcomes,
): void {
  const count = parts[0]?.header.part.count ?? 0;
  const found = new Set(parts.map(({ header }) => header.part.index));
  const isWhole = (index: number) =>
    found.has(index) &&
    selectRequests(requestsThatCount(partOf(all, { index, count }), opened), outcomes, 'left').length === 0;
  const unfinished = Array.from({ length: count }, (_, k) => k + 1).filter((index) => !isWhole(index));
  if (unfinished.length === 0) return;
  const list = unfinished.map((index) => `${index}/${count}`).join(', ');
  throw new UnfinishedPartsError(
    `Not all edits are scored. Run \`editreward evaluate\` with --part ${list} to the end.`,
  );
}
