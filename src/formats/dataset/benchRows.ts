import type { DatasetCandidate, DatasetItem, ImageReference, RowProblem } from '../../core/dataset/datasetItem.ts';
import { ABSENT, UNDERSTOOD } from '../../core/dataset/judgement.ts';
import { groupBy } from '../../core/groupBy.ts';
import { benchLetters } from './benchLetters.ts';
import { joinOrders, type StatedOrder } from './benchOrder.ts';
import { disagreement, pairOf, type BenchPair } from './benchPair.ts';
import { editNames, letterNames } from './editNames.ts';
import { benchItem, candidate, instructionOf, sourceOf, type ImageFinder } from './interpretRow.ts';
import { judge, shown, type Judged } from './judge.ts';
import { judgementColumn } from './judgementColumns.ts';
import { withNumbers } from './judgementValue.ts';
import { letterOf } from './ranking.ts';
import { numberOf, RowError, textOf, type Row } from './row.ts';
import { tryRead } from './tryRead.ts';

/**
 * Whether a row is of EditReward-Bench on the hub, which has a row for each pair of an item's edits. Rows of one id, in
 * one of its parts, are one item of K edits. `comparison_type`, such as `AvsC`, says which of them a row shows.
 */
export function isBenchRow(row: Row): boolean {
  return textOf(row, 'comparison_type') !== undefined && textOf(row, 'id') !== undefined;
}

/** What is read of rows before they are joined. */
const CELLS_TO_JOIN = ['dataset', 'instruction', 'prompt', 'candidate_1', 'candidate_2', 'model_1', 'model_2'];

/** Throws {@link RowError} where one of them cannot be read. Any other cell is the matter of those who ask for it. */
export function requireCellsToJoin(row: Row): void {
  for (const column of CELLS_TO_JOIN) textOf(row, column);
}

/** Letters end with the alphabet. */
const MAX_EDITS = 26;

export interface BenchItems {
  readonly items: DatasetItem[];
  /** Rows that cannot be used. */
  readonly problems: RowProblem[];
  /** Rows that are used by themselves, as they cannot be joined. */
  readonly notices: RowProblem[];
}

/**
 * Items of the rows, whether or not the rows of one item follow each other. Rows are joined only if they agree in
 * everything. If they do not, each becomes a pair of its own: none is lost, and none decides for another.
 */
export function readBenchRows(rows: readonly Row[], findImage: ImageFinder): BenchItems {
  const found: BenchItems = { items: [], problems: [], notices: [] };
  const pairs = rows.flatMap((row) => pairOf(row, findImage) ?? []);
  const joinable = new Set(pairs.map(({ row }) => row));
  for (const row of rows.filter((one) => !joinable.has(one))) {
    found.notices.push({ line: row.line, message: `${notOfTwo(row)} The row is taken as a pair of its own.` });
    addPair(found, row, findImage, undefined);
  }
  for (const group of groupsOf(pairs)) addGroup(found, group, findImage);
  return found;
}

function notOfTwo(row: Row): string {
  return `The comparison ${shown(row.values['comparison_type'])} is not one such as AvsB.`;
}

function addGroup(found: BenchItems, group: readonly BenchPair[], findImage: ImageFinder): void {
  const [first] = group;
  if (!first) return;
  const joined = join(group, findImage);
  if (!('why' in joined)) {
    found.items.push(joined.item);
    return;
  }
  const rest = group.length === 1 ? 'The row is taken as a pair' : `Its ${group.length} rows are taken as pairs`;
  const message = `Id ${textOf(first.row, 'id')} is not joined. ${joined.why} ${rest} of ${group.length === 1 ? 'its' : 'their'} own.`;
  found.notices.push({ line: first.row.line, message });
  const naming = namingOf(group);
  for (const pair of group) addPair(found, pair.row, findImage, naming(pair));
}

