import { latin1At } from './image/imageFormat.ts';

/**
 * What a file is that has come in another one's place: a download that gave something else, an archive, a helper file. Known
 * by how it starts. Who wanted the file says what to do.
 */
export type ForeignKind =
  | 'lfs-pointer'
  | 'html'
  /** What macOS keeps beside a file, as `._NAME`. */
  | 'apple-double'
  /** A file and what macOS keeps of it, in one. */
  | 'apple-single'
  | 'zip'
  | 'gzip'
  | 'bzip2'
  | 'xz'
  | 'zstd'
  | '7z'
  | 'rar'
  | 'pickle'
  | 'pdf';

/** Bytes from a file's start that tell. */
export const FOREIGN_HEAD_BYTES = 512;

/** Of the start as text of one byte a character. */
/* oxlint-disable no-control-regex -- the first bytes of binary files are control characters */
const STARTS: readonly (readonly [ForeignKind, RegExp])[] = [
  ['lfs-pointer', /^(\xef\xbb\xbf)?\s*version https:\/\/git-lfs/],
  ['apple-double', /^\0\x05\x16\x07/],
  ['apple-single', /^\0\x05\x16\0/],
  ['zip', /^PK(\x03\x04|\x05\x06)/],
  ['gzip', /^\x1f\x8b/],
  ['bzip2', /^BZh[1-9](1AY&SY|\x17rE8P\x90)/],
  ['xz', /^\xfd7zXZ\0/],
  ['zstd', /^\x28\xb5\x2f\xfd/],
  ['7z', /^7z\xbc\xaf\x27\x1c/],
  ['rar', /^Rar!\x1a\x07/],
  // Its version, and then what it does first: two bytes alone could be the length of a safetensors header.
  ['pickle', /^\x80[\x02-\x05][^\0]/],
  ['pdf', /^%PDF/],
];
/* oxlint-enable no-control-regex */

/** What servers send: a whole page, or a few words in bold. */
const HTML = /^<(!doctype html|(html|head|body|title|script|style|meta|link|h1|h2|p|a|div|center|pre|table)([\s/>]|$))/;

/** Undefined when the start is that of none of these. */
export function foreignKindOf(bytes: Uint8Array): ForeignKind | undefined {
  if (HTML.test(markupOf(bytes))) return 'html';
  const head = latin1At(bytes, 0, FOREIGN_HEAD_BYTES);
  return STARTS.find(([, pattern]) => pattern.test(head))?.[0];
}

/** The start in lower case, without byte order mark, declaration, doctype of SVG, comments and space before its first element. */
export function markupOf(bytes: Uint8Array): string {
  const text = latin1At(bytes, 0, FOREIGN_HEAD_BYTES).toLowerCase();
  return text.replace(/^(\xef\xbb\xbf|\s|<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!doctype svg[^>]*>)*/, '');
}
