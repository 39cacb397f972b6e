import { groupBy } from '../../core/groupBy.ts';
import type { Estimate } from '../estimate.ts';
import { weightedSum } from '../judgedPair.ts';
import { bootstrapIntervals, type BootstrapOptions } from '../statistics/bootstrap.ts';
import type { PairAgreement } from '../statistics/kendallTau.ts';
import { differentEdits, type DifferentEdit } from './differentEdits.ts';
import { agreementBy, groupsOfPairs } from './groupsOfPairs.ts';
import { joinEdits } from './joinEdits.ts';
import { runEdits } from './runEdits.ts';
import {
  judgedByJudge,
  judgedByRewards,
  judgedByTwo,
  type JudgedPairs,
  type RunContent,
  type SharedPair,
} from './sharedPairs.ts';
import { tauOf } from './tauOf.ts';

/** An accuracy of two runs on the same, and their difference; `count` is of pairs, or of items. */
export interface PairedAccuracy {
  readonly first: Estimate;
  readonly second: Estimate;
  /** The first less the second. */
  readonly difference: Estimate;
  /** Of the groups that are drawn together, those in which the two are right of other numbers. */
  readonly differing: number;
}

/** Two runs on what both scored. */
export interface RunComparison {
  /** Edits that both scored; undefined where one of them is a judge, who gives no rewards. */
  readonly edits:
    { readonly joined: number; readonly alone: readonly [number, number]; readonly otherPictures: number } | undefined;
  /** Kendall's tau-b over pairs of edits of one source and instruction; `count` is of those pairs. */
  readonly tau: Estimate;
  /** Edits of sources with too many to compare each two. */
  readonly leftOut: number;
  /** Over pairs that people ordered: equal rewards and answers without a verdict are not right. */
  readonly pairs: PairedAccuracy | undefined;
  /** Over items all of whose pairs people ordered: all must be right. */
  readonly orders: PairedAccuracy | undefined;
  /** Pairs of which the two runs name different judgements. They are in no figure. */
  readonly contradicted: number;
  /** Those whose places in the two runs are farthest apart. */
  readonly different: readonly DifferentEdit[];
}

/** The bootstraps of two runs, one after the other: of tau, of pairs and of orders. */
const PARTS = 3;

function part({ onProgress, ...options }: BootstrapOptions, index: number): BootstrapOptions {
  return { ...options, onProgress: (done, total) => onProgress?.(index * total + done, PARTS * total) };
}

export function compareRuns(first: RunContent, second: RunContent, options: BootstrapOptions = {}): RunComparison {
  if (first.judge || second.judge) return compareVotes(judgedOf(first, second), options);
  const edits = [runEdits(first.items), runEdits(second.items)] as const;
  const joined = joinEdits(edits[0].edits, edits[1].edits);
  const { groups, leftOut } = groupsOfPairs(edits, joined);
  return {
    edits: { joined: joined.pairs.length, alone: joined.alone, otherPictures: joined.otherPictures },
    tau: tauOf(groups.map(agreementBy(({ reward }) => reward)), part(options, 0)),
    leftOut,
    ...accuraciesOf(judgedByRewards([first, second], edits, joined), options),
    different: differentEdits(edits, joined),
  };
}

function judgedOf(first: RunContent, second: RunContent): JudgedPairs {
  if (first.judge && second.judge) return judgedByTwo(first.judge, second.judge);
  if (first.judge) return judgedByJudge(second, first.judge, true);
  return second.judge ? judgedByJudge(first, second.judge, false) : { pairs: [], contradicted: 0 };
}

function compareVotes(judged: JudgedPairs, options: BootstrapOptions): RunComparison {
  const groups = groupBy(judged.pairs, ({ group }) => group);
  const tau = tauOf([...groups.values()].map(agreementOfPairs), part(options, 0));
  return { edits: undefined, tau, leftOut: 0, ...accuraciesOf(judged, options), different: [] };
}

function agreementOfPairs(pairs: readonly SharedPair[]): PairAgreement {
  const counts = { concordant: 0, discordant: 0, tiedInFirst: 0, tiedInSecond: 0 };
  for (const { first, second } of pairs) {
    if (first === undefined || second === undefined) continue;
    if (first * second > 0) counts.concordant++;
    if (first * second < 0) counts.discordant++;
    if (first === 0 && second !== 0) counts.tiedInFirst++;
    if (first !== 0 && second === 0) counts.tiedInSecond++;
  }
  return counts;
}

function accuraciesOf(
  { pairs, contradicted }: JudgedPairs,
  options: BootstrapOptions,
): Pick<RunComparison, 'pairs' | 'orders' | 'contradicted'> {
  const groups = [...groupBy(pairs, ({ group }) => group).values()];
  const ordered = groups.map((its) => its.filter(({ human }) => human !== 0).map(rightOf));
  const orders = groups.map((its) => [...groupBy(its, ({ item }) => item).values()].flatMap(rightOrder));
  return {
    pairs: pairedAccuracy(ordered, part(options, 1)),
    orders: pairedAccuracy(orders, part(options, 2)),
    contradicted,
  };
}

/** Whether the first run and the second are right. */
type Right = readonly [first: boolean, second: boolean];

function rightOf({ first, second, human }: SharedPair): Right {
  return [first === human, second === human];
}

function rightOrder(pairs: readonly SharedPair[]): Right[] {
  if (pairs.some(({ human }) => human === 0)) return [];
  const all = pairs.map(rightOf);
  return [[all.every(([first]) => first), all.every(([, second]) => second)]];
}

function pairedAccuracy(all: readonly (readonly Right[])[], options: BootstrapOptions): PairedAccuracy | undefined {
  const groups = all.filter((its) => its.length > 0);
  if (groups.length === 0) return undefined;
  const totals = groups.map((its) => its.length);
  const [first, second] = ([0, 1] as const).map((run) => groups.map((its) => its.filter((right) => right[run]).length));
  const shares = (weights: Uint32Array) => {
    const total = weightedSum(totals, weights);
    const [one, other] = [weightedSum(first ?? [], weights) / total, weightedSum(second ?? [], weights) / total];
    return [one, other, one - other];
  };
  const once = new Uint32Array(groups.length).fill(1);
  const [values, intervals] = [shares(once), bootstrapIntervals(groups.length, shares, options)];
  const estimate = (index: number): Estimate => ({
    value: values[index],
    interval: intervals[index],
    count: weightedSum(totals, once),
  });
  const differing = groups.filter((_, k) => first?.[k] !== second?.[k]).length;
  return { first: estimate(0), second: estimate(1), difference: estimate(2), differing };
}
