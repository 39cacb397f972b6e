import type { ResultItem } from '../core/dataset/resultItem.ts';
import type { Estimate } from './estimate.ts';
import {
  folderPictures,
  prepareFolderMeans,
  rewardsByFolder,
  spreadOf,
  type FolderPicture,
  type Spread,
} from './folderFigures.ts';
import { weightedSum } from './judgedPair.ts';
import { officialPairs } from './officialPairs.ts';
import { rankedItems } from './rankedItem.ts';
import { bootstrapIntervals, type BootstrapOptions } from './statistics/bootstrap.ts';

/** The share of pairs of pictures that the model orders as people do. */
export interface OfficialAccuracy extends Estimate {
  /** HPSv3's evaluation has two modes: of files of pairs, and of files in which people ranked any number of pictures. */
  readonly mode: 'pairs' | 'rankings';
  readonly right: number;
  /** Pairs with two equal rewards, which are not right. */
  readonly equal: number;
}

/** The rewards of a folder; `count`: its pictures. */
export interface FolderFigure extends Estimate, Omit<Spread, 'mean'> {
  readonly folder: string;
}

/** What HPSv3's own evaluation says of pictures that were made from prompts. Parts that the dataset is not for are undefined. */
export interface TextToImageReport {
  readonly accuracy: OfficialAccuracy | undefined;
  readonly folders:
    | {
        readonly each: readonly FolderFigure[];
        /** The unweighted mean of the folders' means, with their deviation; least and greatest of all rewards. */
        readonly overall: Estimate & Omit<Spread, 'mean'>;
      }
    | undefined;
}

type Groups = readonly (readonly ResultItem[])[];

/** Of items without a source, in groups of one prompt each, over which the bootstrap goes. */
export function textToImageReport(groups: Groups, options: BootstrapOptions): TextToImageReport {
  return { accuracy: accuracyOf(groups, options), folders: foldersOf(groups, options) };
}

function accuracyOf(all: Groups, options: BootstrapOptions): OfficialAccuracy | undefined {
  const groups = all.map(rankedItems).filter((items) => items.length > 0);
  const counts = groups.map((items) => items.map(officialPairs));
  const sum = (key: 'total' | 'right' | 'equal') =>
    counts.map((items) => items.reduce((total, one) => total + one[key], 0));
  const [totals, rights, equals] = [sum('total'), sum('right'), sum('equal')];
  const share = (weights: Uint32Array) => {
    const total = weightedSum(totals, weights);
    return total === 0 ? undefined : weightedSum(rights, weights) / total;
  };
  const once = new Uint32Array(groups.length).fill(1);
  const count = weightedSum(totals, once);
  if (count === 0) return undefined;
  const [interval] = bootstrapIntervals(groups.length, (weights) => [share(weights)], options);
  const isOfPairs = groups.flat().every(({ ranks }) => ranks.length === 2);
  return {
    mode: isOfPairs ? 'pairs' : 'rankings',
    value: share(once),
    interval,
    count,
    right: weightedSum(rights, once),
    equal: weightedSum(equals, once),
  };
}

function foldersOf(all: Groups, options: BootstrapOptions): TextToImageReport['folders'] {
  const groups = all.map((items) => items.flatMap(folderPictures)).filter((pictures) => pictures.length > 0);
  const pictures = groups.flat();
  const byFolder = rewardsByFolder(pictures);
  if (byFolder.size === 0) return undefined;
  const [ofOverall, ...ofEach] = folderIntervals(groups, [...byFolder.keys()], options);
  const each = [...byFolder].map(([folder, rewards], k) => {
    return figureOf(folder, rewards, isOfSeveralPrompts(groups, folder) ? ofEach[k] : undefined);
  });
  const { mean, std } = spreadOf(each.flatMap(({ value }) => value ?? []));
  const { min, max } = spreadOf(pictures.map(({ reward }) => reward));
  return { each, overall: { value: mean, interval: ofOverall, count: byFolder.size, std, min, max } };
}

/** Of the overall mean, then of each folder's. */
function folderIntervals(
  groups: readonly (readonly FolderPicture[])[],
  folders: readonly string[],
  options: BootstrapOptions,
): readonly Estimate['interval'][] {
  const meansOf = prepareFolderMeans(groups, folders);
  const statistics = (weights: Uint32Array) => {
    const { means, overall } = meansOf(weights);
    return [overall, ...means];
  };
  return bootstrapIntervals(groups.length, statistics, options);
}

/**
 * All pictures of one group are drawn equally often. So the mean of a folder of one group is the same in each resample.
 */
function isOfSeveralPrompts(groups: readonly (readonly FolderPicture[])[], folder: string): boolean {
  return groups.filter((pictures) => pictures.some((picture) => picture.folder === folder)).length > 1;
}

function figureOf(folder: string, rewards: readonly number[], interval: Estimate['interval']): FolderFigure {
  const { mean: value, ...spread } = spreadOf(rewards);
  return { folder, value, interval, count: rewards.length, ...spread };
}