function addPair(
  { items, problems }: BenchItems,
  row: Row,
  findImage: ImageFinder,
  letters: readonly string[] | undefined,
): void {
  try {
    items.push({ ...benchItem(row, findImage, letters), ...judgeInWhole(row) });
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    problems.push({ line: row.line, message: error.message });
  }
}

/** If a row ranks all edits of an item: what that says of the two edits in the row. Undefined when it does not. */
function judgeInWhole(row: Row): Judged | undefined {
  const letters = benchLetters(row);
  const count = countIn(row) ?? 0;
  if (!letters || !Number.isInteger(count) || count < 3 || count > MAX_EDITS) return undefined;
  const { ranks } = judge(row, letterNames(count));
  const [first, second] = letters.map((letter) => ranks?.[placeOf(letter)]);
  if (first === undefined || second === undefined) return undefined;
  return { ranks: [first <= second ? 1 : 2, second <= first ? 1 : 2], judgement: UNDERSTOOD };
}

/**
 * Groups pairs by id. If the rows of an id do not name all edits of an item, pairs are grouped by the part of the id
 * before its first `_`, as the official scripts do. They are also grouped by instruction, so that the rest of one item
 * never joins the rest of another.
 */
function groupsOf(pairs: readonly BenchPair[]): (readonly BenchPair[])[] {
  const byId = [...groupBy(pairs, ({ row }) => idKeyOf(row)).values()];
  const [whole, others] = [byId.filter(namesAllEdits), byId.filter((group) => !namesAllEdits(group))];
  return [...whole, ...groupBy(others.flat(), ({ row }) => prefixKeyOf(row)).values()];
}

function idKeyOf(row: Row): string {
  return JSON.stringify([textOf(row, 'dataset'), textOf(row, 'id')]);
}

function prefixKeyOf(row: Row): string {
  const prefix = textOf(row, 'id')?.split('_')[0];
  return JSON.stringify([textOf(row, 'dataset'), prefix, textOf(row, 'instruction', 'prompt')]);
}

function namesAllEdits(group: readonly BenchPair[]): boolean {
  const named = new Set(group.flatMap(({ letters }) => letters));
  return group.every(({ row }) => named.size >= (countIn(row) ?? 0));
}

type Joined = { readonly item: DatasetItem } | { readonly why: string };

/** The item that rows are together, or why they are none. Throws nothing for a row that cannot be used. */
function join(group: readonly BenchPair[], findImage: ImageFinder): Joined {
  const why = disagreement(group, findImage);
  if (why !== undefined) return { why };
  try {
    const candidates = candidatesOf(group);
    const judged = judgeGroup(group, candidates);
    if ('why' in judged) return judged;
    const rows = group.map(({ row }) => row);
    const line = rows.reduce((least, row) => Math.min(least, row.line), Infinity);
    const [instruction, source] = [firstOf(rows, instructionOf), firstOf(rows, (row) => sourceOf(row, findImage))];
    return { item: { line, instruction, source, candidates, ...judged } };
  } catch (error) {
    if (error instanceof RowError) return { why: error.message };
    throw error;
  }
}

/** What the first row says that says it. Throws the {@link RowError} of the last one. */
function firstOf<Value>(rows: readonly Row[], valueOf: (row: Row) => Value): Value {
  for (const row of rows.slice(0, -1)) {
    const tried = tryRead(() => valueOf(row));
    if ('value' in tried) return tried.value;
  }
  const last = rows.at(-1);
  if (!last) throw new RowError('There are no rows.');
  return valueOf(last);
}

function candidatesOf(group: readonly BenchPair[]): DatasetCandidate[] {
  const images = new Map<string, ImageReference>();
  const models = new Map<string, string>();
  for (const { letters, edits } of group) {
    for (const [k, letter] of letters.entries()) {
      const { image, model } = edits[k] ?? {};
      if (image && !images.has(letter)) images.set(letter, image);
      if (model !== undefined) models.set(letter, model);
    }
  }
  const count = countOf(group, images.size);
  const extra = [...images.keys()].find((letter) => letter >= letterOf(count));
  if (extra !== undefined) throw new RowError(`It has ${count} edits, and yet an edit ${extra}.`);
  return Array.from({ length: count }, (_, k) => {
    const image = images.get(letterOf(k));
    if (!image) throw new RowError(`Edit ${letterOf(k)} is in none of its rows.`);
    return candidate(image, models.get(letterOf(k)));
  });
}

