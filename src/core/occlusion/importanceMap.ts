import { at } from '../at.ts';
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
 * For each merge block, row by row, how much of the score rests on it: the mean of the losses of all regions with it that were
 * covered, each spread over the region's blocks. Regions of different sizes can so be compared.
 */
export function importanceMap(
  grid: TokenGrid,
  whole: CandidateScore,
  coverings: readonly Covering[],
  part: ScorePart,
): Float32Array<ArrayBuffer> {
  const sums = new Float64Array(grid.rows * grid.columns);
  const counts = new Uint8Array(sums.length);
  for (const { region, score } of coverings) {
    const loss = lossOf(whole, score, part) / areaOf(region);
    for (const block of blocksOf(region, grid)) {
      sums[block] = at(sums, block) + loss;
      counts[block] = at(counts, block) + 1;
    }
  }
  return Float32Array.from(sums, (sum, block) => sum / Math.max(1, at(counts, block)));
}

/** The block that a map is greatest at, and the smallest covered region with it. */
export function peakOf(
  grid: TokenGrid,
  map: Float32Array,
  coverings: readonly Covering[],
): { readonly block: number; readonly covering: Covering } | undefined {
  const block = map.indexOf(Math.max(...map));
  const around = coverings.filter(({ region }) => blocksOf(region, grid).includes(block));
  const [covering] = around.toSorted((a, b) => areaOf(a.region) - areaOf(b.region));
  return covering && { block, covering };
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
