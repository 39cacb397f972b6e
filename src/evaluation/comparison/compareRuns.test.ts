import { describe, expect, it } from 'vitest';
import type { JudgeVote } from '../../core/dataset/judgeVote.ts';
import type { ResultItem } from '../../core/dataset/resultItem.ts';
import { resultItem } from '../../testing/resultItemForTest.ts';
import { compareRuns } from './compareRuns.ts';

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));
const models = ['a', 'b', 'c'];

/** The same edits, with other rewards. */
function run(...all: readonly (readonly number[])[]): { readonly items: ResultItem[] } {
  return { items: all.map((values, k) => resultItem(k + 1, rewards(...values), { ranks: [1, 2, 3], models })) };
}

const first = run([3, 2, 1], [3, 1, 2]);
const second = run([3, 2, 1], [1, 2, 3]);
function named(names: readonly string[], digests: readonly (string | undefined)[]): ResultItem {
  const one = resultItem(1, rewards(...names.map((_, k) => k)), {});
  const candidates = one.item.candidates.map((candidate, k) => ({
    ...candidate,
    image: image(names[k] ?? ''),
  }));
  const sha256 = digests.map((edited) => (edited === undefined ? undefined : { source: 'ff', edited }));
  return { ...one, item: { ...one.item, candidates }, sha256 };
}

/** Ranks by people: the first two are equal. */
function tied(...values: number[]) {
  return { items: [resultItem(1, rewards(...values), { ranks: [1, 1, 2], models })] };
}

function image(name: string) {
  return { kind: 'file', name } as const;
}

describe('compareRuns', () => {
  it('says how alike two runs order the edits of a source, and how often each is right', () => {
    // The second source: 3 1 2 against 1 2 3 has one pair alike and two not. So 4 are alike of 6, and 2 not.
    const { tau, pairs, orders, edits, contradicted } = compareRuns(first, second);
    expect(tau).toMatchObject({ value: (4 - 2) / 6, count: 6, interval: { low: expect.closeTo(-1 / 3), high: 1 } });
    // Of the order 1 2 3 the first run has 3 and 2 of 3 pairs right, the second 3 and none.
    expect(pairs?.first).toMatchObject({ value: 5 / 6, count: 6 });
    expect(pairs?.second).toMatchObject({ value: 3 / 6 });
    expect(pairs?.difference).toMatchObject({
      value: expect.closeTo(2 / 6),
      interval: { low: 0, high: expect.closeTo(2 / 3) },
    });
    expect(orders).toMatchObject({
      first: { value: 1 / 2, count: 2 },
      second: { value: 1 / 2 },
      difference: { value: 0 },
    });
    expect([edits, contradicted]).toEqual([{ joined: 6, alone: [0, 0], otherPictures: 0 }, 0]);
  });

  it('counts equal rewards as not right, and leaves out pairs that people tied', () => {
    const { pairs, orders } = compareRuns(tied(2, 2, 1), tied(2, 1, 1));
    expect(pairs).toMatchObject({ first: { value: 1, count: 2 }, second: { value: 1 / 2 } });
    expect(orders).toBeUndefined();
  });

  it('takes judgements from either run, and none that the two name differently', () => {
    const unjudged = { items: [resultItem(1, rewards(3, 2, 1), { models })] };
    expect(compareRuns(unjudged, run([1, 2, 3])).pairs).toMatchObject({
      first: { value: 1, count: 3 },
      second: { value: 0 },
    });
    expect(compareRuns(unjudged, unjudged).pairs).toBeUndefined();
    const turned = { items: [resultItem(1, rewards(3, 2, 1), { ranks: [2, 1, 3], models })] };
    expect(compareRuns(run([3, 2, 1]), turned)).toMatchObject({ contradicted: 1, pairs: { first: { count: 2 } } });
  });

  it('joins edits by their pictures, else by their names, and counts what is in one run alone', () => {
    const one = { items: [named(['x.png', 'y.png', 'z.png', 'v.png'], ['1', undefined, '3', undefined])] };
    const other = { items: [named(['other.png', 'y.png', 'z.png', 'w.png'], ['1', undefined, '9', undefined])] };
    expect(compareRuns(one, other).edits).toEqual({ joined: 2, alone: [2, 2], otherPictures: 1 });
  });

  it('joins single edits of one run with the pairs of another', () => {
    const source = 's.png';
    const single = ['x', 'y'].map((name, k): ResultItem => {
      const { item, scores } = resultItem(k, rewards(k), { source });
      return {
        scores,
        item: { ...item, candidates: [{ image: image(name), model: undefined, humanScore: undefined }] },
      };
    });
    const pair = resultItem(7, rewards(5, 1), { ranks: [1, 2], source });
    const candidates = ['y', 'x'].map((name) => ({ image: image(name), model: undefined, humanScore: undefined }));
    const compared = compareRuns({ items: single }, { items: [{ ...pair, item: { ...pair.item, candidates } }] });
    expect(compared.tau).toMatchObject({ value: 1, count: 1, interval: undefined });
    expect(compared.pairs).toMatchObject({ first: { value: 1, count: 1 }, second: { value: 1 } });
  });

  it('shows the edits whose places are farthest apart, whatever the scales', () => {
    const wide = run([300, 200, 100], [3, 2, 1]);
    const other = run([1, 4, 3], [12, 11, 10]);
    const { different } = compareRuns(wide, other);
    // Of six, 300 is the highest of the first run and 1 the lowest of the other.
    expect(different[0]).toMatchObject({ line: 1, image: '1-0.png', editor: 'a', rewards: [300, 1], places: [1, 0] });
    expect(different).toHaveLength(6);
    expect(compareRuns(first, first).different).toEqual([]);
  });

  it('says nothing of runs that share nothing', () => {
    const elsewhere = { items: [resultItem(9, rewards(1, 2), { ranks: [1, 2] })] };
    expect(compareRuns(first, elsewhere)).toMatchObject({
      edits: { joined: 0, alone: [6, 2] },
      tau: { value: undefined, interval: undefined, count: 0 },
      pairs: undefined,
      orders: undefined,
      different: [],
    });
  });
});

