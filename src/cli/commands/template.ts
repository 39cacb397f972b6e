import { parseArgs } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { messageOf } from '../../core/errors.ts';
import { LAYOUTS, TEMPLATES, templateText, type Template } from '../../formats/dataset/templates.ts';
import { EXIT_OK, UsageError, type Command } from '../command.ts';
import { DiskError } from '../nodeFiles.ts';

const WIDTH = Math.max(...LAYOUTS.map((layout) => layout.length));
const LIST = TEMPLATES.map(({ layout, hint }) => `  ${layout.padEnd(WIDTH)}  ${hint}`).join('\n');

export const template: Command = {
  name: 'template',
  summary: 'Write a small dataset to be filled',
  help: `Usage: editreward template LAYOUT [--out FILE]

Prints a dataset of a few rows, or writes it to FILE, which must not be there yet. Replace its rows by your own, and give it
to \`editreward evaluate --manifest\`, or open it on the Batch page with its pictures.

${LIST}

  --out FILE  where it is written (default: printed)`,

  async run(args) {
    const { values, positionals } = parseArgs({ args, options: { out: { type: 'string' } }, allowPositionals: true });
    const text = templateText(chosen(positionals));
    if (values.out === undefined) console.log(text.trimEnd());
    else await writeNew(values.out, text);
    return EXIT_OK;
  },
};

function chosen([layout, other]: readonly string[]): Template {
  const found = TEMPLATES.find((one) => one.layout === layout);
  if (found && other === undefined) return found;
  const what = layout === undefined ? 'LAYOUT is missing' : `There is no layout "${other ?? layout}"`;
  throw new UsageError(`${what}. It is ${LAYOUTS.slice(0, -1).join(', ')} or ${LAYOUTS.at(-1)}.`);
}

/** Never over a file that somebody filled. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    const why = isThere(cause)
      ? `${path} is there already, and stays as it is`
      : `${path} cannot be written: ${messageOf(cause)}`;
    throw new DiskError(`${why}. Choose another name.`, { file: path, cause });
  }
}

function isThere(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
}
