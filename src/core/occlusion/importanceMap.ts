import { at } from '../at.ts';
import { groupBy } from '../groupBy.ts';
import type { TokenGrid } from '../model/tokenPositions.ts';
import { type CandidateScore, headScore } from '../score/score.ts';
import { areaOf, type BlockRegion, blocksOf } from './blockRegion.ts';
import type { Covering } from './occlusionLevels.ts';

/** What a score is made of: a head by its key; undefined for the reward. */
export type ScorePart = string | undefined;

/** How much of a score rests on what was taken away: above zero if the score is lower without it. */
export function lossOf(whole: CandidateScore, without: CandidateScore, part: ScorePart): number {
  return partOf(whole, part) - partOf(without, part);
}

function partOf(score: CandidateScore, part: ScorePart): number {
  return part === undefined ? score.reward : headScore(score.heads, part).mu;
}

/**
 * For each merge block, row by row, how much of the score rests on it. Of each size of region: the mean of the losses of the covered
 * regions with the block, each spread over the region's blocks; nothing where no such region was covered. Then the mean of all sizes.
 */
export function importanceMap(
  grid: TokenGrid,
  whole: CandidateScore,
  coverings: readonly Covering[],
  part: ScorePart,
): Float32Array<ArrayBuffer> {
  const sizes = [...groupBy(coverings, ({ region }) => sizeOf(region)).values()];
  const maps = sizes.map((ofOneSize) => mapOfOneSize(grid, whole, ofOneSize, part));
  return Float32Array.from({ length: grid.rows * grid.columns }, (_, block) => {
    const sum = maps.reduce((total, map) => total + at(map, block), 0);
    return sum / Math.max(1, maps.length);
  });
}

/** The power of two that is no less than the longer side: regions at the edges may be smaller than their like. */
function sizeOf({ rows, columns }: BlockRegion): number {
  return 2 ** Math.ceil(Math.log2(Math.max(rows, columns)));
}

function mapOfOneSize(
  grid: TokenGrid,
  whole: CandidateScore,
  coverings: readonly Covering[],
  part: ScorePart,
): Float64Array {
  const sums = new Float64Array(grid.rows * grid.columns);
  const counts = new Uint8Array(sums.length);
  for (const { region, score } of coverings) {
    const loss = lossOf(whole, score, part) / areaOf(region);
    for (const block of blocksOf(region, grid)) {
      sums[block] = at(sums, block) + loss;
      counts[block] = at(counts, block) + 1;
    }
  }
  return sums.map((sum, block) => sum / Math.max(1, at(counts, block)));
}

/** The block that a map is greatest at. */
export function peakOf(map: Float32Array): number {
  return map.indexOf(Math.max(...map));
}

/** The covered regions without which the score is lowest and highest, by what it loses; of equal ones the smallest. */
export function extremesOf(whole: CandidateScore, coverings: readonly Covering[], part: ScorePart) {
  const measured = coverings.map(({ region, score }) => ({ region, loss: lossOf(whole, score, part) }));
  const ordered = measured.toSorted((a, b) => areaOf(a.region) - areaOf(b.region));
  const [most] = ordered.toSorted((a, b) => b.loss - a.loss);
  const [least] = ordered.toSorted((a, b) => a.loss - b.loss);
  return { most, least };
}

const ROWS = ['upper', '', 'lower'] as const;
const COLUMNS = ['left', 'middle', 'right'] as const;

/** Where in the picture a region is, in words: "the upper left". */
export function placeOf({ row, column, rows, columns }: BlockRegion, grid: TokenGrid): string {
  const vertical = at(ROWS, thirdOf(row + rows / 2, grid.rows));
  return `the ${vertical} ${at(COLUMNS, thirdOf(column + columns / 2, grid.columns))}`.replace('  ', ' ');
}

function thirdOf(middle: number, length: number): number {
  return Math.min(2, Math.floor((3 * middle) / length));
}
