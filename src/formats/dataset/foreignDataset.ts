/** Files that are no dataset. They are known by their first bytes, and each is named for what it is. */
import { foreignKindOf, type ForeignKind } from '../../core/foreignKind.ts';
import { isHelperFile } from '../../core/helperFile.ts';

const UNPACK = 'Unpack it and choose what is inside.';
const HELPER_OF_MACOS = 'is a helper file of macOS, not the dataset.';
const AS_CSV = 'Save it as CSV (UTF-8) and choose that.';
const AS_PARQUET = 'Save it as parquet or JSON lines and choose that.';

/** A kind, or first bytes as text of one byte a character; what such a file is and what to do. The first that fits counts. */
/* oxlint-disable no-control-regex */
const KINDS: readonly (readonly [ForeignKind | RegExp, string])[] = [
  ['lfs-pointer', 'is a pointer of Git LFS, not the file itself. Download the file, or run "git lfs pull".'],
  ['html', 'is an HTML page: a site answered with a page in place of the file. Download it again.'],
  [/^(\xef\xbb\xbf)?\s*<(\?xml|[a-z]+:|[a-z]+[ >])/i, 'is an XML file. Give rows as JSON lines, CSV or parquet.'],
  ['apple-double', `${HELPER_OF_MACOS} Choose the file of the same name without "._".`],
  ['apple-single', `${HELPER_OF_MACOS} Choose the dataset itself.`],
  ['gzip', `is packed with gzip. ${UNPACK}`],
  [/^PK(\x03\x04|\x05\x06)[^]*(xl\/|\[Content_Types\])/, `is an Excel workbook. ${AS_CSV}`],
  ['zip', `is a zip archive, or a workbook. ${UNPACK}`],
  [/^\xd0\xcf\x11\xe0/, `is an Excel workbook of an old kind. ${AS_CSV}`],
  ['bzip2', `is packed with bzip2. ${UNPACK}`],
  ['xz', `is packed with xz. ${UNPACK}`],
  ['zstd', `is packed with zstd. ${UNPACK}`],
  [/^\x04\x22\x4d\x18/, `is packed with lz4. ${UNPACK}`],
  ['7z', `is a 7z archive. ${UNPACK}`],
  ['rar', `is a rar archive. ${UNPACK}`],
  [/^[^]{257}ustar/, `is a tar archive. ${UNPACK}`],
  [/^(ARROW1|\xff\xff\xff\xff)/, `is an Arrow file. ${AS_PARQUET}`],
  [/^ORC[^]*\0/, `is an ORC file. ${AS_PARQUET}`],
  [/^Obj\x01/, `is an Avro file. ${AS_PARQUET}`],
  [/^SQLite format 3\0/, `is an SQLite database. ${AS_PARQUET}`],
  [/^\x89HDF\r\n/, `is an HDF5 file. ${AS_PARQUET}`],
  [/^\x93NUMPY/, `is a NumPy array. ${AS_PARQUET}`],
  ['pickle', `is a Python pickle. ${AS_PARQUET}`],
  ['pdf', 'is a PDF. Give rows as JSON lines, CSV or parquet.'],
  [
    /^(\x89PNG\r|\xff\xd8\xff|GIF8[79]a|RIFF[^]{4}WEBP|BM[^]{4}\0\0\0\0)/,
    'is a picture, not a dataset. Score it on the Score page, or with `editreward score`.',
  ],
];
/* oxlint-enable no-control-regex */

/** How many bytes tell. */
export const FOREIGN_BYTES = 4096;

/** What a file is in place of a dataset, as the end of a sentence that starts with its name. Undefined when it may be one. */
export function describeForeignDataset(name: string, start: Uint8Array): string | undefined {
  const text = Array.from(start, (byte) => String.fromCharCode(byte)).join('');
  const kind = foreignKindOf(start);
  const known = KINDS.find(([one]) => (typeof one === 'string' ? one === kind : one.test(text)))?.[1];
  if (known !== undefined || !isHelperFile(name)) return known;
  return 'is a file that an operating system keeps for itself, not a dataset. Choose the dataset beside it.';
}
