/** Which columns of a dataset are what, where their names do not tell: as the user says it. */
import { digestText } from '../bytes/sha256.ts';

/**
 * What a column is in a row. Several columns may be `edited`, and as many `editor`: they belong together in their order.
 * `category`: the kind of source or edit. `score`: what people gave to a single edit. `vote`: which edit they preferred.
 */
export const COLUMN_ROLES = ['source', 'edited', 'instruction', 'editor', 'category', 'score', 'vote'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export interface ColumnUse {
  /** In lower case, with `_` for spaces. */
  readonly column: string;
  readonly role: ColumnRole;
}

/** What is not named in it is not read. */
export type ColumnMapping = readonly ColumnUse[];

export function columnsFor(mapping: ColumnMapping, role: ColumnRole): readonly string[] {
  return mapping.filter((use) => use.role === role).map(({ column }) => column);
}

/** What tells "image_b" and "model_b" from those of another edit. */
const MARK = /(\d+|_[a-z]|left|right)$/;

/** The same with each editor in the place of its edit, where the ends of the names say which is whose: `image_b` and `model_b`. */
export function withEditorsInOrder(mapping: ColumnMapping): ColumnMapping {
  const marks = columnsFor(mapping, 'edited').map(markOf);
  const editors = mapping.filter(({ role }) => role === 'editor');
  const sorted = marks.flatMap(
    (mark) => editors.find(({ column }) => mark !== undefined && markOf(column) === mark) ?? [],
  );
  if (new Set(sorted).size < editors.length || sorted.length > editors.length) return mapping;
  const rest = sorted.values();
  return mapping.map((use) => (use.role === 'editor' ? (rest.next().value ?? use) : use));
}

function markOf(column: string): string | undefined {
  return MARK.exec(column)?.[0];
}

/** Why rows cannot be read so: a sentence. Undefined where they can. */
export function mappingProblem(mapping: ColumnMapping): string | undefined {
  const count = (role: ColumnRole) => columnsFor(mapping, role).length;
  const twice = mapping.find(({ column }, k) => mapping.slice(0, k).some((before) => before.column === column));
  if (twice) return `The column "${twice.column}" is named for two things.`;
  if (count('edited') === 0) return 'No column is the edited picture.';
  if (count('instruction') !== 1) {
    return count('instruction') === 0
      ? 'No column is the instruction. Of pictures without a source it is their prompt.'
      : 'Only one column can be the instruction.';
  }
  if (count('source') > 1) return 'Only one column can be the source.';
  if (count('category') > 1) return 'Only one column can be the category.';
  if (![0, 1, count('edited')].includes(count('editor')) || (count('edited') > 1 && count('editor') === 1)) {
    return `There are ${count('edited')} columns of edits and ${count('editor')} of editors. Each edit has one, or none has.`;
  }
  if (count('score') > 1 || count('vote') > 1) return 'Only one column can be what people said.';
  return count('score') === 1 && count('edited') > 1
    ? 'A score is of a single edit. What people preferred among several is a vote.'
    : undefined;
}

/** As the command line takes it: "source=before,edited=after,instruction=ask". */
export function mappingText(mapping: ColumnMapping): string {
  return mapping.map(({ role, column }) => `${role}=${column}`).join(',');
}

/** What is read so of a file is another dataset than the file itself: its items are known by the lines of other items. */
export async function mappedDigest(sha256: string, mapping: ColumnMapping | undefined): Promise<string> {
  return mapping === undefined ? sha256 : digestText(`${sha256} ${mappingText(inOrderOfRoles(mapping))}`);
}

/** The order of the columns tells nothing, but for those of one role. */
function inOrderOfRoles(mapping: ColumnMapping): ColumnMapping {
  return mapping.toSorted((a, b) => COLUMN_ROLES.indexOf(a.role) - COLUMN_ROLES.indexOf(b.role));
}
