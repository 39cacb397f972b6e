/** What macOS, Windows and Linux put beside people's files for themselves, by name in lower case. */
const NAMES = new Set([
  '.ds_store',
  '.localized',
  '.apdisk',
  '.directory',
  'icon\r',
  'thumbs.db',
  'ehthumbs.db',
  'ehthumbs_vista.db',
  'desktop.ini',
]);

/** Folders of that kind: what archives of macOS and network drives carry along. */
const FOLDERS = new Set([
  '__macosx',
  '.appledouble',
  '.spotlight-v100',
  '.trashes',
  '.fseventsd',
  '.temporaryitems',
  '.documentrevisions-v100',
  '$recycle.bin',
  'system volume information',
  '@eadir',
]);

/** macOS keeps in `._NAME` what a foreign disk has no place for: it has the name of a picture, and is none. */
const APPLE_DOUBLE_PREFIX = '._';

/** Whether a path is that of a file which an operating system keeps for itself. A folder passes it over without a word. */
export function isHelperFile(path: string): boolean {
  const parts = path.split(/[/\\]/);
  const name = parts.pop() ?? '';
  if (name.startsWith(APPLE_DOUBLE_PREFIX) || NAMES.has(name.toLowerCase())) return true;
  return parts.some((part) => FOLDERS.has(part.toLowerCase()));
}
