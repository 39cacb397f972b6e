import { columnsFor, type ColumnMapping, type ColumnRole } from '../../core/dataset/columnMapping.ts';
import { areEditorNames } from '../../core/dataset/editorName.ts';
import { judgementColumn } from './judgementColumns.ts';
import { isDictionary } from './judgementValue.ts';
import { numberedEdit, SEVERAL_EDITS } from './otherNames.ts';
import { valueOf, type Row } from './row.ts';
import type { RowSink } from './rowCollector.ts';
import { tryRead } from './tryRead.ts';

/** Rows as the user says that their columns are. */
export interface MappedRows extends RowSink {
  /** Columns of the mapping that no row had. */
  missing(): readonly string[];
  /** How rows were understood: sentences. */
  readonly notes: readonly string[];
}

/** Gives the columns of a mapping their official names, and leaves out all others. */
export function mapColumns(sink: RowSink, mapping: ColumnMapping): MappedRows {
  const unseen = new Set(mapping.map(({ column }) => column));
  const plan = planOf(mapping);
  return {
    row(row) {
      for (const column of unseen) if (column in row.values) unseen.delete(column);
      sink.row(mappedRow(row, plan));
    },
    problem: (line, message) => sink.problem(line, message),
    remark: (line, message) => sink.remark(line, message),
    missing: () => [...unseen],
    notes: notesOf(mapping, plan),
  };
}

interface Plan {
  /** Official names by the file's. */
  readonly moves: readonly (readonly [from: string, to: string])[];
  /** The one column of edits, which may hold a list; undefined where there are several. */
  readonly single: string | undefined;
  readonly editor: string | undefined;
  /** What the editors are called, by their official columns, where the names of the columns say it. */
  readonly editors: Readonly<Record<string, string>>;
}

function planOf(mapping: ColumnMapping): Plan {
  const [edited, editors] = [columnsFor(mapping, 'edited'), columnsFor(mapping, 'editor')];
  const [source] = columnsFor(mapping, 'source');
  const numbered = edited.length > 1;
  const moves = [
    ...(source === undefined ? [] : [[source, 'path_src'] as const]),
    ...columnsFor(mapping, 'instruction').map(
      (from) => [from, source === undefined ? 'prompt' : 'instruction'] as const,
    ),
    ...columnsFor(mapping, 'category').map((from) => [from, 'category'] as const),
    ...columnsFor(mapping, 'score').map((from) => [from, 'score'] as const),
    ...columnsFor(mapping, 'vote').map((from) => [from, voteName(from)] as const),
    ...(numbered ? edited.map((from, k) => [from, `path${k + 1}`] as const) : []),
    ...(numbered ? editors.map((from, k) => [from, `model${k + 1}`] as const) : []),
  ];
  const single = numbered ? undefined : edited[0];
  const isNamed = numbered && editors.length === 0 && nameEditors(edited);
  const named = isNamed ? Object.fromEntries(edited.map((name, k) => [`model${k + 1}`, name])) : {};
  return { moves, single, editor: numbered ? undefined : editors[0], editors: named };
}

/** A column of edits for each editor is called as the editor is. */
function nameEditors(columns: readonly string[]): boolean {
  return areEditorNames(columns) && !columns.some(isPlace);
}

function isPlace(name: string): boolean {
  return SEVERAL_EDITS.test(name) || numberedEdit(name) !== undefined || PLACE.test(name);
}

/** "image_a", "candidate_left": where the edit stands, and not who made it. */
const PLACE =
  /^(candidate|edit(ed)?|image|img|pic(ture)?|out(put)?|result|gen(erated)?|model|option|sample|version)s?(_(image|img|path|file))?_?([a-z]|\d+|left|right|first|second|third)$/;

const WORDS: Readonly<Record<ColumnRole, string>> = {
  source: 'the source',
  edited: 'an edit',
  instruction: 'the instruction',
  editor: 'an editing model',
  category: 'the category',
  score: 'a score by people',
  vote: 'what people preferred',
};

function notesOf(mapping: ColumnMapping, { editors }: Plan): string[] {
  const said = mapping.map(({ column, role }) => `"${column}" is ${WORDS[role]}`).join(', ');
  const names = Object.values(editors).join(', ');
  return [
    `As you said, ${said}.`,
    ...(names === '' ? [] : [`The editing models are called as their columns: ${names}.`]),
  ];
}

/** A name that is understood as a judgement keeps its meaning. */
function voteName(column: string): string {
  const meaning = judgementColumn(column)?.meaning;
  return meaning === undefined || meaning === 'unknown' || meaning === 'tie' ? 'preference' : column;
}

function mappedRow(row: Row, { moves, single, editor, editors }: Plan): Row {
  const values: Record<string, unknown> = { ...editors };
  for (const [from, to] of moves) move(row, from, values, to);
  if (single !== undefined) {
    const isSet = holdsSeveral(row, single);
    move(row, single, values, isSet ? 'paths_generated' : 'output_path');
    if (editor !== undefined) move(row, editor, values, isSet ? 'models' : 'model');
  }
  return { ...row, values };
}

/** A cell that cannot be read throws when somebody asks for it, and not before. */
function move({ values: from }: Row, name: string, into: Record<string, unknown>, column: string): void {
  const cell = Object.getOwnPropertyDescriptor(from, name);
  if (cell) Object.defineProperty(into, column, cell);
}

function holdsSeveral(row: Row, column: string): boolean {
  const tried = tryRead(() => valueOf(row, column));
  return 'value' in tried && (Array.isArray(tried.value) || isDictionary(tried.value));
}
