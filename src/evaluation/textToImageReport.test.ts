import { describe, expect, it } from 'vitest';
import { datasetReport } from './datasetReport.ts';
import { promptItem, resultItem } from '../testing/resultItemForTest.ts';

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));
const pair = (line: number, ...values: [number, number]) =>
  promptItem(line, rewards(...values), { ranks: [1, 2], judgement: { kind: 'layout' } });

const inFolder = (line: number, folder: string, value: number) => promptItem(line, rewards(value), { folder });

describe('datasetReport of edits', () => {
  it('has no part for text-to-image, so that files of it are what they were', () => {
    const report = datasetReport([resultItem(1, rewards(2, 1), { ranks: [1, 2] })]);
    expect('textToImage' in report).toBe(false);
    expect(report.judgements).toEqual({ understood: 1, absent: 0, assumed: 0, unreadable: 0, unknown: 0 });
    expect('layout' in report.judgements).toBe(false);
  });
});

describe('accuracy', () => {
  it('of pairs counts equal rewards, which are not right', () => {
    const { textToImage, judgements } = datasetReport([pair(1, 2, 1), pair(2, 1, 1), pair(3, 1, 2), pair(4, 5, -5)]);
    expect(textToImage?.accuracy).toMatchObject({ mode: 'pairs', value: 0.5, count: 4, right: 2, equal: 1 });
    expect(judgements).toMatchObject({ understood: 0, layout: 4 });
    const { low = 1, high = 0 } = textToImage?.accuracy?.interval ?? {};
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
    expect(textToImage?.folders).toBeUndefined();
  });

  it('of rankings is over all pairs of different ranks, of all prompts together', () => {
    const { textToImage } = datasetReport([
      promptItem(1, rewards(3, 1, 1), { ranks: [1, 2, 3] }),
      promptItem(2, rewards(1, 2, 0, 2), { ranks: [1, 1, 3, 4] }),
      promptItem(3, rewards(9, 8), { ranks: [1, 1] }),
    ]);
    expect(textToImage?.accuracy).toMatchObject({ mode: 'rankings', value: 4 / 8, count: 8, right: 4, equal: 2 });
  });

  it('has no interval over one prompt, and is undefined where people ordered nothing', () => {
    const one = [1, 2].map((line) => ({ ...pair(line, 2, 1) }));
    const same = one.map(({ item, scores }) => ({ item: { ...item, instruction: 'a fox' }, scores }));
    expect(datasetReport(same).textToImage?.accuracy).toMatchObject({ value: 1, interval: undefined });
    expect(datasetReport([promptItem(1, rewards(1, 2), {})]).textToImage?.accuracy).toBeUndefined();
  });
});

describe('folders', () => {
  it('have mean, deviation and ends, and a mean in which each counts once', () => {
    const { textToImage } = datasetReport([
      inFolder(1, 'cats', 1),
      inFolder(2, 'cats', 2),
      inFolder(3, 'cats', 4),
      inFolder(4, 'dogs', -3),
    ]);
    const { each = [], overall } = textToImage?.folders ?? {};
    expect(each).toMatchObject([
      { folder: 'cats', value: 7 / 3, count: 3, std: expect.closeTo(1.247219128924647, 12), min: 1, max: 4 },
      { folder: 'dogs', value: -3, count: 1, std: 0, min: -3, max: -3 },
    ]);
    // numpy.mean and std of the two means.
    expect(overall).toMatchObject({ value: expect.closeTo(-1 / 3, 12), count: 2, min: -3, max: 4 });
    expect(overall?.std).toBeCloseTo(8 / 3, 12);
    expect(each[0]?.interval?.low).toBeLessThan(each[0]?.interval?.high ?? 0);
    expect(textToImage?.accuracy).toBeUndefined();
  });

  it('have no interval where all pictures are of one prompt, which says nothing of how prompts differ', () => {
    const { textToImage } = datasetReport([inFolder(1, 'cats', 1), inFolder(2, 'cats', 2), inFolder(3, 'dogs', -3)]);
    const [cats, dogs] = textToImage?.folders?.each ?? [];
    expect(cats?.interval).toBeDefined();
    expect(dogs).toMatchObject({ value: -3, interval: undefined });
  });
});
