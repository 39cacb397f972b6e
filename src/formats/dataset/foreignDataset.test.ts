import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';

const text = (content: string) => new TextEncoder().encode(content);
const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n';

describe('a file that is no dataset', () => {
  it.each([
    ['rows.json', text(pointer), 'is a pointer of Git LFS, not the file itself.'],
    [
      'rows.json',
      text('\n<!DOCTYPE html>\n<html><body>Not found</body></html>'),
      'is an HTML page: a site answered with a page',
    ],
    ['rows.csv', text('<html lang="en">'), 'is an HTML page'],
    ['rows.xml', text('<?xml version="1.0"?><rows/>'), 'is an XML file.'],
    ['._rows.json', new Uint8Array([0, 5, 22, 7, 0, 2, 0, 0]), 'is a helper file of macOS, not the dataset.'],
    ['__MACOSX/rows.json', text('x'), 'is a file that an operating system keeps for itself'],
    [
      '.DS_Store',
      new Uint8Array([0, 0, 0, 1, 66, 117, 100, 49]),
      'is a file that an operating system keeps for itself',
    ],
    ['rows.jsonl.gz', new Uint8Array(gzipSync('{}')), 'is packed with gzip. Unpack it and choose what is inside.'],
    ['rows.zip', text('PK\u0003\u0004'), 'is a zip archive, or a workbook.'],
    [
      'rows.xlsx',
      text(`PK\u0003\u0004${'\0'.repeat(26)}[Content_Types].xml`),
      'is an Excel workbook. Save it as CSV (UTF-8)',
    ],
    ['rows.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'is an Excel workbook of an old kind.'],
    ['rows.zst', new Uint8Array([0x28, 0xb5, 0x2f, 0xfd]), 'is packed with zstd.'],
    ['rows.tar', text(`${'\0'.repeat(257)}ustar`), 'is a tar archive.'],
    ['rows.arrow', text('ARROW1\0\0'), 'is an Arrow file. Save it as parquet or JSON lines'],
    ['rows.orc', text('ORC\n\0\0'), 'is an ORC file.'],
    [
      '._x',
      new Uint8Array([0, 5, 22, 0, 0, 2]),
      'is a helper file of macOS, not the dataset. Choose the dataset itself.',
    ],
    ['rows.html', text('<h1>Forbidden</h1>'), 'is an HTML page'],
    ['rows.pkl', new Uint8Array([0x80, 4, 0x95, 1, 0, 0x2e]), 'is a Python pickle.'],
    ['rows.npy', new Uint8Array([0x93, 78, 85, 77, 80, 89]), 'is a NumPy array.'],
    ['rows.db', text('SQLite format 3\0'), 'is an SQLite database.'],
    ['rows.png', new Uint8Array([0x89, 80, 78, 71, 13, 10]), 'is a picture, not a dataset.'],
    ['rows.pdf', text('%PDF-1.7'), 'is a PDF.'],
  ])('is called what it is: %s', async (name, bytes, message) => {
    await expect(readDataset(bytesSource(name, bytes))).rejects.toMatchObject({
      name: 'DatasetFileError',
      message: expect.stringContaining(`${name} ${message}`),
      file: name,
    });
  });

  it('but not a dataset that begins with such a word', async () => {
    const { items } = await readDataset(bytesSource('rows', text('source,output,prompt,PK\ns,o,x,1')));
    expect(items[0]?.instruction).toBe('x');
  });

  it('but not a table whose first name is that of an ORC file', async () => {
    const { items } = await readDataset(bytesSource('rows', text('ORCID,prompt,source,output\n7,x,s,o')));
    expect(items[0]?.instruction).toBe('x');
  });
});
