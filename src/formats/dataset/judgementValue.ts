import { judgementColumn, type JudgementMeaning } from './judgementColumns.ts';
import type { EditNames } from './editNames.ts';
import { letterOf, parseRanking } from './ranking.ts';
import { flagOf } from './row.ts';
import { tryRead } from './tryRead.ts';

/** Ranks of the edits from 1, or that nothing is said, or that something uncertain is said. */
export type Reading = readonly number[] | 'nothing' | 'unclear';

/** An empty value, also as Python, pandas and JavaScript write one in text. A vote "none" may be one for neither. */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'number') return Number.isNaN(value);
  if (typeof value === 'string') return /^\s*(null|NULL|None|NaN|nan)?\s*$/.test(value);
  if (Array.isArray(value)) return value.every(isBlank);
  return isDictionary(value) && Object.values(value).every(isBlank);
}

/** Only what a careful reader would bet on is understood. Numbers alone are not: 1 may be the first edit or the second. */
export function readJudgement(value: unknown, meaning: JudgementMeaning, edits: EditNames): Reading {
  if (isBlank(value)) return 'nothing';
  if (meaning === 'unknown') return 'unclear';
  if (meaning === 'choices') return readChoices(value, edits);
  if (meaning === 'tie') return readTie(value, edits);
  if (meaning === 'losers') return readLoser(value, edits);
  if (typeof value === 'string') return readText(value, meaning, edits);
  if (Array.isArray(value)) return readList(value, meaning, edits);
  return isDictionary(value) ? readDictionary(value, meaning, edits) : 'unclear';
}

export function isDictionary(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** The same with numbers in place of parquet's integers, also inside. */
export function withNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(withNumbers);
  if (!isDictionary(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withNumbers(one)]));
}

function readText(text: string, meaning: JudgementMeaning, edits: EditNames): Reading {
  const order = readOrder(text, edits);
  if (order || meaning === 'orders') return order ?? 'unclear';
  // One name is the best of K edits: that is an order only of two.
  if (edits.count !== 2) return 'unclear';
  const choice = edits.indexOf(text) ?? choiceIn(text, edits);
  if (choice === 'tie') return [1, 1];
  // A ranking "A" may be a grade.
  return choice === undefined || meaning === 'ranks' ? 'unclear' : ranksOfBest(choice);
}

function ranksOfBest(index: number): readonly number[] {
  return index === 0 ? [1, 2] : [2, 1];
}

/** The name of the worse of two edits. */
function readLoser(value: unknown, edits: EditNames): Reading {
  const index = typeof value === 'string' && edits.count === 2 ? edits.indexOf(value) : undefined;
  return index === undefined ? 'unclear' : ranksOfBest(1 - index);
}

/** Signs of other keyboards, and doubled ones for what is clear. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[≻＞]|>{2,}/g, '>'],
  [/[≺＜]|<{2,}/g, '<'],
  [/＝|==+/g, '='],
];

/** Orders that are only letters, as most rows have them, by the number of edits and the text. */
const knownOrders = new Map<string, readonly number[]>();
const MAX_KNOWN_ORDERS = 1000;
const ORDER_OF_LETTERS = /^[A-Z](?:[<>=][A-Z])+$/;

/** "A>B", also with the other names of the edits. */
function readOrder(text: string, edits: EditNames): readonly number[] | undefined {
  if (!edits.hasLettersAlone || !ORDER_OF_LETTERS.test(text)) return readNamedOrder(text, edits);
  const key = `${edits.count} ${text}`;
  const known = knownOrders.get(key);
  if (known) return known;
  const order = readNamedOrder(text, edits);
  if (order && knownOrders.size < MAX_KNOWN_ORDERS) knownOrders.set(key, order);
  return order;
}

function readNamedOrder(text: string, edits: EditNames): readonly number[] | undefined {
  const plain = SIGNS.reduce((sum, [sign, by]) => sum.replaceAll(sign, by), text);
  if (!/[<>=]/.test(plain)) return undefined;
  const parts = plain.split(/([<>=])/).map((part) => part.trim());
  const letters = parts.map((part) => nameOrWord(part, edits));
  if (letters.includes(undefined)) return undefined;
  const ranks = tryRead(() => parseRanking(letters.join(''), edits.count));
  return 'value' in ranks ? ranks.value : undefined;
}

/** An edit as its letter, and other parts of an order as they are. Undefined for a letter of no edit. */
function nameOrWord(part: string, edits: EditNames): string | undefined {
  const index = edits.indexOf(part);
  if (index !== undefined) return letterOf(index);
  return /^\p{L}$/u.test(part) ? undefined : part;
}

const TIES = new Set(['tie', 'tied', 'ties', 'draw', 'equal', 'equally', 'same', 'both', 'bothbad', 'bothgood']);
/** They say of a tie which kind it is. */
const KINDS_OF_TIE = new Set(['good', 'bad']);
/** They leave open neither which edit is meant nor that it is the better one. */
const FILLERS = new Set(
  'vote voted is the better best much slightly strongly clearly wins win won winner preferred prefer prefers side'.split(
    ' ',
  ),
);

/** "leftvote", "bothbad_vote", "right is better". Undefined when any word is left over. */
function choiceIn(text: string, edits: EditNames): number | 'tie' | undefined {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const bare = words.map((word) => word.replace(/(?<=.)vote$/, '')).filter((word) => !FILLERS.has(word));
  if (bare.some((word) => TIES.has(word))) {
    return bare.every((word) => TIES.has(word) || KINDS_OF_TIE.has(word)) ? 'tie' : undefined;
  }
  const [first, ...others] = bare.map((word) => edits.indexOf(word));
  return others.every((other) => other === first) ? first : undefined;
}

