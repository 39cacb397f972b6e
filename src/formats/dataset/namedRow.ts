/** Rows whose columns have other names than the official files give them: official names are put in their place. */
import { isBlank, isDictionary } from './judgementValue.ts';
import {
  isOtherName,
  numberedEdit,
  numberedModel,
  OTHER_NAMES,
  ROLES,
  SEVERAL_EDITS,
  SINGLE_EDITS,
  SOURCES,
  WEAK_NAMES,
  type Role,
} from './otherNames.ts';
import { isPicture, isPictureList, isText, onlyText } from './pictureValue.ts';
import { Renaming, type NamedRow } from './renaming.ts';
import { RowError, valueOf, type Row, type RowValues } from './row.ts';
import { tryRead } from './tryRead.ts';

const NO_NOTES: readonly string[] = [];

/**
 * The row with official names. Only what no official column says is looked for under other names. Throws {@link RowError}
 * where two columns could be the same thing: nothing is guessed.
 */
export function namedRow(row: Row): NamedRow {
  for (const name in row.values) if (mayNeedNaming(row, name)) return nameColumns(row);
  return { row, notes: NO_NOTES };
}

/** Most rows have official names alone, and there may be millions. */
function mayNeedNaming({ values }: Row, name: string): boolean {
  if (name !== 'paths_generated') return name === 'models' || isOtherName(name);
  const paths = tryRead(() => values[name]);
  return 'value' in paths && !Array.isArray(paths.value);
}

function nameColumns(row: Row): NamedRow {
  const naming = new Renaming(row);
  nameEdit(naming);
  nameModels(naming);
  return naming.finish();
}

/** Rows that have all of it by official names stay as they are. So do those of which something is found nowhere. */
function nameEdit(naming: Renaming): void {
  const official = officialOf(naming);
  if (official.source && official.edits && official.instruction) return;
  if (official.edits && isOfPictures(naming)) return;
  const hasSource = isCertain(naming, official.source, SOURCES);
  const strong = hasSource ? undefined : otherOf(naming, 'source');
  const edits = isCertain(naming, official.edits, SINGLE_EDITS) ? [] : otherEdits(naming);
  const hasEdits = official.edits || edits.length > 0;
  const source = strong ?? (hasSource || edits.length === 0 ? undefined : weakOf(naming, 'source'));
  if (!hasEdits || !(official.source || source !== undefined)) return;
  if (source !== undefined) naming.rename(source, 'source');
  for (const { from, role, column } of edits) naming.rename(from, role, column);
  if (!official.instruction) nameInstruction(naming);
}

interface Official {
  readonly source: boolean;
  readonly edits: boolean;
  readonly instruction: boolean;
}

/** What official columns say; those that cannot be read count, since their error is to be told. */
function officialOf(naming: Renaming): Official {
  const names = naming.names();
  return {
    source: SOURCES.some((name) => naming.holds(name)),
    edits:
      SINGLE_EDITS.some((name) => naming.holds(name)) ||
      names.some((one) => SEVERAL_EDITS.test(one) && naming.holds(one)),
    instruction: ['instruction', 'prompt'].some(
      (name) => naming.isUnreadable(name) || typeof naming.peek(name) === 'string',
    ),
  };
}

/** Of a model that makes pictures from a prompt, as far as a row without an official source can tell. */
function isOfPictures(naming: Renaming): boolean {
  const hasPlace = SOURCES.some((name) => naming.names().includes(name));
  return !hasPlace && typeof naming.peek('prompt') === 'string' && !naming.holds('instruction');
}

/** "input", "source" and "output" may hold captions: then a picture in another column is what is meant. */
function isCertain(naming: Renaming, isOfficial: boolean, singles: readonly string[]): boolean {
  if (!isOfficial) return false;
  const held = singles.filter((name) => naming.holds(name));
  return held.length === 0 || held.some((name) => !onlyText(naming.peek(name)));
}

/** Whether an object of JSON holds pictures as a row of edits does, though no official name says so. */
export function looksLikeEdits(values: RowValues): boolean {
  const row = { line: 0, values };
  return Object.keys(values).some((name) => {
    if (!isOtherName(name)) return false;
    const tried = tryRead(() => isPicture(values[name]) || isPictureList(row, name));
    return 'value' in tried && tried.value === true;
  });
}

function otherOf(naming: Renaming, role: Role): string | undefined {
  return naming.only(role, (name, value) => OTHER_NAMES[role].has(name) && isPicture(value));
}

