import { isRowLike } from './columnNames.ts';
import { membersOf, type JsonMember } from './jsonMembers.ts';
import { parseObject } from './jsonObject.ts';
import { OPEN_LIST, OPEN_OBJECT, scanContainer } from './jsonScan.ts';
import { JsonScanner, type JsonListener } from './jsonScanner.ts';
import { JsonObject } from './jsonSpan.ts';
import { hasListOfRows, isRecord, rowInside, rowsOfColumns } from './jsonWrapper.ts';
import { RowError, type RowValues } from './row.ts';
import type { RowSink } from './rowCollector.ts';
import { createTextSharer, type TextSharer } from './shareTexts.ts';

/** An object around rows may be as large as its file: what is larger than any row is looked into before it is parsed. */
const LARGE_BYTES = 4e6;
/** Wrappers in wrappers are followed so far. */
const MAX_WRAPPERS = 4;
/** Elements that are looked at to know what a list or a dictionary holds. */
const LOOKED_AT = 20;

/** Makes rows of the objects of a JSON text, also of those that wrap others. */
export function jsonListener(sink: RowSink): JsonListener {
  const share = createTextSharer();
  return {
    object(object, isBehindDamage) {
      return guarded(sink, object.line, () => readObject(object, sink, share, isBehindDamage));
    },
    problem: (line, message) => sink.problem(line, message),
    remark: (line, message) => sink.remark(line, message),
  };
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
function readObject(object: JsonObject, sink: RowSink, share: TextSharer, isBehindDamage: boolean): boolean {
  if (object.byteLength > LARGE_BYTES && opens(object, sink, 1)) return true;
  const values = parseObject(object, share);
  const row = isRowLike(values) ? values : rowAlone(object, values);
  if (row) sink.row({ line: object.line, values: row });
  else if (isBehindDamage) return false;
  else if (object.isInList || !(opensColumns(object, values, sink) || opens(object, sink, 1)))
    readUnknown(object, values, sink);
  return true;
}

/** The row inside of an object that holds no others. */
function rowAlone({ isInList }: JsonObject, values: RowValues): RowValues | undefined {
  return !isInList && hasListOfRows(values) ? undefined : rowInside(values);
}

/** Of no known layout. A row lacks something, which its interpreter tells; something around rows is told of here. */
function readUnknown({ line }: JsonObject, values: RowValues, sink: RowSink): void {
  const lists = Object.keys(values).filter((key) => typeof values[key] === 'object' && values[key] !== null);
  if (lists.length === 0) return sink.row({ line, values });
  const names = lists.map((key) => `"${key}"`).join(', ');
  return sink.problem(line, `No rows are found in this object, which holds ${names}. Give a list of rows.`);
}

function opensColumns({ line }: JsonObject, values: RowValues, sink: RowSink): boolean {
  const rows = rowsOfColumns(values);
  for (const row of rows ?? []) sink.row({ line, values: row });
  return rows !== undefined;
}

/** Reads the rows in an object that is none; false when there are none in it. One way of holding rows may stand beside another. */
function opens(object: JsonObject, sink: RowSink, depth: number): boolean {
  const members = membersOf(object.bytes, object.line);
  const objects = members.filter(({ bytes }) => bytes[0] === OPEN_OBJECT);
  const isOfRows = objects.slice(0, LOOKED_AT).some((member) => isRowLike(valuesOf(member)));
  // All of them, so that no row is left out.
  return members.map((member) => opensMember(member, isOfRows, sink, depth)).some(Boolean);
}

/** `isOfRows`: objects beside it are rows. */
function opensMember(member: JsonMember, isOfRows: boolean, sink: RowSink, depth: number): boolean {
  if (holdsRows(member)) {
    new JsonScanner(jsonListener(sink), member.line).scan(member.bytes, true);
    return true;
  }
  if (member.bytes[0] !== OPEN_OBJECT) return false;
  if (isOfRows) return guarded(sink, member.line, () => readEntry(member, sink));
  return depth < MAX_WRAPPERS && opens(objectOf(member), sink, depth + 1);
}

/** A row of a dictionary, whose key is its id. */
function readEntry(member: JsonMember, sink: RowSink): boolean {
  const values = parseObject(objectOf(member));
  sink.row({ line: member.line, values: { ...values, id: values['id'] ?? member.key } });
  return true;
}

const nothing = () => {};

/** Whether a member is a list with rows. The first of its objects tell. */
function holdsRows({ bytes, line }: JsonMember): boolean {
  if (bytes[0] !== OPEN_LIST) return false;
  const found: JsonObject[] = [];
  const look = (object: JsonObject) => {
    if (found.length < LOOKED_AT) found.push(object);
    return true;
  };
  new JsonScanner({ object: look, problem: nothing, remark: nothing }, line).scan(sample(bytes), false);
  return found.some((object) => {
    const values = tolerantly(object);
    return isRowLike(values) || Object.values(values).some((value) => isRecord(value) && isRowLike(value));
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

/** What an object holds, to look at; nothing when it cannot be read, which is told when it is read as a row. */
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
