/** Pairs of edits that two runs both order, and what people said of them. */
import type { JudgeVote, JudgeVotes, Order } from '../../core/dataset/judgeVote.ts';
import type { ResultItem } from '../../core/dataset/resultItem.ts';
import { groupBy } from '../../core/groupBy.ts';
import { isRanked } from '../rankedItem.ts';
import type { JoinedEdits } from './joinEdits.ts';
import { runEdits, type RunEdit, type RunEdits } from './runEdits.ts';

export interface SharedPair {
  /** Pairs of one group are not independent of each other. */
  readonly group: string;
  /** Pairs of one item make an order together. */
  readonly item: string;
  /** Undefined for a judge's answer without a verdict. */
  readonly first: Order | undefined;
  readonly second: Order | undefined;
  readonly human: Order;
}

/** What a run holds: rewards of edits, or what a judge said. */
export interface RunContent {
  readonly items: readonly ResultItem[];
  readonly judge?: JudgeVotes | undefined;
}

export interface JudgedPairs {
  readonly pairs: readonly SharedPair[];
  /** Pairs of which the two runs name different judgements by people. */
  readonly contradicted: number;
}

/** Of two runs with rewards: the pairs of the items that people ranked, in either run. */
export function judgedByRewards(
  [first, second]: readonly [RunContent, RunContent],
  edits: readonly [RunEdits, RunEdits],
  { pairs: joined }: JoinedEdits,
): JudgedPairs {
  const partners = new Map(joined);
  const ids = new Map(joined.map(([one, other]) => [other, one]));
  const ranked = [
    ...rankedPairs(first, edits[0].places, (place) => (partners.has(place) ? place : undefined)),
    ...rankedPairs(second, edits[1].places, (place) => ids.get(place)),
  ];
  const byKey = [...groupBy(ranked, ({ key }) => key).values()];
  const agreed = byKey.filter((its) => new Set(its.map(({ human }) => human)).size === 1);
  const pairs = agreed.flatMap(([pair]) => (pair ? ordersOf(pair, edits, partners) : []));
  return { pairs, contradicted: byKey.length - agreed.length };
}

function ordersOf(
  { edits: [one, other], item, human }: RankedPair,
  [ofFirst, ofSecond]: readonly [RunEdits, RunEdits],
  partners: ReadonlyMap<number, number>,
): SharedPair[] {
  const edit = ofFirst.edits[one];
  if (!edit) return [];
  const inSecond = (place: number) => ofSecond.edits[partners.get(place) ?? -1];
  return [
    {
      group: edit.request,
      item,
      first: orderOf(edit, ofFirst.edits[other]),
      second: orderOf(inSecond(one), inSecond(other)),
      human,
    },
  ];
}

interface RankedPair {
  /** Places in the first run, the lesser first. */
  readonly edits: readonly [number, number];
  readonly key: string;
  readonly item: string;
  readonly human: Order;
}

function rankedPairs(
  { items }: RunContent,
  places: RunEdits['places'],
  idOf: (place: number) => number | undefined,
): RankedPair[] {
  return items.flatMap(({ item: { ranks } }, k) => {
    if (!isRanked(ranks)) return [];
    const ids = (places[k] ?? []).map(idOf);
    const item = ids.map(String).toSorted().join(' ');
    return ranks.flatMap((rank, i) =>
      ranks.slice(0, i).flatMap((earlier, j): RankedPair[] => {
        const [one, other] = [ids[j], ids[i]];
        if (one === undefined || other === undefined || one === other) return [];
        const isTurned = one > other;
        const human = Math.sign(isTurned ? earlier - rank : rank - earlier) as Order;
        const edits = isTurned ? ([other, one] as const) : ([one, other] as const);
        return [{ edits, key: edits.join(' '), item, human }];
      }),
    );
  });
}

function orderOf(one: RunEdit | undefined, other: RunEdit | undefined): Order {
  return Math.sign((one?.reward ?? NaN) - (other?.reward ?? NaN)) as Order;
}

/** Of a run with rewards and a judge: the pairs that the judge answered. Edits are joined by instruction and editor. */
export function judgedByJudge(run: RunContent, { votes }: JudgeVotes, isJudgeFirst: boolean): JudgedPairs {
  const { edits } = runEdits(run.items);
  const byEditor = groupBy(edits, ({ instruction, editor }) => JSON.stringify([instruction, editor]));
  const find = (instruction: string, editor: string | undefined) => {
    const [edit, another] = byEditor.get(JSON.stringify([instruction, editor])) ?? [];
    return editor === undefined || another ? undefined : edit;
  };
  const pairs = votes.flatMap((vote): SharedPair[] => {
    const [one, other] = vote.editors.map((editor) => find(vote.instruction, editor));
    if (!one || !other || one === other) return [];
    const orders = [orderOf(one, other), vote.judge] as const;
    const [first, second] = isJudgeFirst ? orders.toReversed() : orders;
    return [sharedPair(vote, first, second)];
  });
  return { pairs, contradicted: 0 };
}

/** Of two judges: the pairs that both answered. */
export function judgedByTwo(first: JudgeVotes, second: JudgeVotes): JudgedPairs {
  const byKey = groupBy(second.votes, voteKey);
  const all = groupBy(first.votes, voteKey);
  let contradicted = 0;
  const pairs = [...all].flatMap(([key, [vote, another]]): SharedPair[] => {
    const [other, third] = byKey.get(key) ?? [];
    // Of several pairs of one key it is not known which is which.
    if (!vote || !other || another || third) return [];
    if (vote.human !== other.human) {
      contradicted++;
      return [];
    }
    return [sharedPair(vote, vote.judge, other.judge)];
  });
  return { pairs, contradicted };
}

function voteKey({ size, instruction, editors, item }: JudgeVote): string {
  return JSON.stringify([size, instruction, editors, size === 2 ? '' : item]);
}

function sharedPair(
  { instruction, size, item, human }: JudgeVote,
  first: Order | undefined,
  second: Order | undefined,
): SharedPair {
  return { group: instruction, item: `${size} ${item}`, first, second, human };
}
