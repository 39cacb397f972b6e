import { expect, it } from 'vitest';
import { scanPieces } from './byteScanner.ts';
import { CsvScanner } from './csvRows.ts';
import { jsonListener } from './jsonRows.ts';
import { JsonScanner } from './jsonScanner.ts';
import type { RowSink } from './rowCollector.ts';

const row = (name: string) => `{"prompt": "${name} } ] \\" ü😀", "path_src": "s", "paths_generated": ["a", "b"]}`;
const list = `[\r\n${row('1')},\r\n${row('2')}\r\n]`;

const TEXTS: Readonly<Record<string, string>> = {
  'a list': list,
  'lines with carriage returns': [row('1'), row('2'), row('3')].join('\r'),
  comments: `/* { */ [\n${row('1')}, // "\n# {\n${row('2')}]`,
  'a missing mark': `[${row('1')}, {"prompt": "x, "path_src": "s"}, ${row('3')}, ${row('4')}]`,
  'a missing bracket': `${row('1')}\n{"prompt": "x", "path_src": "s"\n\n  ${row('3')}\n${row('4')}`,
  'an open text': `${row('1')}\n{"prompt": "x\n${row('3')}\n${row('4')}`,
  'a cut end': `${list.slice(0, -20)}`,
  words: `var data = ${list}; // end`,
  'joined files': `\ufeff${list}\ufeff\u2028${row('3')}`,
  'a wrapper': `{"version": 1, "rows": ${list}, "more": {"a": [1, 2]}}`,
  nothing: ' \n',
  'a table': 'prompt,path_src,path1\r\n"a ""b"",\r\nc",s,x\r\n"open,s,x\r\n\r\nlast,s,"y"\r\n',
};

const error = () => new Error('too long');

/** All that is said of a text which comes in pieces of some bytes. */
async function heard(name: string, pieceBytes: number): Promise<unknown[]> {
  const all: unknown[] = [];
  const sink: RowSink = {
    row: ({ line, values }) => all.push([line, { ...values }]),
    problem: (line, message) => all.push([line, message]),
    remark: (line, message) => all.push([line, message]),
  };
  const scanner = name === 'a table' ? new CsvScanner(sink, error) : new JsonScanner(jsonListener(sink));
  await scanPieces(pieces(new TextEncoder().encode(TEXTS[name]), pieceBytes), scanner, error);
  return all;
}

async function* pieces(bytes: Uint8Array, byteLength: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += byteLength) yield bytes.slice(start, start + byteLength);
}

it.each(Object.keys(TEXTS))('%s says the same in pieces of any size', async (name) => {
  const whole = await heard(name, 1e6);
  // A table's first piece holds its header, as a piece of a file does.
  for (const size of name === 'a table' ? [30, 31, 37, 41] : [1, 2, 3, 7, 16, 50]) {
    expect(await heard(name, size), `in pieces of ${size} bytes`).toEqual(whole);
  }
});