function weakOf(naming: Renaming, role: Role): string | undefined {
  return naming.only(role, (name, value) => WEAK_NAMES[role].has(name) && isPicture(value));
}

interface Edit {
  readonly from: string;
  readonly role: Role;
  readonly column: string;
}

/** A single one, a list or a dictionary, or one for each number. */
function otherEdits(naming: Renaming): readonly Edit[] {
  const single = otherOf(naming, 'edit');
  const list = naming.only('edits', (name) => OTHER_NAMES.edits.has(name) && isPictureList(naming.row, name));
  const numbered = naming.names().flatMap((from): Edit[] => {
    const column = isPicture(naming.peek(from)) ? numberedEdit(from) : undefined;
    return column === undefined ? [] : [{ from, role: 'edits', column }];
  });
  const [first, second] = [single, list, numbered[0]?.from].filter((name) => name !== undefined);
  if (first !== undefined && second !== undefined) throw naming.rivals(first, second, 'edits');
  if (single !== undefined) return [{ from: single, role: 'edit', column: ROLES.edit.column }];
  if (list !== undefined) return [{ from: list, role: 'edits', column: ROLES.edits.column }];
  for (const { from, column } of numbered) {
    const twin = numbered.find((other) => other.column === column && other.from !== from);
    if (twin) throw naming.rivals(from, twin.from, 'edit');
  }
  return numbered;
}

function nameInstruction(naming: Renaming): void {
  const one = (names: ReadonlySet<string>) =>
    naming.only('instruction', (name, value) => names.has(name) && instructionIn(value) !== undefined);
  const from = one(OTHER_NAMES.instruction) ?? one(WEAK_NAMES.instruction);
  if (from !== undefined) naming.rename(from, 'instruction', 'instruction', instructionIn(naming.peek(from)));
}

/** A text, or a list of one. */
function instructionIn(value: unknown): string | undefined {
  const text: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return isText(text) ? text : undefined;
}

function nameModels(naming: Renaming): void {
  if (naming.holds('paths_generated')) nameListed(naming);
  else if (naming.names().some((name) => numberedEdit(name) !== undefined && naming.isRenamed(name)))
    nameNumbered(naming);
  else if (SINGLE_EDITS.some((name) => naming.holds(name))) nameSingle(naming);
}

function nameSingle(naming: Renaming): void {
  const isOfEdits = SOURCES.some((name) => naming.holds(name));
  if (!isOfEdits || naming.holds('model') || naming.names().some((name) => SEVERAL_EDITS.test(name))) return;
  try {
    const from = naming.only('model', isModel);
    if (from !== undefined) naming.rename(from, 'model');
  } catch (error) {
    // The row was read before without a name, and still is.
    if (!(error instanceof RowError) || naming.hasRenamed()) throw error;
    naming.note(error.message);
  }
}

function isModel(name: string, value: unknown): boolean {
  return OTHER_NAMES.model.has(name) && isName(value);
}

function nameNumbered(naming: Renaming): void {
  for (const name of naming.names()) {
    const column = numberedModel(name);
    if (column !== undefined && isName(naming.peek(name))) naming.rename(name, 'models', column);
  }
}

/** A dictionary of paths names its editors; a list may have a list of them beside it. */
function nameListed(naming: Renaming): void {
  const paths = valueOf(naming.current(), 'paths_generated');
  const from = naming.holds('models') ? 'models' : naming.only('models', (name) => isNameList(naming, name));
  if (isDictionary(paths)) {
    if (from !== undefined) throw naming.rivals('paths_generated', from, 'models');
    naming.put('paths_generated', Object.values(paths));
    naming.put('models', Object.keys(paths));
    return;
  }
  if (!Array.isArray(paths) || from === undefined) return;
  const names = valueOf(naming.current(), from);
  if (!Array.isArray(names)) return;
  if (names.length === paths.length && names.every(isName)) {
    if (from !== 'models') naming.rename(from, 'models');
  } else naming.note(`"${from}" does not name each of the edits in "paths_generated", and is not read.`);
}

function isNameList(naming: Renaming, name: string): boolean {
  return OTHER_NAMES.models.has(name) && Array.isArray(valueOf(naming.current(), name));
}

function isName(value: unknown): boolean {
  return (typeof value === 'string' && value.trim() !== '') || (typeof value === 'number' && !isBlank(value));
}
