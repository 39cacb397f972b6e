import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';
import { encodingOf } from './utf8Pieces.ts';

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let index = 0; index < text.length; index++) view.setUint16(2 * index, text.charCodeAt(index), isLittle);
  return new Uint8Array(view.buffer);
}

function utf32(text: string): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * text.length));
  for (let index = 0; index < text.length; index++) view.setUint32(4 * index, text.charCodeAt(index), true);
  return new Uint8Array(view.buffer);
}

const row = (instruction: string) =>
  JSON.stringify({ instruction, source: 's', path1: 'a', path2: 'b', ranking: 'B>A' });
const table = (instruction: string) => `instruction,source,path1,path2,ranking\n${instruction},s,a,b,B>A\n`;
const INSTRUCTION = 'größer 更大 😀';

async function instructionsOf(bytes: Uint8Array): Promise<readonly string[]> {
  const { items, problems } = await readDataset(bytesSource('rows', bytes));
  return [...items.map(({ instruction }) => instruction), ...problems.map(({ line, message }) => `${line} ${message}`)];
}

describe('UTF-16', () => {
  it.each([
    ['lines', `${row(INSTRUCTION)}\n${row('2')}`],
    ['a list', `[${row(INSTRUCTION)}, ${row('2')}]`],
    ['a table', `${table(INSTRUCTION)}2,s,a,b,B>A`],
  ])('is read, with its mark and without: %s', async (_what, text) => {
    for (const isLittle of [true, false]) {
      expect(await instructionsOf(utf16(`\ufeff${text}`, isLittle))).toEqual([INSTRUCTION, '2']);
      expect(await instructionsOf(utf16(text, isLittle))).toEqual([INSTRUCTION, '2']);
    }
  });

  it('is read across pieces, whichever half of a character ends one', async () => {
    const many = Array.from({ length: 4000 }, (_, index) => `${'😀'.repeat(20)}${'x'.repeat(index % 2)}${index}`);
    expect(await instructionsOf(utf16(`\ufeff${many.map(row).join('\n')}`, true))).toEqual(many);
  });

  it('that holds half of a character is told of by its line', async () => {
    const message = '1 The row holds bytes that are not UTF-8, so its letters cannot be known. Save the file as UTF-8.';
    const damaged = `\ufeff${row('~')}\n${row('2')}`.replace('~', '\ud83d');
    expect(await instructionsOf(utf16(damaged, true))).toEqual(['2', message]);
  });
});

it('UTF-32 is told of', async () => {
  const message = 'rows is written in UTF-32. Save it as UTF-8.';
  await expect(instructionsOf(utf32(`\ufeff${row('1')}`))).rejects.toThrow(message);
  await expect(instructionsOf(utf32(row('1')))).rejects.toThrow(message);
});

it('UTF-8 is not taken for another encoding where zero bytes stand in it', () => {
  expect(encodingOf(new TextEncoder().encode(`${row('1')}\n${'\0'.repeat(40)}`))).toBe('utf-8');
  expect(encodingOf(new Uint8Array())).toBe('utf-8');
});
