import { groupBy } from '../../core/groupBy.ts';
import { orderText } from '../../core/score/ranking.ts';

/** What a row says of some edits, which are named by their places among all. */
export interface StatedOrder {
  readonly line: number;
  readonly edits: readonly number[];
  /** Of these edits, in the same order, from 1. */
  readonly ranks: readonly number[];
}

/** Ranks of all edits; or why the rows give none, as a sentence for people. */
export type JoinedOrder = { readonly ranks: readonly number[] } | { readonly why: string };

/** Whether one edit is at least as good as another, and whether it is better. */
interface Relation {
  readonly notWorse: boolean[][];
  readonly better: boolean[][];
}

/** The one order that agrees with all that is said. What follows of two orders is said too: A>B and B>C say A>C. */
export function joinOrders(orders: readonly StatedOrder[], count: number): JoinedOrder {
  const relation = relationOf(orders, count);
  const contradiction = findContradiction(orders, relation);
  if (contradiction !== undefined) {
    return { why: `Its orders contradict each other: ${saidIn(orders)}.` };
  }
  const { notWorse, better } = relation;
  const places = Array.from({ length: count }, (_, k) => k);
  const isOpen = places.some((a) => places.some((b) => a !== b && !notWorse[a]?.[b] && !notWorse[b]?.[a]));
  if (isOpen) return { why: `Its orders leave open which of its ${count} edits are better than others.` };
  return { ranks: places.map((edit) => 1 + places.filter((other) => better[other]?.[edit]).length) };
}

function relationOf(orders: readonly StatedOrder[], count: number): Relation {
  const square = () => Array.from({ length: count }, () => Array.from({ length: count }, () => false));
  const relation: Relation = { notWorse: square(), better: square() };
  for (const { edits, ranks } of orders) {
    for (const [i, first] of edits.entries()) {
      for (const [j, second] of edits.entries()) {
        const lead = (ranks[j] ?? 0) - (ranks[i] ?? 0);
        if (i !== j && lead >= 0) set(relation, first, second, lead > 0);
      }
    }
  }
  follow(relation, count);
  return relation;
}

/** After Warshall: what follows over one edit, then over two, and so on. */
function follow(relation: Relation, count: number): void {
  const { notWorse, better } = relation;
  for (let via = 0; via < count; via++) {
    for (let first = 0; first < count; first++) {
      for (let second = 0; second < count; second++) {
        if (!notWorse[first]?.[via] || !notWorse[via]?.[second]) continue;
        set(relation, first, second, better[first]?.[via] === true || better[via]?.[second] === true);
      }
    }
  }
}

function set({ notWorse, better }: Relation, first: number, second: number, isBetter: boolean): void {
  const [rowOfNotWorse, rowOfBetter] = [notWorse[first], better[first]];
  if (rowOfNotWorse) rowOfNotWorse[second] = true;
  if (rowOfBetter && isBetter) rowOfBetter[second] = true;
}

/** An edit that is better than itself. */
function findContradiction(orders: readonly StatedOrder[], { better }: Relation): number | undefined {
  return orders.flatMap(({ edits }) => edits).find((edit) => better[edit]?.[edit]);
}

/** An id by mistake may be that of all rows: of more orders, each is named once, with the line that says it first. */
const MAX_SAID = 26;

function saidIn(orders: readonly StatedOrder[]): string {
  const said = orders.map(({ line, ranks, edits }) => ({ line, order: orderOf(edits, ranks) }));
  const shown = said.length > MAX_SAID ? uniqueBy(said, ({ order }) => order) : said;
  return shown.map(({ order, line }) => `${order} in line ${line}`).join(', ');
}

function uniqueBy<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Thing[] {
  return [...groupBy(things, keyOf).values()].flatMap(([first]) => first ?? []);
}

function orderOf(edits: readonly number[], ranks: readonly number[]): string {
  const all = Array.from({ length: Math.max(...edits) + 1 }, () => Infinity);
  for (const [k, edit] of edits.entries()) all[edit] = ranks[k] ?? Infinity;
  const named = orderText(all);
  return edits.length === all.length ? named : named.slice(0, named.lastIndexOf('>'));
}
