import type { Segment } from '../prompt/promptSegments.ts';
import { at } from '../at.ts';

/** An image's tokens: one for each merge block. */
export interface TokenGrid {
  readonly rows: number;
  readonly columns: number;
}

/**
 * How a language model numbers its tokens. `plain`: 0, 1, 2, …. `mrope`: each image has rows and columns of its own.
 */
export type PositionKind = 'plain' | 'mrope';

/** Positions of tokens on the three rotary axes: time, height and width. */
export type AxisPositions = readonly [Int32Array, Int32Array, Int32Array];

export function tokenCountOf({ rows, columns }: TokenGrid): number {
  return rows * columns;
}

/** Tokens of a segment. `images` is indexed by image, as in {@link Segment}. */
export function segmentTokenCount(segment: Segment, images: readonly TokenGrid[]): number {
  return segment.kind === 'tokens' ? segment.ids.length : tokenCountOf(at(images, segment.image));
}

/** How far the positions go on over a segment. An image counts with its longer side in `mrope`. */
export function segmentSpan(segment: Segment, images: readonly TokenGrid[], kind: PositionKind): number {
  if (kind === 'plain' || segment.kind === 'tokens') return segmentTokenCount(segment, images);
  const { rows, columns } = at(images, segment.image);
  return Math.max(rows, columns);
}

/**
 * Positions of all tokens of `segments`, the first of which stands at `start`. Text counts up on the three axes alike. An
 * image that starts at p has the time p, the heights p + row and the widths p + column.
 */
export function tokenPositions(
  segments: readonly Segment[],
  images: readonly TokenGrid[],
  start: number,
  kind: PositionKind,
): AxisPositions {
  const tokenCount = segments.reduce((sum, segment) => sum + segmentTokenCount(segment, images), 0);
  const axes: AxisPositions = [new Int32Array(tokenCount), new Int32Array(tokenCount), new Int32Array(tokenCount)];
  let token = 0;
  let position = start;
  for (const segment of segments) {
    if (kind === 'mrope' && segment.kind === 'image') setImage(axes, token, position, at(images, segment.image));
    else setText(axes, token, position, segmentTokenCount(segment, images));
    token += segmentTokenCount(segment, images);
    position += segmentSpan(segment, images, kind);
  }
  return axes;
}

function setText(axes: AxisPositions, token: number, position: number, count: number): void {
  for (const axis of axes) {
    for (let k = 0; k < count; k++) axis[token + k] = position + k;
  }
}

function setImage([time, height, width]: AxisPositions, token: number, position: number, grid: TokenGrid): void {
  for (let k = 0; k < tokenCountOf(grid); k++) {
    time[token + k] = position;
    height[token + k] = position + Math.floor(k / grid.columns);
    width[token + k] = position + (k % grid.columns);
  }
}
