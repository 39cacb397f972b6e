import { basename, dirname } from 'node:path';
import type { ByteSource } from '../../../core/bytes/bytes.ts';
import { RESULT_ENDINGS } from '../../../formats/results/resultEndings.ts';
import { directoryFolder, DiskError } from '../../nodeFiles.ts';

/** Opens results files, and the reports beside scores, which say which model it was. Throws {@link DiskError}. */
export async function openResults(paths: readonly string[]): Promise<ByteSource[]> {
  const sources = await Promise.all(paths.map(openNamed));
  const missing = paths.find((_, k) => sources[k] === undefined);
  if (missing !== undefined) {
    throw new DiskError(`${missing} does not exist or is a folder. Give files of results.`, { file: missing });
  }
  const reports = paths.flatMap((path) => {
    if (!path.endsWith(RESULT_ENDINGS.scores)) return [];
    const report = path.slice(0, -RESULT_ENDINGS.scores.length) + RESULT_ENDINGS.report;
    return paths.includes(report) ? [] : [report];
  });
  return [...sources, ...(await Promise.all(reports.map(openNamed)))].flatMap((source) => source ?? []);
}

/** By its whole path: two folders may hold results of one name. */
async function openNamed(path: string): Promise<ByteSource | undefined> {
  const source = await directoryFolder(dirname(path)).open(basename(path));
  return source && { name: path, byteLength: source.byteLength, slice: (start, end) => source.slice(start, end) };
}
