/** Where the images of a dataset are among the chosen files. */
export interface ImagePlaces {
  /** The chosen file that `name`, a path of the dataset, means; undefined when it is missing. */
  locate(name: string): string | undefined;
  /** Names that no file was found for, in the order given. */
  readonly missing: readonly string[];
}

/** Leading folders of a dataset's paths that may be left out: those of the computer that it was written on. */
const MAX_STRIPPED = 8;
/** So many names tell where the images are; each place is tried with each of them. */
const SAMPLE = 200;
/** Folders to try: a set of images with a folder for each item would have thousands. */
const MAX_FOLDERS = 200;

/** A path of the dataset without its first `strip` folders, taken from `folder`. */
interface Rule {
  readonly folder: string;
  readonly strip: number;
}

/**
 * Finds the one folder that the paths of a dataset are relative to: at best that of the dataset file, else another of those
 * chosen, and if need be without the first folders of each path. It is the same for all, so that no picture is taken for
 * another of the same name.
 */
export function findImages(names: readonly string[], paths: ReadonlySet<string>, manifestPath: string): ImagePlaces {
  const rule = bestRule(names, paths, manifestPath);
  const locate = (name: string): string | undefined => {
    const path = pathUnder(rule, name);
    return path !== undefined && paths.has(path) ? path : undefined;
  };
  return { locate, missing: names.filter((name) => locate(name) === undefined) };
}

function bestRule(names: readonly string[], paths: ReadonlySet<string>, manifestPath: string): Rule {
  const step = Math.max(1, Math.floor(names.length / SAMPLE));
  const sample = names.filter((_, index) => index % step === 0);
  let best: Rule = { folder: folderOf(manifestPath), strip: 0 };
  let most = -1;
  for (let strip = 0; strip <= MAX_STRIPPED && most < sample.length; strip++) {
    for (const folder of foldersToTry(paths, manifestPath)) {
      const found = countFound({ folder, strip }, sample, paths);
      if (found <= most || (strip > 0 && (found === 0 || mixesUp(strip, names)))) continue;
      [best, most] = [{ folder, strip }, found];
    }
  }
  return best;
}

function countFound(rule: Rule, names: readonly string[], paths: ReadonlySet<string>): number {
  return names.filter((name) => paths.has(pathUnder(rule, name) ?? '')).length;
}

/** Whether two different images would become the same one. */
function mixesUp(strip: number, names: readonly string[]): boolean {
  const stripped = names.map((name) => pathUnder({ folder: '', strip }, name)).filter((path) => path !== undefined);
  return new Set(stripped).size < new Set(names).size;
}

/** The dataset file's own folder first, then those around it, then the others from the top down. */
function foldersToTry(paths: ReadonlySet<string>, manifestPath: string): ReadonlySet<string> {
  const folders = new Set<string>();
  for (let folder = folderOf(manifestPath); ; folder = folderOf(folder)) {
    folders.add(folder);
    if (folder === '') break;
  }
  const others = new Set(Array.from(paths, folderOf));
  for (const folder of [...others].toSorted((a, b) => depthOf(a) - depthOf(b)).slice(0, MAX_FOLDERS)) {
    folders.add(folder);
  }
  return folders;
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Undefined when the path leads out of what was chosen, or nothing is left of it. */
function pathUnder({ folder, strip }: Rule, name: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of name.split('/').slice(strip)) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.length > 0 ? parts.join('/') : undefined;
}
