import type { ResultsFile } from '../../rpc/reportApi.ts';

/**
 * Files that were chosen one after the other. Where a name comes again, all files chosen with it get the number of the choice
 * before their names: results and the report that names their model belong together by their names.
 */
export function namedApart(choices: readonly (readonly ResultsFile[])[]): ResultsFile[] {
  const seen = new Set<string>();
  return choices.flatMap((files, place) => {
    const isAgain = files.some(({ name }) => seen.has(name));
    const named = files.map((file) => (isAgain ? { ...file, name: `${place + 1}/${file.name}` } : file));
    for (const { name } of named) seen.add(name);
    return named;
  });
}

/** A file in a folder, by its path there. */
export interface FileInFolder {
  readonly path: string;
  readonly file: File;
}

/** Files of a folder by their names, or by their paths where names come again. */
export function namedInFolder(files: readonly FileInFolder[]): ResultsFile[] {
  const isUnique = new Set(files.map(({ file }) => file.name)).size === files.length;
  return files.map(({ path, file }) => ({ name: isUnique ? file.name : path, blob: file }));
}
