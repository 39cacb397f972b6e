import { describe, expect, it } from 'vitest';
import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import { partOf, planRequests, requestsOf } from './planRequests.ts';

function file(name: string) {
  return { kind: 'file', name } as const;
}

function item(line: number, instruction: string, source: string, ...names: string[]): DatasetItem {
  return {
    line,
    instruction,
    source: file(source),
    candidates: names.map((name) => ({ image: file(name), model: undefined, humanScore: undefined })),
    ranks: undefined,
  };
}

describe('planRequests', () => {
  it('joins what shares source and instruction, and scores no picture of it twice', () => {
    const requests = planRequests([
      item(1, 'p', 's', 'a', 'b'),
      item(2, 'q', 's', 'a'),
      item(3, 'p', 't', 'a'),
      item(4, 'p', 's', 'b', 'c', 'b'),
    ]);
    const plain = requests.map(({ instruction, source, pictures }) => [
      instruction,
      source?.name,
      pictures.map(({ image, uses }) => [image.name, ...uses.map(({ line, candidate }) => `${line}.${candidate}`)]),
    ]);
    expect(plain).toEqual([
      [
        'p',
        's',
        [
          ['a', '1.0'],
          ['b', '1.1', '4.0', '4.2'],
          ['c', '4.1'],
        ],
      ],
      ['q', 's', [['a', '2.0']]],
      ['p', 't', [['a', '3.0']]],
    ]);
  });

  it('is empty for nothing', () => expect(planRequests([])).toEqual([]));
});

describe('partOf', () => {
  it('deals requests out in turn: each is in one part', () => {
    const requests = ['a', 'b', 'c', 'd', 'e'];
    const parts = [1, 2, 3].map((index) => partOf(requests, { index, count: 3 }));
    expect(parts).toEqual([['a', 'd'], ['b', 'e'], ['c']]);
    expect(partOf(requests, { index: 1, count: 1 })).toEqual(requests);
    expect(partOf(['a'], { index: 2, count: 2 })).toEqual([]);
  });
});

const prompts = [item(1, 'p', '', 'a', 'b'), item(2, 'q', '', 'c'), item(3, 'p', '', 'b', 'd')].map((one) => ({
  ...one,
  source: undefined,
}));

describe('planRequests of text-to-image', () => {
  it('joins what shares a prompt, without a source', () => {
    const requests = planRequests(prompts);
    expect(requests.map((request) => ['source' in request, request.instruction])).toEqual([
      [false, 'p'],
      [false, 'q'],
    ]);
    expect(requests[0]?.pictures.map(({ image, uses }) => [image.name, uses.length])).toEqual([
      ['a', 1],
      ['b', 2],
      ['d', 1],
    ]);
  });

  it('knows a prompt from a source and an instruction', () => {
    const [first] = prompts;
    if (!first) throw new Error('There is one.');
    expect(planRequests([first, { ...first, line: 2, source: file('') }])).toHaveLength(2);
  });
});

describe('requestsOf', () => {
  it('keeps the pictures of some items, each by its first use among all', () => {
    const kept = requestsOf(planRequests(prompts), new Set([3]));
    expect(kept.map(({ pictures }) => pictures.map(({ image, uses: [first] }) => [image.name, first]))).toEqual([
      [
        ['b', { line: 1, candidate: 1 }],
        ['d', { line: 3, candidate: 1 }],
      ],
    ]);
  });
});
