import type { ResultsFile } from '../../rpc/reportApi.ts';
import { isHelperFile } from '../../core/helperFile.ts';
import type { Dropped } from '../ui/dropped.ts';

/** What may be results of what was dropped: of a folder only such files by their name, else all, as they were meant. */
export function resultsOf(dropped: Pick<Dropped, 'kind' | 'files'>): ResultsFile[] {
  return dropped.files.flatMap((entry) => {
    const file = 'file' in entry ? entry.file : entry;
    const isMeant = dropped.kind === 'files' || isResultsName(file.name);
    return isMeant ? [{ name: file.name, blob: file }] : [];
  });
}

/** Whether a file in a folder may hold results. */
export function isResultsName(name: string): boolean {
  return /\.jsonl?$/i.test(name) && !isHelperFile(name);
}
