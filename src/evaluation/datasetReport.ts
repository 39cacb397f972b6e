import { datasetKind } from '../core/dataset/datasetItem.ts';
import { countJudgements, type JudgementCounts } from '../core/dataset/judgement.ts';
import { createRequestKeys } from '../core/dataset/requestKeys.ts';
import type { ResultItem } from '../core/dataset/resultItem.ts';
import { groupBy } from '../core/groupBy.ts';
import { areMeetings, editorsReport, joinEditors, type EditorsReport } from './editors/editorsReport.ts';
import type { Estimate } from './estimate.ts';
import { accuracyWithTies } from './judgedPair.ts';
import type { JudgeFacts } from './judgeFacts.ts';
import { prepareRankedFigures } from './rankedFigures.ts';
import { isRanked, judgedPairs, rankedItems } from './rankedItem.ts';
import { scoreDistributions, type ScoreDistribution } from './scoreDistribution.ts';
import { sigmaCalibration, type SigmaBin } from './sigmaCalibration.ts';
import { pairIndices, statedPairs } from './statedPair.ts';
import { bootstrapIntervals, RESAMPLES, type BootstrapOptions } from './statistics/bootstrap.ts';
import { bradleyTerry, FITS, type Contest, type Strength } from './statistics/bradleyTerry.ts';
import { contestBlocks } from './statistics/contestBlocks.ts';
import { reliability, type Reliability } from './statistics/reliability.ts';
import { prepareSpearmanByModel, type ScoredEdit } from './statistics/spearman.ts';
import { textToImageReport, type TextToImageReport } from './textToImageReport.ts';

/** How a model agrees with people on a dataset. Parts that the dataset has no labels for are undefined. */
export interface DatasetReport {
  readonly itemCount: number;
  /** Items of one source and instruction are not independent: the bootstrap draws them together. */
  readonly groupCount: number;
  /** Of the items: what people said, or why there is nothing. Figures rest on the understood and the assumed alone. */
  readonly judgements: JudgementCounts;
  readonly ranked:
    | {
        /** GenAI-Bench's figures. With ties, epsilon is chosen on these very pairs. */
        readonly withTies: Estimate & { readonly epsilon: number | undefined };
        readonly withoutTies: Estimate;
        /** EditReward-Bench's strict accuracy: by the number of edits, and overall. */
        readonly strict: readonly (Estimate & { readonly size: number })[];
        readonly strictOverall: Estimate;
        /** Whether people did prefer the first of two edits as often as the model's P(A better) says. */
        readonly reliability: Reliability;
        /** Whether it errs as often as its sigmas say. */
        readonly sigmaCalibration: readonly SigmaBin[];
      }
    | undefined;
  readonly pointwise:
    | {
        readonly models: readonly (Estimate & { readonly model: string })[];
        /** The plain mean of the models' Spearman correlations. */
        readonly mean: Estimate;
        /** What ImagenHub's code reports in its place: see `spearmanByModel`. */
        readonly official: number | undefined;
      }
    | undefined;
  /** Bradley-Terry strengths of the editing models, by the model's rewards and by what people said. */
  readonly leaderboards: { readonly byReward: readonly Strength[]; readonly byPeople: readonly Strength[] };
  readonly distributions: readonly ScoreDistribution[];
  /** The figures of HPSv3's evaluation; absent for datasets of edits. */
  readonly textToImage?: TextToImageReport;
  /** Who made the better pictures, by reward alone; absent where nobody is named. */
  readonly editors?: EditorsReport;
  /** Where a judge said of pairs which edit is better, in place of rewards: see `judgeReport`. */
  readonly judge?: JudgeFacts;
}

export interface ReportOptions {
  /** Of the bootstrap: the same gives the same intervals. */
  readonly seed?: number;
  /** Hears how far the intervals are, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Hears the comparison of editors as soon as it is made, before the intervals of all else. */
  readonly onEditors?: (editors: EditorsReport, ofPrompts: boolean) => void;
}

export function datasetReport(
  results: readonly ResultItem[],
  { seed = 0, onProgress, onEditors }: ReportOptions = {},
): DatasetReport {
  const keyOf = createRequestKeys();
  const byKey = groupBy(results, ({ item }) => keyOf(item));
  const groups = [...byKey.values()];
  const isOfPrompts = datasetKind(results.slice(0, 1).map(({ item }) => item)) === 'textToImage';
  const joined = joinEditors(inOrderOfKeys(byKey));
  const byReward = contestsBy(groups, ({ scores }) => scores.map(({ reward }) => reward));
  // Of what people said nothing there is nothing to gather, and the comparison of editors is there the sooner.
  const hasRanks = results.some(({ item }) => isRanked(item.ranks));
  const ranked = hasRanks ? groups.map((group) => group.filter(({ item }) => isRanked(item.ranks))) : [];
  const edits = results.some(hasHumanScore) ? groups.map((group) => group.flatMap(scoredEdits)) : [];
  const byPeople = hasRanks ? contestsBy(groups, ({ item }) => item.ranks?.map((rank) => -rank) ?? []) : [];
  // Beside people's leaderboard stands the one by reward, which is the same then.
  const isJoined = hasRanks && areMeetings(byReward, joinEditors(groups).meetings);
  const blocks = isJoined ? [] : contestBlocks(joined.meetings, seed);
  const parts = progressOfParts(
    [
      FITS * countOf(byReward),
      FITS * countOf(blocks),
      RESAMPLES * countOf(ranked),
      RESAMPLES * countOf(edits),
      FITS * countOf(byPeople),
      isOfPrompts ? RESAMPLES * results.length : 0,
    ],
    onProgress,
  );
  const options = (part: number): BootstrapOptions => ({ seed, onProgress: parts[part] });
  // Editors by blocks wait for nothing. Else their strengths are those by reward.
  const early = isJoined ? undefined : editorsReport(joined, bradleyTerry(blocks, options(1)));
  if (early) onEditors?.(early, isOfPrompts);
  const strengths = bradleyTerry(byReward, options(0));
  const editors = isJoined ? editorsReport(joined, strengths) : early;
  if (isJoined && editors) onEditors?.(editors, isOfPrompts);
  const agreement = { ranked: rankedReport(ranked, options(2)), pointwise: pointwiseReport(edits, options(3)) };
  const leaderboards = { byReward: strengths, byPeople: bradleyTerry(byPeople, options(4)) };
  return {
    itemCount: results.length,
    groupCount: groups.length,
    judgements: countJudgements(results.map(({ item }) => item)),
    ...agreement,
    leaderboards,
    distributions: scoreDistributions(results),
    ...(isOfPrompts && { textToImage: textToImageReport(groups, options(5)) }),
    ...(editors && { editors }),
  };
}

