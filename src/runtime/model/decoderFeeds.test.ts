import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { HIDDEN } from '../../core/model/attentionMask.ts';
import { textRotary } from '../../core/model/rotary.ts';
import { tokenPositions, type PositionKind } from '../../core/model/tokenPositions.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import type { Segment } from '../../core/prompt/promptSegments.ts';
import { decoderFeeds, DecoderRuns } from './decoderFeeds.ts';
import { createTensors, RunFeeds } from './feeds.ts';
import type { TokenRun } from './tokenRun.ts';

const [HIDDEN_SIZE, HEAD_DIM, THETA] = [2, 8, 100];
const segments: Segment[] = [
  { kind: 'tokens', ids: [7] },
  { kind: 'image', image: 0 },
  { kind: 'tokens', ids: [8] },
];
const grid = { rows: 1, columns: 2 };
const embeds = Float32Array.of(0, 0, 0, 0);
const image = { embeds, deepstack: [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8)] };

function runOf(kind: PositionKind, start: number, position: number): TokenRun {
  const positions = tokenPositions(segments, [grid], position, kind);
  return { count: 4, start, positions, images: [{ token: 1, image }], queryRows: [3] };
}

function feedsOf(positions: Manifest['text']['positions'], run: TokenRun) {
  const manifest = {
    text: { hiddenSize: HIDDEN_SIZE, headDim: HEAD_DIM, ropeTheta: THETA, positions },
    vision: { deepstack: { count: 2 } },
  } as unknown as Manifest;
  const feeds = new RunFeeds(decoderFeeds(manifest), new DecoderRuns(manifest).of(run), createTensors(ort));
  return (name: string) => {
    const tensor = feeds.of([name], {})[name];
    return { dims: tensor?.dims, values: [...(tensor?.data ?? [])].map(Number) };
  };
}

describe('feeds of a decoder with plain positions', () => {
  const feed = feedsOf({ kind: 'plain' }, runOf('plain', 2, 2));

  it('turn each token by its place in the sequence', () => {
    const table = textRotary(6, HEAD_DIM, THETA);
    const { dims, values } = feed('cos');
    expect(dims).toEqual([6, 4]);
    expect(values.slice(8)).toEqual([...table.cos.subarray(8)]);
    expect(feed('sin').values.slice(8)).toEqual([...table.sin.subarray(8)]);
  });

  it('tell places and what each may see', () => {
    expect(feed('positions')).toEqual({ dims: [1, 4], values: [2, 3, 4, 5] });
    expect(feed('query_rows')).toEqual({ dims: [1], values: [3] });
    expect(feed('query_positions')).toEqual({ dims: [1, 1], values: [5] });
    expect(feed('query_mask')).toEqual({ dims: [1, 6], values: Array(6).fill(0) });
    expect(feed('attention_mask').values.slice(0, 6)).toEqual([0, 0, 0, HIDDEN, HIDDEN, HIDDEN]);
    expect([feed('last_position'), feed('total_length')]).toEqual([
      { dims: [1], values: [5] },
      { dims: [], values: [6] },
    ]);
  });
});

describe('feeds of a decoder with rows and columns', () => {
  const feed = feedsOf({ kind: 'mrope', sections: [2, 1, 1], interleaved: true }, runOf('mrope', 9, 4));

  it('turn each frequency by its axis, at the token’s row', () => {
    const { cos } = textRotary(9, HEAD_DIM, THETA);
    const { dims, values } = feed('cos');
    expect(dims).toEqual([13, 4]);
    const at = (position: number, frequency: number) => cos[4 * position + frequency];
    const row = (time: number, height: number, width: number) => [
      at(time, 0),
      at(height, 1),
      at(width, 2),
      at(time, 3),
    ];
    // Text at 4; the image at 5, one row and two columns; text again at 7.
    expect(values.slice(4 * 9)).toEqual([...row(4, 4, 4), ...row(5, 5, 5), ...row(5, 5, 6), ...row(7, 7, 7)]);
  });

  it('add the features of images after the first layers, and nothing to text', () => {
    expect(feed('deepstack.0')).toEqual({ dims: [4, 2], values: [0, 0, 1, 2, 3, 4, 0, 0] });
    expect(feed('deepstack.1')).toEqual({ dims: [4, 2], values: [0, 0, 5, 6, 7, 8, 0, 0] });
    expect(() => feed('deepstack.2')).toThrow('The model\'s graph asks for an input "deepstack.2"');
  });
});
