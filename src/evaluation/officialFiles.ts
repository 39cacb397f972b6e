import { countJudgements, judgementOf, type Judgement, type JudgementCounts } from '../core/dataset/judgement.ts';
import type { ScoredItem } from '../core/dataset/resultItem.ts';
import { groupBy } from '../core/groupBy.ts';
import { orderText, rankByReward } from '../core/score/ranking.ts';
import { benchAccuracy, isRanked, isStrictlyRight, rankedItems, type GroupAccuracy } from './rankedItem.ts';

/** The figures of one split as EditReward's own evaluation writes them. */
export interface OfficialSplit {
  /** Null without pairs. */
  readonly pairwise_accuracy: number | null;
  readonly strict_ranking_accuracy: number;
  readonly strict_correct_count: number;
  readonly strict_total_samples: number;
  readonly pair_count: number;
}

/**
 * `_accuracy.json`: splits `2pair`, `3pair`… and `overall`. Where not all that it rests on is by people, `judgements` says what
 * is. Undefined when nothing is ranked.
 */
export function officialAccuracy(
  scored: readonly ScoredItem[],
): Record<string, OfficialSplit | JudgementCounts> | undefined {
  const items = rankedItems(scored);
  if (items.length === 0) return undefined;
  const { groups, ...overall } = benchAccuracy(items);
  const splits = [...groups].map(([size, group]) => [splitName(size), split(group)] as const);
  // The official file calls the pairs of all splits `total_pair_count`.
  const judgements = countJudgements(scored.map(({ item }) => item));
  return {
    ...Object.fromEntries(splits),
    ...(restsOnChoice(judgements) && { judgements }),
    overall: Object.assign(split(overall), { total_pair_count: overall.pairCount }),
  };
}

function restsOnChoice({ assumed, unknown, scores = 0 }: JudgementCounts): boolean {
  return assumed + unknown + scores > 0;
}

type Figures = Pick<GroupAccuracy, 'pairwise' | 'strictRight' | 'itemCount' | 'pairCount'>;

function split({ pairwise, strictRight, itemCount, pairCount }: Figures): OfficialSplit {
  return {
    pairwise_accuracy: pairwise ?? null,
    strict_ranking_accuracy: strictRight / itemCount,
    strict_correct_count: strictRight,
    strict_total_samples: itemCount,
    pair_count: pairCount,
  };
}

function splitName(size: number): string {
  return `${size}pair`;
}

/** An entry of `_detailed_log.json`. */
export interface OfficialLogEntry {
  readonly file_name: string;
  /** Within its split, from 0. */
  readonly sample_index: number;
  readonly prompt: string;
  /** People's order, such as "C>A>B"; "A=B" for a tie. */
  readonly ground_truth: string;
  /** Where that order comes from; the official code has no such key. */
  readonly judgement: Judgement['kind'];
  readonly strict_accuracy_correct: boolean;
  readonly model_outputs: readonly { readonly path: string; readonly score: number; readonly predicted_rank: number }[];
}

/** `_detailed_log.json`, split by split: what the model made of each ranked item. */
export function officialLog(scored: readonly ScoredItem[]): OfficialLogEntry[] {
  const bySize = groupBy(
    scored.filter(({ item }) => isRanked(item.ranks)),
    ({ item }) => item.candidates.length,
  );
  return [...bySize]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([size, group]) => {
      const { epsilon = 0 } = benchAccuracy(rankedItems(group)).groups.get(size) ?? {};
      return group.map((entry, index) => logEntry(entry, index, epsilon));
    });
}

function logEntry({ item, scores }: ScoredItem, index: number, epsilon: number): OfficialLogEntry {
  const { ranks = [], candidates } = item;
  const rewards = scores.map(({ reward }) => reward);
  const predicted = rankByReward(rewards);
  return {
    file_name: splitName(candidates.length),
    sample_index: index,
    prompt: item.instruction,
    ground_truth: orderText(ranks),
    judgement: judgementOf(item).kind,
    strict_accuracy_correct: isStrictlyRight({ ranks, scores: rewards }, candidates.length === 2, epsilon),
    model_outputs: candidates.map(({ image }, k) => ({
      path: image.name,
      score: rewards[k] ?? NaN,
      predicted_rank: predicted[k] ?? NaN,
    })),
  };
}