/** One order for the same edits, whatever the layout of their file: what is drawn at random is drawn alike then. */
function inOrderOfKeys(groups: ReadonlyMap<string, readonly ResultItem[]>): (readonly ResultItem[])[] {
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function countOf(groups: readonly (readonly unknown[])[]): number {
  return groups.reduce((sum, group) => sum + group.length, 0);
}

/** For parts done one after the other, each about as long as its weight says: what hears of the progress of each. */
function progressOfParts(
  weights: readonly number[],
  onProgress: ReportOptions['onProgress'],
): BootstrapOptions['onProgress'][] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, part) => {
    const before = weights.slice(0, part).reduce((sum, one) => sum + one, 0);
    return (done, total) => onProgress?.((before + (weight * done) / total) / whole);
  });
}

type Groups = readonly (readonly ResultItem[])[];

function rankedReport(all: Groups, options: BootstrapOptions): DatasetReport['ranked'] {
  const groups = all.map(rankedItems).filter((items) => items.length > 0);
  const items = groups.flat();
  if (items.length === 0) return undefined;
  const pairs = items.flatMap(judgedPairs);
  const stated = all.flat().flatMap(statedPairs);
  const bySize = [...groupBy(items, ({ ranks }) => ranks.length)].toSorted(([a], [b]) => a - b);
  const figures = prepareRankedFigures(
    groups,
    bySize.map(([size]) => size),
  );
  const inOrder = (weights: Uint32Array) => {
    const { withTies, withoutTies, strictOverall, strict } = figures(weights);
    return [withTies, withoutTies, strictOverall, ...strict];
  };
  const values = inOrder(new Uint32Array(groups.length).fill(1));
  const intervals = bootstrapIntervals(groups.length, inOrder, options);
  const estimate = (index: number, count: number): Estimate => ({
    value: values[index],
    interval: intervals[index],
    count,
  });
  return {
    withTies: { ...estimate(0, pairs.length), epsilon: accuracyWithTies(pairs)?.epsilon },
    withoutTies: estimate(1, pairs.filter(({ human }) => human !== 0).length),
    strictOverall: estimate(2, items.length),
    strict: bySize.map(([size, its], k) => ({ size, ...estimate(3 + k, its.length) })),
    reliability: reliability(stated),
    sigmaCalibration: sigmaCalibration(stated),
  };
}

function pointwiseReport(
  all: readonly (readonly ScoredEdit[])[],
  options: BootstrapOptions,
): DatasetReport['pointwise'] {
  const groups = all.filter((edits) => edits.length > 0);
  const edits = groups.flat();
  if (edits.length === 0) return undefined;
  const correlate = prepareSpearmanByModel(groups);
  const { models, mean, official } = correlate(new Uint32Array(groups.length).fill(1));
  const names = [...models.keys()];
  const [ofMean, ...ofModels] = bootstrapIntervals(
    groups.length,
    (weights) => {
      const found = correlate(weights);
      return [found.mean, ...names.map((name) => found.models.get(name))];
    },
    options,
  );
  return {
    models: names.map((model, k) => ({
      model,
      value: models.get(model),
      interval: ofModels[k],
      count: edits.filter((edit) => edit.model === model).length,
    })),
    mean: { value: mean, interval: ofMean, count: [...models.values()].filter((value) => value !== undefined).length },
    official,
  };
}

function hasHumanScore({ item }: ResultItem): boolean {
  return item.candidates.some(({ humanScore }) => humanScore !== undefined);
}

/** As in the official code, edits of no named model count as those of one called "unknown". */
function scoredEdits({ item, scores }: ResultItem): ScoredEdit[] {
  return item.candidates.flatMap(({ model = 'unknown', humanScore: human }, k) => {
    const score = scores[k]?.reward;
    return human === undefined || score === undefined ? [] : [{ model, human, score }];
  });
}

/** Contests of the named models within each item; the higher value wins. */
function contestsBy(groups: Groups, valuesOf: (scored: ResultItem) => readonly number[]): Contest[][] {
  return groups.map((group) => {
    // Single edits have none, and there may be a million of them.
    const several = group.filter(({ item }) => item.candidates.length > 1);
    return several.flatMap((scored) => contestsOf(scored, valuesOf(scored)));
  });
}

function contestsOf({ item: { candidates } }: ResultItem, values: readonly number[]): Contest[] {
  return pairIndices(values.length).flatMap(([i, j]): Contest[] => {
    const [first, second] = [candidates[i]?.model, candidates[j]?.model];
    if (first === undefined || second === undefined || first === second) return [];
    return [{ first, second, outcome: (1 + Math.sign((values[i] ?? 0) - (values[j] ?? 0))) / 2 }];
  });
}
