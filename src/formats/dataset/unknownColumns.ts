import { mappingProblem, mappingText, type ColumnMapping, type ColumnRole } from '../../core/dataset/columnMapping.ts';
import { EditRewardError } from '../../core/errors.ts';
import { isKnownColumn } from './columnNames.ts';
import type { ColumnSample } from '../../core/dataset/columnSample.ts';
import { isOtherName } from './otherNames.ts';

/** Columns of a dataset are not known, or those that were named are not there. */
export class UnknownColumnsError extends EditRewardError {
  override readonly name = 'UnknownColumnsError';
}

/** The columns that there are, what they may be, and how to say so on the command line. */
export function unknownColumns(file: string, { columns }: ColumnSample, guess: ColumnMapping): UnknownColumnsError {
  const names = columns.map((name) => `"${name}"`).join(', ');
  const problem = mappingProblem(guess);
  const example =
    guess.length === 0 || problem !== undefined ? [...guess, ...MISSING.filter((use) => !holds(guess, use))] : guess;
  const advice =
    problem === undefined
      ? `If this guess is right, add --columns ${quoted(mappingText(example))}`
      : `Say which is what, such as --columns ${quoted(mappingText(example))}`;
  return new UnknownColumnsError(`${file} has columns that are not known: ${names}. ${advice}`, { file });
}

const MISSING: ColumnMapping = [
  { role: 'source', column: 'NAME' },
  { role: 'edited', column: 'NAME' },
  { role: 'instruction', column: 'NAME' },
];

function holds(guess: ColumnMapping, { role }: ColumnMapping[number]): boolean {
  return guess.some((use) => use.role === role);
}

/** As a shell takes it whole. */
function quoted(text: string): string {
  return /^[\w.,=+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Columns were named that are in no row. */
export function missingColumns(
  file: string,
  missing: readonly string[],
  { columns }: ColumnSample,
): UnknownColumnsError {
  const which = missing.map((name) => `"${name}"`).join(', ');
  const there = columns.map((name) => `"${name}"`).join(', ');
  const are = missing.length === 1 ? 'is no column' : 'are no columns';
  return new UnknownColumnsError(`${which} ${are} of ${file}. It has ${there}.`, { file });
}

const NEEDED: ReadonlySet<ColumnRole> = new Set(['source', 'edited', 'instruction']);

/** Whether other columns than those of known names seem to hold what a row needs. */
export function areUnknown({ columns }: ColumnSample, guess: ColumnMapping): boolean {
  if (guess.length === 0) return false;
  const needed = guess.filter(({ role }) => NEEDED.has(role));
  if (needed.some(({ column }) => !isKnown(column))) return true;
  return mappingProblem(guess) !== undefined && columns.some((name) => !isKnown(name));
}

function isKnown(name: string): boolean {
  return isKnownColumn(name) || isOtherName(name);
}
