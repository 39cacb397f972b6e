import {
  mappingProblem,
  withEditorsInOrder,
  type ColumnMapping,
  type ColumnRole,
  type ColumnUse,
} from '../../core/dataset/columnMapping.ts';
import type { ColumnSample, SampleCell } from '../../core/dataset/columnSample.ts';
import { groupBy } from '../../core/groupBy.ts';
import { judgementColumn } from './judgementColumns.ts';
import { OTHER_NAMES, SINGLE_EDITS, SOURCES, WEAK_NAMES } from './otherNames.ts';

/** What a name says, where several columns hold the like. */
const SOURCE_LIKE = /(^|_)(src|sources?|orig|originals?|inputs?|before|init|initial|ref|reference|base|raw)(_|\d|$)/;
const EDIT_LIKE =
  /(^|_)(edit(s|ed)?|out(put)?s?|results?|gen(erated)?|after|target|pred(iction)?s?|cand(idate)?s?)(_|\d|$)/;
/** Pictures that are neither. */
const NEITHER = /(^|_)(masks?|thumb(nail)?s?|icons?|depth|sketch|control)(_|$)/;
const TEXT_LIKE = /(instruct|prompt|caption|command|request|task|query|question|text|ask)/;
const EDITOR_LIKE =
  /(^|_)(editors?|models?|methods?|systems?|algorithms?|approach|tool|generator|baseline|by|name|who)(_|\d|$)/;
const SCORE_LIKE = /(^|_)(scores?|ratings?|mos|grade|stars|points)(_|$)/;

/** As results call it, and what else is sure. */
const CATEGORY = /^((source|image|edit|task)_)?(category|kategorie)$|^(edit|task)_type$/;

/** More different names than these are no editors. */
const MAX_EDITORS = 40;

/** What is looked at of a column. */
interface Column {
  readonly name: string;
  readonly cells: readonly SampleCell[];
  /** Those that hold something. */
  readonly filled: readonly SampleCell[];
}

/** Whether a picture of this name is among the chosen files. Unknown where nothing is chosen. */
export type IsThere = (name: string) => boolean;

/**
 * Guesses which column is what, by the columns' names and by what stands in them. Empty where no column holds pictures. The
 * guess may lack something: see `mappingProblem`.
 */
export function guessColumns({ columns, rows }: ColumnSample, isThere?: IsThere): ColumnMapping {
  const all = columns.map((name, place) =>
    columnOf(
      name,
      rows.map((row) => row[place] ?? BLANK),
    ),
  );
  const pictures = picturesIn(all, isThere);
  const source = guessSource(pictures);
  const edited = pictures.filter((one) => one !== source);
  if (edited.length === 0) return [];
  const others = all.filter((one) => !pictures.includes(one) && one.filled.length > 0);
  const instruction = guessInstruction(others);
  const rest = others.filter((one) => one !== instruction);
  const category = rest.find(({ name }) => CATEGORY.test(name));
  const open = rest.filter((one) => one !== category);
  const editors = guessEditors(open, edited, source);
  const unnamed = open.filter((one) => !editors.includes(one));
  const said = guessJudgement(unnamed, edited);
  const uses = withEditorsInOrder([
    ...as('source', source),
    ...as('edited', ...edited),
    ...as('instruction', instruction),
    ...as('editor', ...editors),
    ...as('category', category),
    ...said,
  ]);
  return said.length > 0 && isOnlyWrongBy(uses, said) ? uses.filter((use) => !said.includes(use)) : uses;
}

function isOnlyWrongBy(uses: ColumnMapping, said: ColumnMapping): boolean {
  return mappingProblem(uses) !== undefined && mappingProblem(uses.filter((use) => !said.includes(use))) === undefined;
}

function columnOf(name: string, cells: readonly SampleCell[]): Column {
  return { name, cells, filled: cells.filter(({ kind }) => kind !== 'blank') };
}

function as(role: ColumnRole, ...columns: readonly (Column | undefined)[]): ColumnUse[] {
  return columns.flatMap((column) => (column ? [{ column: column.name, role }] : []));
}

const BLANK: SampleCell = { kind: 'blank' };

/** A few cells may be damaged. */
const MOST = 0.8;

/** Columns of pictures, each with other ones. Where files are chosen, those whose pictures are among them. */
function picturesIn(columns: readonly Column[], isThere: IsThere | undefined): readonly Column[] {
  const found = columns.filter(
    ({ name, filled }) =>
      filled.length > 0 && shareOf(filled, ({ kind }) => kind === 'pictures') >= MOST && !NEITHER.test(name),
  );
  const there = isThere ? found.filter(({ filled }) => shareOf(filled, (cell) => namesIn(cell).some(isThere)) > 0) : [];
  // One of them alone may be the pictures that were chosen first.
  return there.length > 1 ? there : found;
}

function namesIn(cell: SampleCell): readonly string[] {
  return cell.kind === 'pictures' ? cell.names : [];
}

