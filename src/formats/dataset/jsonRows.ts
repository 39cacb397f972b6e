import { isRowLike } from './columnNames.ts';
import { membersOf, type JsonMember } from './jsonMembers.ts';
import { parseObject } from './jsonObject.ts';
import { OPEN_LIST, OPEN_OBJECT, scanContainer } from './jsonScan.ts';
import { JsonScanner, type JsonListener } from './jsonScanner.ts';
import { JsonObject } from './jsonSpan.ts';
import { looksLikeEdits } from './namedRow.ts';
import { isRecord, rowInside, rowsOfColumns } from './jsonWrapper.ts';
import { RowError, type RowValues } from './row.ts';
import type { RowSink } from './rowCollector.ts';
import { createTextSharer, type TextSharer } from './shareTexts.ts';
import { tryRead } from './tryRead.ts';

/**
 * An object around rows may be as large as its file. So an object larger than any row is looked into before it is
 * parsed.
 */
const LARGE_BYTES = 4e6;
/** Wrappers in wrappers are followed so far. */
const MAX_WRAPPERS = 4;
/** Elements that are looked at to know what a list or a dictionary holds. */
const LOOKED_AT = 20;

/** Makes rows of the objects of a JSON text that `isRow`, also of those that are in others. */
export function jsonListener(sink: RowSink, isRow: IsRow = isRowLike): JsonListener {
  const reading = { sink, isRow, share: createTextSharer() };
  return {
    object(object, isBehindDamage) {
      return guarded(sink, object.line, () => readObject(object, reading, isBehindDamage));
    },
    problem: (line, message) => sink.problem(line, message),
    remark: (line, message) => sink.remark(line, message),
  };
}

/** By its columns. */
export type IsRow = (values: RowValues) => boolean;

interface Reading {
  readonly sink: RowSink;
  readonly isRow: IsRow;
  readonly share: TextSharer;
}

function guarded(sink: RowSink, line: number, read: () => boolean): boolean {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    sink.problem(line, error.message);
    return true;
  }
}

/** False when the object is no row, and is passed over since it is a part of a damaged one. */
function readObject(object: JsonObject, reading: Reading, isBehindDamage: boolean): boolean {
  const { sink } = reading;
  if (object.byteLength > LARGE_BYTES && opens(object, reading, 1)) return true;
  const parsed = tryRead(() => parse(object, reading));
  if (parsed.problem === undefined) return readParsed(object, parsed.value, reading, isBehindDamage);
  // What is wrong with one row takes no other with it that the same object holds.
  if (object.isInList || !opens(object, reading, 1)) sink.problem(object.line, parsed.problem);
  return true;
}

interface ParsedObject {
  readonly values: RowValues;
  readonly isRow: boolean;
}

/** Throws {@link RowError} if anything cannot be read in an object that is not a row. */
function parse(object: JsonObject, { share, isRow }: Reading): ParsedObject {
  const values = parseObject(object, share);
  return isRow(values) ? { values, isRow: true } : { values: { ...values }, isRow: false };
}

function readParsed(
  object: JsonObject,
  { values, isRow }: ParsedObject,
  reading: Reading,
  isBehindDamage: boolean,
): boolean {
  const { sink } = reading;
  const row = isRow ? values : isAroundRows(object, values, reading) ? undefined : rowInside(values);
  if (row) sink.row({ line: object.line, values: row });
  else if (isBehindDamage) return false;
  else if (object.isInList || !(opensColumns(object, values, sink) || opens(object, reading, 1)))
    readUnknown(object, values, reading);
  return true;
}

/** A list of rows beside a row in one object: all of them are rows. */
function isAroundRows({ isInList }: JsonObject, values: RowValues, { isRow }: Reading): boolean {
  const isRowRecord = (value: unknown) => isRecord(value) && isRow(value);
  return !isInList && Object.values(values).some((value) => Array.isArray(value) && value.some(isRowRecord));
}

/**
 * Of no official layout. Rows with other names are looked for only here, so that they change nothing that is read by
 * official ones. If a row lacks something, its interpreter reports it. An object around
 * rows is reported here.
 */
function readUnknown(object: JsonObject, values: RowValues, reading: Reading): void {
  const [{ line }, { sink }] = [object, reading];
  const lists = Object.keys(values).filter((key) => typeof values[key] === 'object' && values[key] !== null);
  if (lists.length === 0 || looksLikeEdits(values)) return sink.row({ line, values });
  if (!object.isInList && opens(object, reading, 1, looksLikeEdits)) return;
  const names = lists.map((key) => `"${key}"`).join(', ');
  return sink.problem(line, `No rows are found in this object, which holds ${names}. Give a list of rows.`);
}

