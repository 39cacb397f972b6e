import { describe, expect, it } from 'vitest';
import type { Segment } from '../prompt/promptSegments.ts';
import { segmentSpan, segmentTokenCount, tokenPositions } from './tokenPositions.ts';

const images = [
  { rows: 2, columns: 3 },
  { rows: 2, columns: 1 },
];
const image = (index: number): Segment => ({ kind: 'image', image: index });
const text = (...ids: number[]): Segment => ({ kind: 'tokens', ids });
const segments = [text(7, 8), image(0), image(1), text(9)];

function numbers(start: number, kind: 'plain' | 'mrope', of = segments) {
  return tokenPositions(of, images, start, kind).map((axis) => [...axis]);
}

describe('tokenPositions', () => {
  it('numbers all tokens in a row when they are plain', () => {
    const row = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    expect(numbers(5, 'plain')).toEqual([row, row, row]);
  });

  it('gives an image its rows and columns, and goes on after its longer side', () => {
    const [first, second] = [7, 10];
    expect(numbers(5, 'mrope')).toEqual([
      [5, 6, ...Array<number>(6).fill(first), second, second, 12],
      [5, 6, 7, 7, 7, 8, 8, 8, 10, 11, 12],
      [5, 6, 7, 8, 9, 7, 8, 9, 10, 10, 12],
    ]);
  });

  it('goes on from piece to piece as in one', () => {
    const [head, tail] = [segments.slice(0, 2), segments.slice(2)];
    const start = 5 + head.reduce((sum, segment) => sum + segmentSpan(segment, images, 'mrope'), 0);
    const pieces = [numbers(5, 'mrope', head), numbers(start, 'mrope', tail)];
    expect([0, 1, 2].map((axis) => pieces.flatMap((piece) => piece[axis]))).toEqual(numbers(5, 'mrope'));
  });
});

describe('segmentSpan', () => {
  it('is the number of tokens, but of an image in mrope its longer side', () => {
    expect(segments.map((segment) => segmentTokenCount(segment, images))).toEqual([2, 6, 2, 1]);
    expect(segments.map((segment) => segmentSpan(segment, images, 'plain'))).toEqual([2, 6, 2, 1]);
    expect(segments.map((segment) => segmentSpan(segment, images, 'mrope'))).toEqual([2, 3, 2, 1]);
  });

  it('throws for an image that is not there', () => {
    expect(() => segmentTokenCount(image(2), images)).toThrow(RangeError);
  });
});
