import { at } from '../at.ts';
import type { TokenGrid } from '../model/tokenPositions.ts';
import { type CandidateScore, headScore } from '../score/score.ts';
import { areaOf, type BlockRegion, cutRegion } from './blockRegion.ts';

/** The most regions of the first level: enough to find where to look closer, few enough to wait for. */
const MOST_AT_FIRST = 25;

/** Of each level, how many regions are looked at more closely in the next one. */
const LOOKED_AT_CLOSER = 4;

/** A region that was covered, and how the candidate was judged then. */
export interface Covering {
  readonly region: BlockRegion;
  readonly score: CandidateScore;
}

/** The side of the first level's squares: the smallest power of two that leaves few enough of them. */
function firstSide({ rows, columns }: TokenGrid): number {
  let side = 1;
  while (Math.ceil(rows / side) * Math.ceil(columns / side) > MOST_AT_FIRST) side *= 2;
  return side;
}

/** The regions that are covered first: together they are the whole picture. */
export function firstRegions(grid: TokenGrid): BlockRegion[] {
  return cutRegion({ row: 0, column: 0, ...grid }, firstSide(grid));
}

/**
 * Squares of twice that side, each of which overlaps the next by half. What is as large as a square of the first level, and lies
 * across the borders of several, is whole in one of these: with only a part of it covered the score may hardly change.
 */
export function overlappingRegions(grid: TokenGrid): BlockRegion[] {
  const side = firstSide(grid);
  return startsOf(grid.rows, side).flatMap((row) =>
    startsOf(grid.columns, side).map((column) => ({
      row,
      column,
      rows: Math.min(2 * side, grid.rows - row),
      columns: Math.min(2 * side, grid.columns - column),
    })),
  );
}

/** Each `side` blocks, as long as there is more than `side` from there on. */
function startsOf(length: number, side: number): number[] {
  return Array.from({ length: Math.max(1, Math.ceil(length / side) - 1) }, (_, index) => index * side);
}

/** The quarters of the regions that matter most of a level; none once they are single blocks. */
export function closerRegions(level: readonly Covering[], whole: CandidateScore): BlockRegion[] {
  const weights = weightsOf(level, whole);
  const order = [...level.keys()].toSorted((a, b) => at(weights, b) - at(weights, a) || a - b);
  const chosen = order.slice(0, LOOKED_AT_CLOSER).toSorted((a, b) => a - b);
  const regions = chosen.map((index) => at(level, index).region).filter((region) => areaOf(region) > 1);
  return regions.flatMap((region) => cutRegion(region, halfSide(region)));
}

/** The largest power of two that is below the longer side. */
function halfSide({ rows, columns }: BlockRegion): number {
  return 2 ** (Math.ceil(Math.log2(Math.max(rows, columns))) - 1);
}

/**
 * How much each region matters: its change of mu, as a share of the level's greatest, for the head that it matters most to. So what
 * matters most to a head is looked at closer, however small the head's numbers are.
 */
function weightsOf(level: readonly Covering[], whole: CandidateScore): number[] {
  const shares = Object.entries(whole.heads).map(([key, { mu }]) => {
    const changes = level.map(({ score }) => Math.abs(mu - headScore(score.heads, key).mu));
    const greatest = Math.max(...changes);
    return changes.map((change) => (greatest > 0 ? change / greatest : 0));
  });
  return level.map((_, index) => Math.max(...shares.map((share) => at(share, index))));
}

/** The most occlusions that a map takes, all levels together. */
export function mostOcclusions(grid: TokenGrid): number {
  let level = firstRegions(grid).length;
  let count = overlappingRegions(grid).length + level;
  for (let side = firstSide(grid); side > 1; side /= 2) {
    level = Math.min(LOOKED_AT_CLOSER, level) * 4;
    count += level;
  }
  return count;
}
