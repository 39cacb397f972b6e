import { messageOf } from '../../core/errors.ts';
import { scanContainer } from './jsonScan.ts';
import type { JsonObject } from './jsonSpan.ts';
import { membersOf, type JsonMember } from './jsonMembers.ts';
import { isPython, parseJson, parsePython, withLongIntegersAsTexts } from './jsonText.ts';
import { canonicalValues, RowError, rowValues, UnreadableCell, ZERO_BYTES, type RowValues } from './row.ts';
import type { TextSharer } from './shareTexts.ts';

/**
 * The values of an object, by the names of its columns in lower case. Nothing is changed silently. Integers that a
 * double would round become texts. A key that appears twice with different values cannot be read, and neither can half
 * of a character. Throws {@link RowError}.
 */
export function parseObject(object: JsonObject, share: TextSharer = nothing): RowValues {
  const { text } = object;
  const parsed = parseRow(object.hasLongInteger ? withLongIntegersAsTexts(text) : text);
  share(parsed);
  const isDoubled = countKeys(parsed) !== object.keyCount;
  const isHalf = text.includes('\\u') && /\\u[dD][89a-fA-F]/.test(text);
  if (!isDoubled && !isHalf) return canonicalValues(parsed);
  const unreadable = isDoubled ? doubledKeys(object, parsed) : new Map<string, UnreadableCell>();
  return rowValues(Object.entries(parsed).map(([key, value]) => [key, unreadable.get(key) ?? wholeOf(key, value)]));
}

function nothing(): void {}

function parseRow(text: string): Record<string, unknown> {
  try {
    return Object(parseJson(text));
  } catch (error) {
    // Others than these are read as Python's `strict=False` does.
    if (text.includes('\0')) throw new RowError(ZERO_BYTES, { cause: error });
    const printed = isPython(text) ? parsePython(text) : undefined;
    if (printed !== undefined) return Object(printed);
    throw new RowError(`The row is not valid JSON: ${messageOf(error)}.`, { cause: error });
  }
}

/** Keys of an object and of all that is in it. */
function countKeys(value: object): number {
  const isObject = !Array.isArray(value);
  let count = 0;
  for (const inner of Object.values(value)) {
    if (isObject) count++;
    if (typeof inner === 'object' && inner !== null) count += countKeys(inner);
  }
  return count;
}

/** The keys that have several values, of which a parser would keep one. Each comes with why it cannot be read. */
function doubledKeys(object: JsonObject, parsed: RowValues): Map<string, UnreadableCell> {
  const unreadable = new Map<string, UnreadableCell>();
  const first = new Map<string, string>();
  for (const member of membersOf(object.bytes, object.line)) {
    const { key } = member;
    const text = new TextDecoder().decode(member.bytes).trim();
    const isOther = first.has(key) && first.get(key) !== text;
    if (isOther) unreadable.set(key, new UnreadableCell(twice(key, 'in the row')));
    else if (hasDoubledKey(member, parsed[key])) unreadable.set(key, new UnreadableCell(twice('A key', `in "${key}"`)));
    first.set(key, text);
  }
  return unreadable;
}

function twice(key: string, where: string): string {
  const what = key === 'A key' ? key : `The key "${key}"`;
  return `${what} stands twice ${where}, with different values. Keep one of them.`;
}

function hasDoubledKey(member: JsonMember, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const scan = scanContainer(member.bytes, 0);
  return scan.kind === 'closed' && scan.keyCount !== countKeys(value);
}

/** A value, unless a text in it holds half of a character, which a tokenizer would take for another. */
function wholeOf(key: string, value: unknown): unknown {
  if (!hasHalf(value)) return value;
  return new UnreadableCell(`"${key}" holds half of a character (a surrogate without its other half). Write it anew.`);
}

function hasHalf(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasHalf);
}
