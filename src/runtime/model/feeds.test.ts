import * as ort from 'onnxruntime-node';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTensors, once, RunFeeds, type FeedTable } from './feeds.ts';

const made: string[] = [];
const table: FeedTable<number> = {
  rows: (run, { int32 }) => {
    made.push('rows');
    return int32(Int32Array.of(run), [1]);
  },
  places: (run, { int64 }) => {
    made.push('places');
    return int64([run, run + 1], [1, 2]);
  },
  never: () => {
    throw new Error('made for nothing');
  },
};
const tensors = createTensors(ort);
beforeEach(() => void made.splice(0));

describe('RunFeeds', () => {
  it('makes what sessions ask for, once, and takes what is given', () => {
    const feeds = new RunFeeds(table, 7, tensors);
    const given = tensors.float32(Float32Array.of(0.5), [1]);
    const first = feeds.of(['given', 'rows'], { given, unused: given });
    const second = feeds.of(['rows', 'places'], {});
    expect(Object.keys(first)).toEqual(['given', 'rows']);
    expect(first['given']).toBe(given);
    expect(second['rows']).toBe(first['rows']);
    expect([...(second['rows']?.data ?? [])]).toEqual([7]);
    expect([second['places']?.type, second['places']?.dims]).toEqual(['int64', [1, 2]]);
    expect([...((second['places']?.data ?? []) as BigInt64Array)]).toEqual([7n, 8n]);
    expect(made).toEqual(['rows', 'places']);
  });

  it('does not run a graph with an input that no one knows', () => {
    expect(() => new RunFeeds(table, 7, tensors).of(['rows', 'pixels'], {})).toThrow(
      'The model\'s graph asks for an input "pixels", which this version does not know.',
    );
  });
});

it('makes a value once, an undefined one too', () => {
  let calls = 0;
  const value = once(() => {
    calls += 1;
    return undefined;
  });
  expect([value(), value(), calls]).toEqual([undefined, undefined, 1]);
});
