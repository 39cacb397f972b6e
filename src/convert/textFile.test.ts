import { describe, expect, it } from 'vitest';
import { bytesSource } from '../core/bytes/bytes.ts';
import { readPythonText } from './textFile.ts';

const read = (content: string | Uint8Array) =>
  readPythonText(bytesSource('a.txt', typeof content === 'string' ? new TextEncoder().encode(content) : content));

describe('readPythonText', () => {
  it.each([
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\r\r\n\n', 'a\n\n\n'],
    ['\ufeffa', '\ufeffa'],
    ['é\u2028\u0085', 'é\u2028\u0085'],
  ])('reads %j as %j', async (content, expected) => {
    expect(await read(content)).toBe(expected);
  });

  it.each([
    ['Latin-1', new Uint8Array([0x61, 0xe9]), 'a.txt is not UTF-8 text'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\n', 'a.txt is a Git LFS pointer'],
    ['an HTML page', '<!doctype html>', 'a.txt is an HTML page'],
  ])('refuses %s', async (_, content, message) => {
    await expect(read(content)).rejects.toMatchObject({ name: 'TextFileError', file: 'a.txt' });
    await expect(read(content)).rejects.toThrow(message);
  });
});
