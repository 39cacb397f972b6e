import { readText, type ByteSource } from '../../core/bytes/bytes.ts';
import { tableKey, type InstructionTable } from '../../core/dataset/instructionTable.ts';
import { EditRewardError } from '../../core/errors.ts';
import { isPicture, isPictureList } from './pictureValue.ts';
import { readRawRows } from './readDataset.ts';
import { textOf, type Row } from './row.ts';

/** A file of instructions cannot be understood. */
export class InstructionTableError extends EditRewardError {
  override readonly name = 'InstructionTableError';
}

const KEYS =
  /^(id|key|nr|number|index|name|file(_?name)?|image(_path|_name)?|picture|path(_src)?|source(_image|_path)?|src|input(_path|_image)?)$/;
const TEXTS = /^(instruction|prompt|text|caption|edit|edit_instruction|edit_prompt)$/;
/** "001<tab>Make it red" or "001: Make it red". */
const LINE = /^([^\t:]+)[\t:]\s*(\S.*)$/;

/**
 * Reads the instructions of sources: a table or rows of JSON with a column for the source and one for the instruction, a
 * dictionary of JSON, or lines of text. Throws {@link InstructionTableError} where one is not understood or said twice.
 */
export async function readInstructionTable(source: ByteSource): Promise<InstructionTable> {
  const entries = /\.txt$/i.test(source.name) ? await entriesOfLines(source) : await entriesOfRows(source);
  const table = new Map<string, string>();
  for (const [name, text] of entries) {
    const key = tableKey(name);
    if ((table.get(key) ?? text) !== text)
      throw failure(source, `holds two instructions for "${name}". Keep one of them.`);
    table.set(key, text);
  }
  return table;
}

type Entry = readonly [name: string, text: string];

async function entriesOfLines(source: ByteSource): Promise<Entry[]> {
  const lines = (await readText(source)).split(/\r?\n/);
  return lines.flatMap((line, place): Entry[] => {
    if (line.trim() === '') return [];
    const [, name, text] = LINE.exec(line) ?? [];
    if (name !== undefined && text !== undefined) return [[name, text.trim()]];
    throw failure(source, `is not understood in line ${place + 1}. It is such as "001: Make it red".`);
  });
}

async function entriesOfRows(source: ByteSource): Promise<Entry[]> {
  const entries: Entry[] = [];
  const tell = (line: number, message: string) => {
    throw failure(source, `cannot be used, because of line ${line}. ${message}`);
  };
  await readRawRows(source, {
    row: (row) => void entries.push(...entriesOf(source, row)),
    problem: tell,
    remark: tell,
  });
  return entries;
}

/** Of a row, or of a dictionary. */
function entriesOf(source: ByteSource, row: Row): Entry[] {
  const names = Object.keys(row.values);
  const key = names.find((name) => KEYS.test(name));
  const text = names.find((name) => TEXTS.test(name) && name !== key);
  if (names.some((name) => name !== key && (isPicture(row.values[name]) || isPictureList(row, name)))) {
    throw failure(source, 'names more pictures than sources: it is a dataset, and no table of instructions.');
  }
  if (key !== undefined && text !== undefined) {
    const [name, said] = [textOf(row, key), textOf(row, text)];
    if (name !== undefined && said !== undefined) return [[name, said]];
    throw failure(source, `has no ${name === undefined ? key : text} in line ${row.line}.`);
  }
  const isDictionary = names.length > 0 && names.every((name) => typeof row.values[name] === 'string');
  if (isDictionary && key === undefined && text === undefined && /\.json$/i.test(source.name)) {
    return names.map((name) => [name, String(row.values[name])]);
  }
  throw failure(source, 'does not say which instruction is whose. It has the columns "id" and "instruction".');
}

function failure({ name }: ByteSource, what: string): InstructionTableError {
  return new InstructionTableError(`${name} ${what}`, { file: name });
}