function countOf(group: readonly BenchPair[], named: number): number {
  const [stated = named] = group.flatMap(({ row }) => numberOf(row, 'num_candidates') ?? []);
  if (Number.isInteger(stated) && stated >= 2 && stated <= MAX_EDITS) return stated;
  throw new RowError(`Its num_candidates is ${stated}, which is not a whole number from 2 to ${MAX_EDITS}.`);
}

function countIn(row: Row): number | undefined {
  const count = tryRead(() => numberOf(row, 'num_candidates'));
  return 'value' in count ? count.value : undefined;
}

/** What the rows say together: of all edits, or each of its own two. */
function judgeGroup(
  group: readonly BenchPair[],
  candidates: readonly DatasetCandidate[],
): Judged | { readonly why: string } {
  const orders: StatedOrder[] = [];
  const naming = namingOf(group);
  for (const pair of group) {
    const { edits, judged } = judgeRow(pair, naming, candidates);
    const { line } = pair.row;
    // A pair by itself is an item all the same.
    if (!judged.ranks && group.length === 1 && candidates.length === 2) return judged;
    if (judged.judgement?.kind === 'unreadable') return { why: `Of line ${line}: ${judged.judgement.reason}` };
    if (judged.ranks) orders.push({ line, edits, ranks: judged.ranks });
  }
  if (orders.length === 0) return { ranks: undefined, judgement: ABSENT };
  const joined = joinOrders(orders, candidates.length);
  return 'why' in joined ? joined : { ...joined, judgement: UNDERSTOOD };
}

function placeOf(letter: string): number {
  return letter.charCodeAt(0) - 'A'.charCodeAt(0);
}

interface JudgedRow {
  /** Places of the edits that it is about. */
  readonly edits: readonly number[];
  readonly judged: Judged;
}

function judgeRow(pair: BenchPair, naming: Naming, candidates: readonly DatasetCandidate[]): JudgedRow {
  if (candidates.length > 2) {
    const whole = judge(pair.row, editNames(candidates));
    if (whole.ranks) return { edits: [...candidates.keys()], judged: whole };
  }
  const edits = pair.letters.map(placeOf);
  const own = edits.flatMap((edit) => candidates[edit] ?? []);
  const columns = [1, 2].map((place) => [`candidate_${place}`, `model_${place}`]);
  return { edits, judged: judge(pair.row, editNames(own, columns, naming(pair))) };
}

/** What its ranking calls the two edits of a row. */
type Naming = (pair: BenchPair) => readonly string[];

/**
 * Rankings of a group call the edits of a row by their letters, or A and B whatever their letters are. The latter is certain
 * when several pairs of letters are called so.
 */
function namingOf(group: readonly BenchPair[]): Naming {
  const said = group.map(({ row }) => saidIn(row).match(/(?<![A-Za-z])[A-Z](?![A-Za-z])/g) ?? []);
  const areAB = said.every((named) => named.every((letter) => letter === 'A' || letter === 'B'));
  const pairs = new Set(group.map(({ letters }) => letters.toSorted().join('')));
  return areAB && pairs.size > 1 ? () => ['A', 'B'] : ({ letters }) => letters;
}

/** All that a row says of people's judgement, in one text. What cannot be read says nothing. */
function saidIn({ values }: Row): string {
  const said = Object.keys(values).flatMap((name) => {
    const cell = judgementColumn(name)?.decides ? tryRead(() => withNumbers(values[name])) : { value: undefined };
    return 'value' in cell ? (JSON.stringify(cell.value) ?? []) : [];
  });
  return said.join(' ');
}
