import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { bytesSource, readAll, type ByteSource, type FileFolder } from '../../../core/bytes/bytes.ts';
import { tablePath, type InstructionTable } from '../../../core/dataset/instructionTable.ts';
import { haveAllPrompts, isInSight, readPictureFolder, type PictureRow } from '../../../core/dataset/pictureFolder.ts';
import { findSets, readSets, type SetRow } from '../../../core/dataset/pictureSets.ts';
import { EditRewardError, messageOf } from '../../../core/errors.ts';
import { readInstructionTable } from '../../../formats/dataset/readInstructionTable.ts';
import { directoryFolder, DiskError, requireDirectory } from '../../nodeFiles.ts';

/** Folders hold no picture with a prompt. */
export class NoPicturesError extends EditRewardError {
  override readonly name = 'NoPicturesError';
}

/** Folders of pictures as a dataset. */
export interface PictureFolders {
  /** The rows, as JSON lines. */
  readonly source: ByteSource;
  /** What the results are called. */
  readonly name: string;
  /** The folder that the rows' paths are relative to. */
  readonly root: string;
  readonly leftOut: readonly string[];
  /** How the pictures' names were understood, where that is not plain. */
  readonly notes: readonly string[];
}

/**
 * Reads folders of pictures: of edits, by their names, or of pictures with their prompts beside them. Each folder of the latter
 * counts by itself, with all that is beneath it. Throws {@link DiskError}, {@link NoPicturesError} and `PictureSetError`.
 */
export async function openPictureFolders(folders: readonly string[]): Promise<PictureFolders> {
  const paths = [...new Set(folders.map((folder) => resolve(folder)))];
  const root = commonFolder(paths);
  const read = await Promise.all(paths.map((folder) => readOne(folder, root)));
  const rows = read.flatMap((one) => one.rows);
  const leftOut = read.flatMap((one) => one.leftOut);
  const notes = read.flatMap((one) => one.notes);
  if (rows.length === 0) throw noPictures(folders, leftOut);
  const name = basename(root);
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return { source: bytesSource(name, new TextEncoder().encode(text)), name, root, leftOut, notes };
}

interface ReadFolder {
  readonly rows: readonly (PictureRow | SetRow)[];
  readonly leftOut: readonly string[];
  readonly notes: readonly string[];
}

async function readOne(folder: string, root: string): Promise<ReadFolder> {
  const found: string[] = [];
  await requireDirectory(folder);
  await walk(folder, '', found, new Set());
  const files = directoryFolder(folder);
  const label = slashed(relative(root, folder)) || basename(folder);
  const paths = new Set(found);
  const inside = (path: string) => slashed(relative(root, join(folder, path)));
  const read = async (path: string) => {
    const source = await files.open(path);
    return source && readAll(source);
  };
  const table = await readTable(files, paths);
  const sets = haveAllPrompts(paths) ? undefined : findSets(new Set(found.filter(isInSight)), table);
  if (sets) {
    const rows = await readSets({ name: folder, paths, table, read, inside }, sets);
    const leftOut = sets.unused.map((path) => `${path} is left out: it belongs to no set, by its name.`);
    return { rows, leftOut, notes: sets.note === undefined ? [] : [sets.note] };
  }
  const placeOf = (path: string) => ({ output_path: inside(path), folder: label });
  return { ...(await readPictureFolder({ paths, read, placeOf })), notes: [] };
}

/** Instructions of the sources, where one file holds them all. Throws `InstructionTableError`. */
async function readTable(files: FileFolder, paths: ReadonlySet<string>): Promise<InstructionTable | undefined> {
  const path = tablePath(paths);
  const source = path === undefined ? undefined : await files.open(path);
  return source && readInstructionTable(source);
}

/** All files beneath, as paths with slashes. Links are followed, as the official code follows them; a circle is walked once. */
async function walk(folder: string, prefix: string, into: string[], seen: Set<string>): Promise<void> {
  const real = await withFolder(folder, () => realpath(folder));
  if (seen.has(real)) return;
  seen.add(real);
  for (const entry of await withFolder(folder, () => readdir(folder, { withFileTypes: true }))) {
    const path = join(folder, entry.name);
    if (await isFolder(entry, path)) await walk(path, `${prefix}${entry.name}/`, into, seen);
    else into.push(`${prefix}${entry.name}`);
  }
}

async function isFolder(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  // A link to nothing is no folder, and no picture either: that is told when it is read.
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function withFolder<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const message = `${folder} cannot be read as a folder of pictures: ${messageOf(cause)}. Check the path.`;
    throw new DiskError(message, { file: folder, cause });
  }
}

/** Of absolute paths. */
function commonFolder([first = '', ...others]: readonly string[]): string {
  let common = first;
  while (!others.every((other) => other === common || other.startsWith(withEnd(common)))) common = dirname(common);
  return common;
}

function withEnd(path: string): string {
  return path.endsWith(sep) ? path : path + sep;
}

function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}

function noPictures(folders: readonly string[], [first]: readonly string[]): NoPicturesError {
  const where = folders.length === 1 ? `${folders[0]} holds` : `${folders.join(', ')} hold`;
  const what = first === undefined ? 'no .png and no .jpg.' : `no picture with its prompt: ${first}`;
  return new NoPicturesError(`${where} ${what} Put the prompt of NAME.png into NAME.txt beside it.`);
}