function vote(editors: [string, string], human: JudgeVote['human'], judgement: JudgeVote['judge']): JudgeVote {
  return {
    item: 'i',
    size: 3,
    instruction: 'Edit 1.png',
    editors,
    human,
    judge: judgement,
    isRight: human === judgement,
  };
}

function judge(...votes: JudgeVote[]) {
  return { items: [], judge: { name: 'gpt5', votes, unanswered: 0 } };
}

describe('compareRuns with a judge', () => {
  const gpt = judge(
    vote(['a', 'b'], 1, 1),
    vote(['a', 'c'], 1, -1),
    vote(['b', 'c'], 1, undefined),
    vote(['a', 'z'], 1, 1),
  );

  it('compares verdicts with rewards, edits joined by instruction and editor', () => {
    const { tau, pairs, edits } = compareRuns(first, gpt);
    expect(tau).toMatchObject({ value: 0, count: 2 });
    expect(pairs).toMatchObject({ first: { value: 1, count: 3 }, second: { value: expect.closeTo(1 / 3) } });
    expect(edits).toBeUndefined();
    expect(compareRuns(gpt, first).pairs?.difference.value).toBeCloseTo(-2 / 3);
  });

  it('compares two judges, and leaves out what they name different judgements of', () => {
    const other = judge(vote(['a', 'b'], 1, 0), vote(['a', 'c'], -1, -1), vote(['b', 'c'], 1, 1));
    const compared = compareRuns(gpt, other);
    expect(compared.pairs).toMatchObject({ first: { value: 1 / 2, count: 2 }, second: { value: 1 / 2 } });
    expect(compared.contradicted).toBe(1);
    expect(compared.tau).toMatchObject({ value: undefined, count: 1 });
  });
});