function readList(values: readonly unknown[], meaning: JudgementMeaning, edits: EditNames): Reading {
  if (meaning === 'ranks') {
    const order = orderOfNames(values, edits);
    if (order) return order;
    const numbers = values.map(rankIn).filter((rank) => rank !== undefined);
    if (numbers.length === values.length) return ranksOfList(numbers, edits);
  }
  const readings = values.map((value) => readJudgement(value, meaning, edits));
  return allAlike(readings);
}

/** What several people said, when all of them said the same. */
function allAlike(readings: readonly Reading[]): Reading {
  const said = readings.filter((reading) => reading !== 'nothing');
  const [first = 'nothing'] = said;
  return said.every((reading) => isSame(reading, first)) ? first : 'unclear';
}

function isSame(one: Reading, other: Reading): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.every((rank, k) => rank === other[k]);
}

/** A number, also as the text that a table makes of it. */
function rankIn(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\s*\d{1,6}\s*$/.test(value)) return Number(value);
  return typeof value === 'number' ? value : undefined;
}

/** ["C", "A", "B"]: the best first. */
function orderOfNames(values: readonly unknown[], edits: EditNames): readonly number[] | undefined {
  const indices = values.map((value) => (typeof value === 'string' ? edits.indexOf(value) : undefined));
  if (indices.length !== edits.count || new Set(indices).size !== edits.count) return undefined;
  return indices.includes(undefined) ? undefined : indices.map((_, k) => indices.indexOf(k) + 1);
}

/**
 * [3, 1, 2] may be the rank of each edit, or the edits by rank. It is certain where both are the same, and where a rank stands
 * twice, as no edit does.
 */
function ranksOfList(values: readonly number[], edits: EditNames): Reading {
  const ranks = ranksOfNumbers(values, edits);
  if (typeof ranks === 'string' || new Set(values).size < values.length) return ranks;
  return values.every((value, k) => values[value - 1] === k + 1) ? ranks : 'unclear';
}

/** Ranks from 1, whether 1, 1, 2 or 1, 1, 3. */
function ranksOfNumbers(values: readonly number[], { count }: EditNames): Reading {
  const sorted = values.toSorted((a, b) => a - b);
  const unique = [...new Set(sorted)];
  const [placeOf, denseOf] = [firstPlaces(sorted), firstPlaces(unique)];
  const ranks = values.map((value) => placeOf.get(value) ?? NaN);
  const dense = values.map((value) => denseOf.get(value) ?? NaN);
  return values.length === count && [ranks, dense].some((known) => isSame(known, values)) ? ranks : 'unclear';
}

/** Where each value stands first, from 1. */
function firstPlaces(values: readonly number[]): Map<number, number> {
  const places = new Map<number, number>();
  for (const [k, value] of values.entries()) if (!places.has(value)) places.set(value, k + 1);
  return places;
}

function readDictionary(
  values: Readonly<Record<string, unknown>>,
  meaning: JudgementMeaning,
  edits: EditNames,
): Reading {
  const entries = Object.entries(values).filter(([, value]) => !isBlank(value));
  const inner = entries.flatMap(([key, value]) => {
    const column = judgementColumn(key);
    const isRead = column && column.meaning !== 'unknown' && edits.indexOf(key) === undefined;
    return isRead ? [readJudgement(value, column.meaning, edits)] : [];
  });
  if (inner.length > 0) return saysNoTie(entries, edits) ? withoutTie(allAlike(inner)) : allAlike(inner);
  return meaning === 'ranks' ? ranksByName(entries, edits) : 'unclear';
}

function saysNoTie(entries: readonly (readonly [string, unknown])[], edits: EditNames): boolean {
  return entries.some(([key, value]) => judgementColumn(key)?.meaning === 'tie' && readTie(value, edits) === 'nothing');
}

/** "No tie" does not say which edit is better, and contradicts a tie. */
function withoutTie(reading: Reading): Reading {
  return typeof reading === 'string' || reading.every((rank) => rank === 1) ? 'unclear' : reading;
}

/** {"A": 2, "B": 1}. */
function ranksByName(entries: readonly (readonly [string, unknown])[], edits: EditNames): Reading {
  const ranks = Array.from({ length: edits.count }, () => NaN);
  for (const [name, value] of entries) {
    const [index, rank] = [edits.indexOf(name), rankIn(value)];
    if (index === undefined || rank === undefined) return 'unclear';
    ranks[index] = rank;
  }
  return entries.length === edits.count ? ranksOfNumbers(ranks, edits) : 'unclear';
}

/**
 * Votes for two edits. The official training sorts them before it takes the first edit for the preferred one. So only
 * [more, less] means the same in either order.
 */
function readChoices(value: unknown, { count }: EditNames): Reading {
  if (!Array.isArray(value) || value.length !== 2 || count !== 2) return 'unclear';
  const [first, second]: readonly unknown[] = value;
  if (typeof first !== 'number' || typeof second !== 'number' || second < 0) return 'unclear';
  if (first === 0 && second === 0) return 'nothing';
  return first > second ? [1, 2] : 'unclear';
}

/** True is a tie; false says that there is none, and not which edit is better. */
function readTie(value: unknown, { count }: EditNames): Reading {
  const flag = tryRead(() => flagOf({ line: 0, values: { value } }, 'value'));
  if (!('value' in flag)) return 'unclear';
  if (!flag.value) return 'nothing';
  return count === 2 ? [1, 1] : 'unclear';
}
