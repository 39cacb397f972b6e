/**
 * The finished part of an unfinished conversion. It is kept beside the files, so the same conversion can go on later.
 */
import * as v from 'valibot';
import {
  readText,
  type FileFolder,
  type InspectHooks,
  type SinkFolder,
  type WrittenFile,
} from '../core/bytes/bytes.ts';
import { weightFinding } from './weightFindings.ts';

/** The journal's place in the package's folder. It is there as long as the package is not whole. */
export const JOURNAL_PATH = 'conversion.json';

const finishedFile = v.object({
  path: v.string(),
  byteLength: v.number(),
  sha256: v.string(),
  /** What was found while it was written; none in journals of older versions. */
  findings: v.optional(v.array(weightFinding)),
  /** Whether it was written anew with what calibrating found. */
  calibrated: v.optional(v.boolean()),
});
const journal = v.object({
  /** Stands for everything that the files' bytes depend on. */
  fingerprint: v.string(),
  /** Every file that the conversion writes, so that whoever gives it up knows what to remove. */
  paths: v.array(v.string()),
  finished: v.array(finishedFile),
});
export type JournalRecord = v.InferOutput<typeof journal>;

/** The journal in `folder`; undefined when there is none, or none that can be read. */
export async function readJournal(folder: FileFolder): Promise<JournalRecord | undefined> {
  const source = await folder.open(JOURNAL_PATH);
  if (source === undefined) return undefined;
  try {
    return v.parse(journal, JSON.parse(await readText(source)));
  } catch {
    return undefined;
  }
}

/** The files of `record` that stand in `folder` just as they were finished. */
export async function findIntact(
  folder: SinkFolder,
  record: JournalRecord,
  hooks: InspectHooks,
): Promise<JournalRecord['finished']> {
  const intact = [];
  for (const file of record.finished) {
    if (isSame(file, await folder.inspect(file.path, hooks))) intact.push(file);
  }
  return intact;
}

/** Removes everything that a conversion wrote. The journal goes last: it must be there as long as the files are. */
export async function discardConversion(folder: SinkFolder, { paths }: JournalRecord): Promise<void> {
  for (const path of paths) await folder.remove(path);
  await folder.remove(JOURNAL_PATH);
}

export async function writeJournal(folder: SinkFolder, record: JournalRecord): Promise<void> {
  const sink = await folder.create(JOURNAL_PATH);
  await sink.write(new TextEncoder().encode(JSON.stringify(record, undefined, 1)));
  await sink.close();
}

export function isSame(expected: WrittenFile, found: WrittenFile | undefined): boolean {
  return found?.byteLength === expected.byteLength && found.sha256 === expected.sha256;
}
