import type { ResultsFile } from '../../rpc/reportApi.ts';
import { isHelperFile } from '../../core/helperFile.ts';
import type { Dropped } from '../ui/dropped.ts';
import { namedInFolder } from './namedApart.ts';

/** What may be results of what was dropped: of a folder only such files by their name, else all, as they were meant. */
export function resultsOf(dropped: DroppedResults): ResultsFile[] {
  if (dropped.kind === 'files') return dropped.files.map((file) => ({ name: file.name, blob: file }));
  return namedInFolder(dropped.files.filter(({ file }) => isResultsName(file.name)));
}

type DroppedResults =
  | Pick<Extract<Dropped, { readonly kind: 'files' }>, 'kind' | 'files'>
  | Pick<Extract<Dropped, { readonly kind: 'folder' }>, 'kind' | 'files'>;

/** The same of a folder that was chosen. */
export function resultsOfFolder(files: readonly File[]): ResultsFile[] {
  return namedInFolder(
    files.flatMap((file) => (isResultsName(file.name) ? [{ path: file.webkitRelativePath, file }] : [])),
  );
}

/** Whether a file in a folder may hold results. */
function isResultsName(name: string): boolean {
  return /\.jsonl?$/i.test(name) && !isHelperFile(name);
}
