import { expect, it } from 'vitest';
import { foreignKindOf } from './foreignKind.ts';

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

it.each([
  ['version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n', 'lfs-pointer'],
  ['\xef\xbb\xbf\n<!-- gone --><HTML lang="en">', 'html'],
  ['<html', 'html'],
  ['\0\x05\x16\x07\0\x02', 'apple-double'],
  ['\0\x05\x16\0\0\x02', 'apple-single'],
  ['PK\x05\x06', 'zip'],
  ['\x1f\x8b\b', 'gzip'],
  ['BZh91AY&SY', 'bzip2'],
  ['\xfd7zXZ\0', 'xz'],
  ['(\xb5/\xfd', 'zstd'],
  ["7z\xbc\xaf'\x1c", '7z'],
  ['Rar!\x1a\x07\x01', 'rar'],
  ['\x80\x04\x95', 'pickle'],
  ['%PDF-1.7', 'pdf'],
])('knows %j', (start, kind) => {
  expect(foreignKindOf(latin1(start))).toBe(kind);
});

// The last is the length of a safetensors header.
it.each(['', '{"a": 1}', 'PK,prompt', '<htmlx>', '<s>', 'BZh', '\x80\x02\0\0\0\0\0\0{'])(
  'takes %j for itself',
  (start) => {
    expect(foreignKindOf(latin1(start))).toBeUndefined();
  },
);
