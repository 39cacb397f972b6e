import { expect, it } from 'vitest';
import { describeForeignCheckpoint } from './foreignCheckpoint.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

it.each([
  ['version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n', 'a Git LFS pointer'],
  ['<!DOCTYPE html><html>', 'an HTML page'],
  ['\ufeff\n <html lang="en">', 'an HTML page'],
  ['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'an XML document'],
  ['PK\u0003\u0004rest', 'a zip archive, as torch.save writes it'],
  ['GGUF\u0003', 'a GGUF file'],
])('knows %j', (text, expected) => {
  expect(describeForeignCheckpoint(ascii(text))).toContain(expected);
});

it('knows a pickle and a gzip archive', () => {
  expect(describeForeignCheckpoint(new Uint8Array([0x80, 0x02, 0x7d]))).toContain('a Python pickle');
  expect(describeForeignCheckpoint(new Uint8Array([0x1f, 0x8b, 8]))).toContain('a gzip archive');
});

it.each(['{"a": 1}', '', '{% for message in messages %}', '# A comment\nA = "<html>"'])(
  'takes %j for itself',
  (text) => {
    expect(describeForeignCheckpoint(ascii(text))).toBeUndefined();
  },
);
