import { readdir, realpath, rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readJournal } from '../../convert/conversionJournal.ts';
import { readText, type SinkFolder } from '../../core/bytes/bytes.ts';
import { EditRewardError } from '../../core/errors.ts';
import { isHelperFile } from '../../core/helperFile.ts';
import { ManifestError, parseManifest } from '../../core/modelPackage/manifest.ts';
import { UsageError } from '../command.ts';
import { directoryFolder, directorySink } from '../nodeFiles.ts';

/** The folder for a new package holds something else. */
export class OutFolderError extends EditRewardError {
  override readonly name = 'OutFolderError';
}

const MANIFEST = 'manifest.json';

/** Where a package is written. Nothing in the folder is touched before the first file is created. */
export interface OutFolder {
  readonly sink: SinkFolder;
  /**
   * After a failure: keeps what the conversion can go on with, and removes what was created when there is nothing of that
   * kind. Resolves with whether something was kept. A package that was there before is gone by then, too.
   */
  settle(): Promise<boolean>;
}

/**
 * Prepares `path` for a new package. Throws {@link OutFolderError} when it holds anything else than a model package or
 * the files of an interrupted conversion, unless `force`. Throws {@link UsageError} when it is one of `inputs`, the
 * folders that the conversion reads.
 */
export async function openOutFolder(path: string, inputs: readonly string[], force: boolean): Promise<OutFolder> {
  await refuseInputs(path, inputs);
  const present = await listFolder(path);
  const isEmpty = present === undefined || present.every(isHelperFile);
  const replaced = isEmpty || (await isUnfinished(path)) ? [] : await packageFiles(path);
  if (replaced === undefined && !force) {
    throw new OutFolderError(
      `${path} is not empty and holds no model package. Choose another folder, or write into it with --force.`,
      { file: path },
    );
  }
  return new PackageOutFolder(path, replaced ?? [], present === undefined);
}

async function refuseInputs(path: string, inputs: readonly string[]): Promise<void> {
  const out = await realPath(path);
  for (const input of inputs) {
    if ((await realPath(input)) === out) throw new UsageError(`--out is ${input}, from which the conversion reads.`);
  }
}

async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}

async function listFolder(path: string): Promise<string[] | undefined> {
  try {
    return await readdir(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new OutFolderError(`${path} cannot be used as a folder. Choose another for --out.`, { file: path, cause });
  }
}

async function isUnfinished(path: string): Promise<boolean> {
  return (await readJournal(directoryFolder(path))) !== undefined;
}

/** The files of the package in the folder, manifest first; undefined when there is none. */
async function packageFiles(path: string): Promise<string[] | undefined> {
  const source = await directoryFolder(path).open(MANIFEST);
  if (source === undefined) return undefined;
  try {
    const { files } = parseManifest(await readText(source));
    return [MANIFEST, ...files.map((file) => file.path)];
  } catch (error) {
    if (error instanceof ManifestError) return undefined;
    throw error;
  }
}

class PackageOutFolder implements OutFolder {
  readonly sink: SinkFolder;
  readonly #path: string;
  readonly #isNew: boolean;
  #replaced: readonly string[];
  readonly #created: string[] = [];

  constructor(path: string, replaced: readonly string[], isNew: boolean) {
    this.#path = path;
    this.#replaced = replaced;
    this.#isNew = isNew;
    const files = directorySink(path);
    this.sink = {
      ...files,
      create: async (file) => {
        await this.#removeReplaced();
        this.#created.push(file);
        return files.create(file);
      },
    };
  }

  async settle(): Promise<boolean> {
    if (((await readJournal(this.sink))?.finished.length ?? 0) > 0) return true;
    for (const file of this.#created) await this.sink.remove(file);
    // Not when someone else has put something there meanwhile.
    if (this.#isNew && (await listFolder(this.#path))?.length === 0) await rmdir(this.#path);
    return false;
  }

  /** The manifest goes first: without it the rest cannot be taken for a package. */
  async #removeReplaced(): Promise<void> {
    const replaced = this.#replaced;
    this.#replaced = [];
    for (const file of replaced) await this.sink.remove(file);
  }
}
