/** One file with the instructions of many sources, in place of a text file for each. */
import { PICTURE } from './pictureSet.ts';

/** Instructions by what a table calls their sources: see {@link tableKey}. */
export type InstructionTable = ReadonlyMap<string, string>;

const TABLE_NAME = /^((instructions?|prompts?)\.(csv|tsv|jsonl?)|(instructions|prompts)\.txt)$/i;

/** The uppermost file that is called as such a table is. `instruction.txt` holds one text for all. */
export function tablePath(paths: Iterable<string>): string | undefined {
  const found = Array.from(paths).filter((path) => TABLE_NAME.test(path.slice(path.lastIndexOf('/') + 1)));
  return found.toSorted((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1))[0];
}

/** A source as a table names it, by its path or its name, with the picture's ending or without. */
export function tableKey(name: string): string {
  return name
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .replace(PICTURE, '')
    .toLowerCase();
}

/** The key in the table of one of these paths, by as much of the path as the table names. */
export function keyIn(table: InstructionTable, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const parts = tableKey(path).split('/');
    for (let start = 0; start < parts.length; start++) {
      const key = parts.slice(start).join('/');
      if (table.has(key)) return key;
    }
  }
  return undefined;
}

function depthOf(path: string): number {
  return path.split('/').length;
}
