import { describe, expect, it } from 'vitest';
import type { JudgeVote, Order } from '../core/dataset/judgeVote.ts';
import { accuracyFigures } from './figures.ts';
import { judgeReport } from './judgeReport.ts';

function vote(item: string, size: number, human: Order, judge: Order | undefined, ...editors: string[]): JudgeVote {
  const [first, second] = editors;
  return { item, size, instruction: `do ${item}`, editors: [first, second], human, judge, isRight: human === judge };
}

/** Of two: right, wrong, a tie that is right, an answer without verdict. Of three: one right, one not, one not whole. */
const votes = [
  vote('a', 2, 1, 1, 'x', 'y'),
  vote('b', 2, 1, -1, 'x', 'y'),
  vote('c', 2, 0, 0, 'x', 'y'),
  vote('d', 2, -1, undefined, 'x', 'y'),
  ...[1, 1, -1].map((human) => vote('e', 3, human as Order, human as Order)),
  ...[1, 1, 1].map((judge, k) => vote('f', 3, k === 1 ? -1 : 1, judge as Order)),
  ...[1, 1].map((human) => vote('g', 3, human as Order, human as Order)),
];
const report = judgeReport({ name: 'gpt5', votes, unanswered: 1 });

describe('judgeReport', () => {
  it('counts as the official code does: an item is right if all of its pairs are there and right', () => {
    const { ranked } = report;
    expect(ranked?.strict.map(({ size, value, count }) => [size, value, count])).toEqual([
      [2, 2 / 4, 4],
      [3, 1 / 3, 3],
    ]);
    expect(ranked?.strictOverall).toMatchObject({ value: 3 / 7, count: 7 });
    expect(ranked?.withTies).toMatchObject({ value: 9 / 12, count: 12, epsilon: undefined });
    expect(ranked?.withoutTies).toMatchObject({ value: 8 / 11, count: 11 });
    expect(ranked?.strictOverall.interval?.low).toBeLessThan(3 / 7);
    expect(ranked?.strictOverall.interval?.high).toBeGreaterThan(3 / 7);
  });

  it('says who judged, and what is in no figure or not right', () => {
    expect(report.judge).toEqual({ name: 'gpt5', unanswered: 1, unclear: 1 });
    expect([report.itemCount, report.groupCount]).toEqual([7, 7]);
    expect(accuracyFigures(report)[0]?.note).toBe(
      'The judge says itself which edits are alike. 1 answer holds no verdict, which is not right. 1 pair has no answer and is not counted.',
    );
  });

  it('ranks the editing models by what the judge said, and by people', () => {
    // Of a, b and c: x won one by the judge, lost one and tied one. People prefer x twice, y once.
    const { byReward, byPeople } = report.leaderboards;
    expect(byReward.map(({ model, strength, contests }) => [model, strength, contests])).toEqual([
      ['x', 0, 3],
      ['y', 0, 3],
    ]);
    expect(byPeople[0]).toMatchObject({ model: 'x', contests: 4 });
    expect(byPeople[0]?.strength).toBeGreaterThan(0);
  });

  it('of no votes has no figure', () => {
    expect(judgeReport({ name: 'j', votes: [], unanswered: 3 })).toMatchObject({ itemCount: 0, ranked: undefined });
  });
});
