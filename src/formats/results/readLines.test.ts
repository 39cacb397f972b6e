import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readLines, type TextLine } from './readLines.ts';

async function linesOf(text: string, onRead?: (doneBytes: number) => void): Promise<TextLine[]> {
  const lines: TextLine[] = [];
  for await (const line of readLines(bytesSource('x', new TextEncoder().encode(text)), onRead)) lines.push(line);
  return lines;
}

describe('readLines', () => {
  it('numbers lines, and leaves out empty ones and the byte-order mark', async () => {
    expect(await linesOf('\uFEFFa\n\n b\r\nc')).toEqual([
      { number: 1, text: 'a' },
      { number: 3, text: ' b\r' },
      { number: 4, text: 'c' },
    ]);
    expect(await linesOf('')).toEqual([]);
  });

  it('reads piece by piece: what lies across their ends stays whole', async () => {
    // Pieces have 4,000,000 bytes: the first ends within a character, and within a line.
    const long = `x${'é'.repeat(3_000_000)}`;
    const heard: number[] = [];
    const lines = await linesOf(`${long}\nnext\n`, (doneBytes) => heard.push(doneBytes));
    expect(lines.map(({ text }) => text === long || text)).toEqual([true, 'next']);
    expect(heard).toEqual([4_000_000, 6_000_007]);
  });
});