function opensColumns({ line }: JsonObject, values: RowValues, sink: RowSink): boolean {
  const rows = rowsOfColumns(values);
  for (const row of rows ?? []) sink.row({ line, values: row });
  return rows !== undefined;
}

/** Reads the rows inside an object that is not a row, wherever they are in it. False when there are none. */
function opens(object: JsonObject, reading: Reading, depth: number, isRow: IsRow = reading.isRow): boolean {
  const members = membersOf(object.bytes, object.line);
  const isDictionary = holdsEntries(members, depth, isRow);
  // All of them, so that no rows are left out.
  return members.map((member) => opensMember(member, isDictionary, reading, depth, isRow)).some(Boolean);
}

/** Whether the objects among the members are rows. One alone is a row with something around it, which `rowInside` knows. */
function holdsEntries(members: readonly JsonMember[], depth: number, isRow: IsRow): boolean {
  const needed = depth === 1 && !members.some((member) => holdsRows(member, isRow)) ? 2 : 1;
  const objects = members.filter(isObject).slice(0, LOOKED_AT);
  return objects.filter((member) => isRow(valuesOf(member))).length >= needed;
}

function opensMember(
  member: JsonMember,
  isDictionary: boolean,
  reading: Reading,
  depth: number,
  isRow: IsRow,
): boolean {
  const { bytes, line } = member;
  const { sink } = reading;
  if (holdsRows(member, isRow)) {
    new JsonScanner(jsonListener(sink, reading.isRow), line).scan(bytes, true);
    return true;
  }
  if (!isObject(member)) return false;
  const opensInner = () => depth < MAX_WRAPPERS && opens(objectOf(member), reading, depth + 1, isRow);
  return isDictionary ? guarded(sink, line, () => readEntry(member, sink, isRow, opensInner)) : opensInner();
}

function isObject({ bytes }: JsonMember): boolean {
  return bytes[0] === OPEN_OBJECT;
}

/** A row of a dictionary, whose key is its id, or something beside it that holds rows. */
function readEntry(member: JsonMember, sink: RowSink, isRow: IsRow, opensInner: () => boolean): boolean {
  const values = parseObject(objectOf(member));
  if (!isRow(values) && opensInner()) return true;
  sink.row({ line: member.line, values: { ...values, id: values['id'] ?? member.key } });
  return true;
}

const nothing = () => {};

/** Whether a member is a list with rows. The first of its objects tell. */
function holdsRows({ bytes, line }: JsonMember, isRow: IsRow): boolean {
  if (bytes[0] !== OPEN_LIST) return false;
  const found: JsonObject[] = [];
  const look = (object: JsonObject) => {
    if (found.length < LOOKED_AT) found.push(object);
    return true;
  };
  new JsonScanner({ object: look, problem: nothing, remark: nothing }, line).scan(sample(bytes), false);
  return found.some((object) => {
    const values = tolerantly(object);
    return isRow(values) || Object.values(values).some((value) => isRecord(value) && isRow(value));
  });
}

/** The first objects of a list stand here; where they do not, it is looked at whole. */
function sample(bytes: Uint8Array): Uint8Array {
  const first = bytes.indexOf(OPEN_OBJECT);
  const scan = first === -1 ? undefined : scanContainer(bytes, first);
  return scan?.kind === 'closed' ? bytes.subarray(0, Math.max(scan.end, LARGE_BYTES)) : bytes;
}

function valuesOf(member: JsonMember): RowValues {
  return tolerantly(objectOf(member));
}

/** The values of an object, to look at. None when it cannot be read: that is reported when it is read as a row. */
function tolerantly(object: JsonObject): RowValues {
  try {
    return { ...parseObject(object) };
  } catch (error) {
    if (error instanceof RowError) return {};
    throw error;
  }
}

function objectOf({ bytes, line }: JsonMember): JsonObject {
  const scan = scanContainer(bytes, 0);
  const { keyCount, hasLongInteger } = scan.kind === 'closed' ? scan : { keyCount: 0, hasLongInteger: false };
  return new JsonObject({ bytes, ascii: undefined }, 0, bytes.length, {
    line,
    keyCount,
    hasLongInteger,
    isInList: false,
  });
}
