import { createHash } from 'node:crypto';
import type { DatasetRequest } from '../../../batch/planRequests.ts';
import { entryKey } from '../../../core/dataset/candidateKey.ts';
import type { JournalEntry } from '../../../formats/results/journalLines.ts';
import { JournalError } from './outcomeJournal.ts';

/**
 * SHA-256 of what is understood of a dataset's rows, as far as scores rest on it. A journal knows an edit by its line and its
 * place: another version may understand something else there, in the same file.
 */
export function readingOf(requests: readonly DatasetRequest[]): string {
  const hash = createHash('sha256');
  for (const { instruction, source, pictures } of requests) {
    const names = pictures.map(({ image, uses: [first] }) => [image.name, entryKey(first)]);
    hash.update(`${JSON.stringify([instruction, source?.name ?? null, names])}\n`);
  }
  return hash.digest('hex');
}

/**
 * Journals of version 0.1 do not say what was understood. One that knows an edit which is not to be scored is of something else.
 * Throws {@link JournalError}.
 */
export function requireSameEdits(
  entries: readonly JournalEntry[],
  requests: readonly DatasetRequest[],
  journal: string,
): void {
  const keys = new Set(requests.flatMap(({ pictures }) => pictures.map(({ uses }) => entryKey(uses[0]))));
  const other = entries.find((entry) => !keys.has(entryKey(entry)));
  if (!other) return;
  throw new JournalError(
    `${journal} has an edit of line ${other.line} that this version does not find there: it reads the dataset otherwise than ` +
      'the version that scored it. Choose another folder for --out, or delete what was scored.',
    { file: journal },
  );
}