function shareOf(cells: readonly SampleCell[], is: (cell: SampleCell) => boolean): number {
  return cells.filter(is).length / cells.length;
}

/** The one that is called so; else the one that repeats most, or the first. One column alone is of edits, if no name says otherwise. */
function guessSource(pictures: readonly Column[]): Column | undefined {
  const single = pictures.filter(({ filled }) => !filled.some((cell) => cell.kind === 'pictures' && cell.isList));
  const named =
    single.find(({ name }) => SOURCES.includes(name) || OTHER_NAMES.source.has(name)) ??
    single.find(({ name }) => SOURCE_LIKE.test(name)) ??
    single.find(({ name }) => WEAK_NAMES.source.has(name));
  if (pictures.length < 2) return undefined;
  if (named) return named;
  const open = single.filter(({ name }) => !EDIT_LIKE.test(name) && !SINGLE_EDITS.includes(name));
  return (open.length > 0 ? open : single).toSorted((a, b) => distinct(a) - distinct(b))[0];
}

function distinct({ filled }: Column): number {
  return new Set(filled.map(textOf)).size;
}

function textOf(cell: SampleCell): string {
  if (cell.kind === 'pictures') return cell.names.join('\n');
  if (cell.kind === 'blank') return '';
  return cell.kind === 'number' ? String(cell.value) : cell.text;
}

/** Words in a sentence. An id or a name has fewer. */
function guessInstruction(columns: readonly Column[]): Column | undefined {
  const texts = columns.filter(({ filled }) => shareOf(filled, ({ kind }) => kind === 'text') >= MOST);
  const worth = (column: Column) =>
    (isCalled(column, 'instruction') ? 100 : TEXT_LIKE.test(column.name) ? 10 : 0) + Math.min(9, meanWords(column));
  const best = texts.toSorted((a, b) => worth(b) - worth(a))[0];
  return best && (worth(best) >= 10 || meanWords(best) >= 2) ? best : undefined;
}

function isCalled({ name }: Column, role: 'instruction'): boolean {
  return name === 'instruction' || name === 'prompt' || OTHER_NAMES[role].has(name);
}

function meanWords({ filled }: Column): number {
  return filled.reduce((sum, cell) => sum + textOf(cell).split(/\s+/).length, 0) / filled.length;
}

/** One for each column of edits, or none. */
function guessEditors(
  columns: readonly Column[],
  edited: readonly Column[],
  source: Column | undefined,
): readonly Column[] {
  const named = columns.filter(({ name }) => EDITOR_LIKE.test(name) && judgementColumn(name) === undefined);
  if (edited.length > 1) {
    const fitting = named.filter((column) => /(\d|_[a-z]|left|right)$/.test(column.name) && isNaming(column));
    return fitting.length === edited.length ? fitting : [];
  }
  const isSet = edited.some(({ filled }) => filled.some((cell) => cell.kind === 'pictures' && cell.isList));
  if (isSet) return named.filter(({ filled }) => filled.every((cell) => textOf(cell).startsWith('['))).slice(0, 1);
  const certain = named.find(({ name }) => name === 'model' || OTHER_NAMES.model.has(name));
  const found =
    certain ??
    named.find(isNaming) ??
    columns.find((column) => isNaming(column) && repeats(column) && differsBySource(column, source));
  return found ? [found] : [];
}

/** Short texts, few different ones. */
function isNaming(column: Column): boolean {
  const { filled } = column;
  return (
    shareOf(filled, (cell) => cell.kind === 'text' && cell.text.length <= 60 && !cell.text.startsWith('[')) >= MOST &&
    distinct(column) <= MAX_EDITORS
  );
}

/** Each of its values stands in several rows, and there are several. */
function repeats(column: Column): boolean {
  const values = distinct(column);
  return values > 1 && values <= column.filled.length / 2 && judgementColumn(column.name) === undefined;
}

/** Sources have edits by several. What is the same of all edits of a source says something of the source. */
function differsBySource({ cells }: Column, source: Column | undefined): boolean {
  if (!source) return true;
  const bySource = groupBy(cells.keys(), (row) => textOf(source.cells[row] ?? BLANK));
  return [...bySource.values()].some((rows) => new Set(rows.map((row) => textOf(cells[row] ?? BLANK))).size > 1);
}

/** What people said, where the name of a column says that they did. */
function guessJudgement(columns: readonly Column[], edited: readonly Column[]): ColumnUse[] {
  const [only] = edited;
  const isSingle = edited.length === 1 && !only?.filled.some((cell) => cell.kind === 'pictures' && cell.isList);
  const vote = columns.find(({ name }) => judgementColumn(name)?.decides);
  const score = columns.find((column) => SCORE_LIKE.test(column.name) && isNumeric(column));
  return isSingle ? as('score', score) : as('vote', vote);
}

function isNumeric({ filled }: Column): boolean {
  return shareOf(filled, ({ kind }) => kind === 'number') >= MOST;
}
