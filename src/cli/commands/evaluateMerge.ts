import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EditRewardError } from '../../core/errors.ts';
import { entryKey, joinScores } from '../../evaluation/joinScores.ts';
import { partOf, planRequests, type CandidateKey } from '../../evaluation/scoringRequests.ts';
import type { Dataset } from '../../core/dataset/datasetItem.ts';
import { EXIT_FAILED, EXIT_OK } from '../command.ts';
import { readingOf, requireSameEdits } from './datasetReading.ts';
import { datasetName, journalPath, openDataset } from './evaluateManifest.ts';
import { differenceOf, JournalError, readJournal, type JournalEntry, type ReadJournal } from './evaluateJournal.ts';
import { countUnknown, pictureNotes, requireOnePictureEach } from './evaluatePictures.ts';
import { writeResults } from './evaluateResults.ts';
import { datasetSummary, rowLines } from './evaluateSummary.ts';

/** Parts of an evaluation are missing or not finished. */
export class UnfinishedPartsError extends EditRewardError {
  override readonly name = 'UnfinishedPartsError';
}

export interface MergeOptions {
  readonly manifest: string;
  readonly out: string;
  readonly firstIsPreferred: boolean;
  readonly json: boolean;
}

/** Joins the journals of all parts, writes the results and prints them. */
export async function mergeParts({ manifest, out, firstIsPreferred, json }: MergeOptions): Promise<number> {
  const { dataset, sha256 } = await openDataset(manifest, firstIsPreferred);
  const parts = readParts(manifest, out);
  const [first] = parts;
  if (!first) {
    throw new UnfinishedPartsError(
      `${out} holds no part of ${datasetName(manifest)}. Run \`editreward evaluate\` first.`,
    );
  }
  if (first.header.dataset !== sha256) {
    throw new JournalError(
      `The parts in ${out} are of another file than ${manifest}. Give the dataset that they are of.`,
    );
  }
  const requests = planRequests(dataset.items);
  const reading = first.header.reading ?? readingOf(requests);
  if (reading !== readingOf(requests)) {
    throw new JournalError(
      `The parts in ${out} were scored by a version that reads ${manifest} otherwise. Score them again in another folder.`,
    );
  }
  const entries = new Map(parts.flatMap((part) => [...part.entries]));
  requireSameEdits(entries, requests, out);
  requireAll(
    dataset,
    entries,
    parts.map(({ header }) => header.part.index),
    first.header.part.count,
  );
  for (const line of rowLines(manifest, dataset)) console.error(`editreward: ${line}`);
  const outcomeOf = (key: CandidateKey) => entries.get(entryKey(key))?.outcome;
  requireOnePictureEach(requests, outcomeOf, SCORE_PARTS_AGAIN);
  console.error(`editreward: ${NOT_COMPARED}`);
  const pictures = countUnknown(requests, outcomeOf);
  for (const note of pictureNotes(pictures, `the parts in ${out}`)) console.error(`editreward: ${note}`);
  const joined = joinScores(dataset.items, outcomeOf);
  const results = await writeResults(out, datasetName(manifest), first.header.model, dataset, joined, pictures);
  console.log(json ? JSON.stringify(results, undefined, 2) : datasetSummary(results, out, datasetName(manifest)));
  return results.unscored.length > 0 ? EXIT_FAILED : EXIT_OK;
}

/** The machine that joins parts need not have them. */
const NOT_COMPARED =
  'the pictures are not looked at here: the scores are of those that each part found. Where some have changed since, run ' +
  '`editreward evaluate` with each --part again, which compares them.';

const SCORE_PARTS_AGAIN =
  'Run `editreward evaluate` with each --part once more, all with the same pictures: it scores again what is of another one.';

/** In no order. All of one run. Throws {@link JournalError}. */
function readParts(manifest: string, out: string): ReadJournal[] {
  const ending = /\.part-(\d+)-of-(\d+)\.jsonl$/;
  const files = existsSync(out) ? readdirSync(out) : [];
  const parts = files.flatMap((file) => {
    const [, index, count] = ending.exec(file) ?? [];
    const path = journalPath(out, manifest, { index: Number(index), count: Number(count) });
    const journal = path === join(out, file) ? readJournal(path) : undefined;
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
  dataset: Dataset,
  entries: ReadonlyMap<string, JournalEntry>,
  found: readonly number[],
  count: number,
): void {
  const requests = planRequests(dataset.items);
  const unfinished = Array.from({ length: count }, (_, k) => k + 1).filter((index) => {
    const pictures = partOf(requests, { index, count }).flatMap((request) => request.pictures);
    return !found.includes(index) || pictures.some(({ uses }) => !entries.has(entryKey(uses[0])));
  });
  if (unfinished.length === 0) return;
  const parts = unfinished.map((index) => `${index}/${count}`).join(', ');
  throw new UnfinishedPartsError(
    `Not all edits are scored. Run \`editreward evaluate\` with --part ${parts} to the end.`,
  );
}
