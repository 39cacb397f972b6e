import { EditRewardError } from '../core/errors.ts';
import { isHelperFile } from '../core/helperFile.ts';
import type { ModelLocation } from '../core/modelPackage/modelLocation.ts';

/** What was chosen is no model package. */
export class NotAPackageError extends EditRewardError {
  override readonly name = 'NotAPackageError';
}

/** A file of a chosen or dropped folder; `path` starts with that folder's name. */
export interface FolderFile {
  readonly path: string;
  readonly file: File;
}

const MANIFEST = 'manifest.json';

/**
 * A folder's files as a model location. The package may stand in the folder or in one below it: its root is where the
 * uppermost `manifest.json` is. Throws {@link NotAPackageError} when there is none.
 */
export function packageOfFolder(
  folderName: string,
  files: readonly FolderFile[],
): Extract<ModelLocation, { kind: 'files' }> {
  const manifests = files.map(({ path }) => path).filter((path) => path.split('/').at(-1) === MANIFEST);
  const uppermost = manifests.toSorted((a, b) => a.split('/').length - b.split('/').length)[0];
  if (uppermost === undefined) {
    throw new NotAPackageError(
      `The folder "${folderName}" holds no ${MANIFEST}, so it is not a model package. ` +
        'Choose the folder that "editreward convert" wrote.',
    );
  }
  const root = uppermost.slice(0, -MANIFEST.length);
  const inside = files.filter(({ path }) => path.startsWith(root));
  return { kind: 'files', files: inside.map(({ path, file }) => ({ path: path.slice(root.length), file })) };
}

/** The files of an `<input webkitdirectory>`, without those that operating systems keep for themselves. */
export function folderFilesOf(list: Iterable<File>): FolderFile[] {
  const all = Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));
  return all.filter(({ path }) => !isHelperFile(path));
}

/** An address as typed, with or without `manifest.json`, as a prefix that ends in a slash. */
export function packageOfUrl(typed: string, base: string): Extract<ModelLocation, { kind: 'url' }> {
  const address = typed.trim();
  const url = address !== '' && URL.canParse(address, base) ? new URL(address, base) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new NotAPackageError(`"${typed}" is not a web address. Give the one under which manifest.json stands.`);
  }
  const prefix = url.pathname.replace(new RegExp(`/${MANIFEST}$`), '/');
  url.pathname = prefix.endsWith('/') ? prefix : `${prefix}/`;
  return { kind: 'url', url: url.href };
}

/** A short name for a URL package while nothing of it is read yet. */
export function labelOfUrl(url: string): string {
  return url.split('/').findLast((part) => part !== '') ?? url;
}
