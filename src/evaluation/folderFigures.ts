import type { ResultItem } from '../core/dataset/resultItem.ts';
import { groupBy } from '../core/groupBy.ts';

/** What HPSv3's benchmark says of some numbers. The deviation is that of all of them: divided by how many there are. */
export interface Spread {
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
}

/** Throws `RangeError` for no numbers, of which nothing can be said. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('There is no spread of no numbers.');
  const mean = meanOf(values);
  const std = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  return { mean, std, min, max };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A picture of a folder. */
export interface FolderPicture {
  readonly folder: string;
  readonly reward: number;
}

/** Those of an item that counts for a folder. */
export function folderPictures({ item: { folder }, scores }: ResultItem): FolderPicture[] {
  return folder === undefined ? [] : scores.map(({ reward }) => ({ folder, reward }));
}

export interface FolderMeans {
  /** By folder, in the order in which they first occur; undefined for one without pictures. */
  readonly means: readonly (number | undefined)[];
  /** The mean of those means, in which a folder counts once however many pictures it has. */
  readonly overall: number | undefined;
}

/** The means of groups of pictures that count as often as their weights say: for the bootstrap, so sums are computed once. */
export function prepareFolderMeans(
  groups: readonly (readonly FolderPicture[])[],
  folders: readonly string[],
): (weights: Uint32Array) => FolderMeans {
  const sums = folders.map((folder) => sumsOf(groups, folder));
  return (weights) => {
    const means = sums.map((parts) => weightedMean(parts, weights));
    const known = means.filter((mean) => mean !== undefined);
    return { means, overall: known.length === 0 ? undefined : meanOf(known) };
  };
}

interface PartialSum {
  readonly group: number;
  readonly sum: number;
  readonly count: number;
}

/** A folder's pictures in each group that has any. */
function sumsOf(groups: readonly (readonly FolderPicture[])[], wanted: string): PartialSum[] {
  return groups.flatMap((pictures, group) => {
    const rewards = pictures.filter(({ folder }) => folder === wanted).map(({ reward }) => reward);
    return rewards.length === 0 ? [] : [{ group, sum: rewards.reduce((a, b) => a + b, 0), count: rewards.length }];
  });
}

function weightedMean(parts: readonly PartialSum[], weights: Uint32Array): number | undefined {
  const total = { sum: 0, count: 0 };
  for (const { group, sum, count } of parts) {
    const weight = weights[group] ?? 0;
    total.sum += weight * sum;
    total.count += weight * count;
  }
  return total.count === 0 ? undefined : total.sum / total.count;
}

/** The rewards of each folder, in the order in which folders first occur. */
export function rewardsByFolder(pictures: readonly FolderPicture[]): Map<string, number[]> {
  const groups = groupBy(pictures, ({ folder }) => folder);
  return new Map([...groups].map(([folder, its]) => [folder, its.map(({ reward }) => reward)]));
}
