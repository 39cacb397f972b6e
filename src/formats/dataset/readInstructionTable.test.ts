import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { keyIn, tablePath } from '../../core/dataset/instructionTable.ts';
import { readInstructionTable } from './readInstructionTable.ts';

const read = async (name: string, text: string) =>
  Object.fromEntries(await readInstructionTable(bytesSource(name, new TextEncoder().encode(text))));
const TWO = { '001': 'Make it red', 'cats/002': 'Make it blue: all of it' };

describe('a table of instructions', () => {
  it.each([
    ['instructions.csv', 'id,instruction\n001,Make it red\ncats/002.png,Make it blue: all of it\n'],
    ['prompts.tsv', 'File\tPrompt\tseed\n001.PNG\tMake it red\t4\n.\\cats\\002.jpg\tMake it blue: all of it\t5\n'],
    ['instructions.json', '{"001": "Make it red", "cats/002.png": "Make it blue: all of it"}'],
    ['instructions.json', '[{"name":"001","text":"Make it red"},{"name":"cats/002","text":"Make it blue: all of it"}]'],
    ['prompts.jsonl', '{"id":"001","prompt":"Make it red"}\n{"id":"cats/002","prompt":"Make it blue: all of it"}\n'],
    ['instructions.txt', '001: Make it red\r\n\r\ncats/002.png\tMake it blue: all of it\r\n'],
  ])('is %s', async (name, text) => expect(await read(name, text)).toEqual(TWO));

  it.each([
    [
      'instructions.csv',
      'id,instruction\n1,Red\n1,Blue\n',
      'instructions.csv holds two instructions for "1". Keep one',
    ],
    ['instructions.csv', 'id,instruction\n1,\n', 'instructions.csv has no instruction in line 2.'],
    ['instructions.csv', 'a,b\n1,Red\n', 'It has the columns "id" and "instruction".'],
    ['prompts.csv', 'source,edited,prompt\n1.png,2.png,Red\n', 'it is a dataset, and no table of instructions.'],
    ['instructions.txt', '001: Red\nBlue\n', 'instructions.txt is not understood in line 2.'],
  ])('cannot be %s with %j', async (name, text, message) => {
    await expect(read(name, text)).rejects.toThrow(message);
  });

  it('is found by its name, the uppermost', () => {
    expect(tablePath(['s/a/prompts.csv', 's/instructions.json', 's/1.png'])).toBe('s/instructions.json');
    expect(tablePath(['s/instruction.txt', 's/labels.csv'])).toBeUndefined();
    expect(tablePath(['Instructions.TXT'])).toBe('Instructions.TXT');
  });

  it('names a source by as much of its path as there is', () => {
    const table = new Map([
      ['1', 'a'],
      ['cats/2', 'b'],
    ]);
    expect(keyIn(table, ['set/source/1.png'])).toBe('1');
    expect(keyIn(table, ['set/cats/2.PNG'])).toBe('cats/2');
    expect(keyIn(table, ['set/dogs/2.png', 'cats/2'])).toBe('cats/2');
    expect(keyIn(table, ['set/dogs/2.png'])).toBeUndefined();
  });
});
