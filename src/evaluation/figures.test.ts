import { describe, expect, it } from 'vitest';
import { datasetReport, type DatasetReport } from './datasetReport.ts';
import {
  accuracyFigures,
  correlationFigures,
  folderFigures,
  guessSuite,
  publishedValues,
  suitesFor,
  type Figure,
} from './figures.ts';
import { PUBLISHED_SUITES } from './publishedFigures.ts';
import { promptItem, resultItem } from '../testing/resultItemForTest.ts';

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));
const [bench, genai] = PUBLISHED_SUITES;

/** A report with so many items of each size. */
function reportOfSizes(...sizes: [size: number, count: number][]): DatasetReport {
  const [example] = [datasetReport([resultItem(1, rewards(2, 1), { ranks: [1, 2] })])];
  const strict = sizes.map(([size, count]) => ({ size, value: 0.5, interval: undefined, count }));
  return { ...example, ranked: example.ranked && { ...example.ranked, strict } };
}

function figure(key: Figure['key'], count: number): Figure {
  return { key, label: '', of: 'item', estimate: { value: 0.5, interval: undefined, count } };
}

describe('accuracyFigures', () => {
  it('are those of the report, and say where epsilon comes from', () => {
    const report = datasetReport([
      resultItem(1, rewards(2, 1), { ranks: [1, 2] }),
      resultItem(2, rewards(1, 1.25), { ranks: [1, 1] }),
      resultItem(3, rewards(3, 2, 1), { ranks: [1, 3, 2] }),
    ]);
    expect(accuracyFigures(report).map(({ label, estimate }) => [label, estimate.value])).toEqual([
      ['Pairs, with ties', 4 / 5],
      ['Pairs, without ties', 3 / 4],
      ['Strict order of 2 edits', 1],
      ['Strict order of 3 edits', 0],
      ['Strict order, overall', 2 / 3],
    ]);
    expect(accuracyFigures(report)[0]?.note).toContain('ε = 0.250 count as a tie. ε is tuned on this test set itself');
  });

  it('say that there is no order where people tied everything', () => {
    const tied = accuracyFigures(datasetReport([resultItem(1, rewards(2, 1), { ranks: [1, 1] })]));
    expect(tied.find(({ key }) => key === 'withoutTies')).toMatchObject({
      estimate: { value: undefined },
      note: 'People tied every pair: there is no order to get right.',
    });
  });

  it('are none without ranks', () => expect(accuracyFigures(datasetReport([]))).toEqual([]));
});

describe('correlationFigures', () => {
  it('are those of each model, their mean, and the official figure named as such', () => {
    const report = datasetReport([
      ...[1, 2, 3].map((value) => resultItem(value, rewards(value), { humans: [value], models: ['m'] })),
      resultItem(9, rewards(1), { humans: [1], models: ['once'] }),
    ]);
    const figures = correlationFigures(report);
    expect(figures.map(({ label, estimate }) => [label, estimate.value])).toEqual([
      ['m', expect.closeTo(1, 12)],
      ['once', undefined],
      ['Plain mean of the models', expect.closeTo(1, 12)],
      ['As the official code reports it', expect.closeTo(Math.tanh(1), 12)],
    ]);
    expect(figures[1]?.note).toBe('Fewer than two edits, or all scores alike: no order to compare.');
  });

  it('are none without single scores', () => expect(correlationFigures(datasetReport([]))).toEqual([]));
});

describe('guessSuite', () => {
  it('knows EditReward-Bench by its splits, whatever the file is called', () => {
    expect(guessSuite(reportOfSizes([2, 186], [3, 150], [4, 148]), ['x.jsonl'])).toBe(bench);
    expect(guessSuite(reportOfSizes([2, 186], [3, 150], [4, 147]), ['x.jsonl'])).toBeUndefined();
    expect(guessSuite(reportOfSizes(), ['x.jsonl'])).toBeUndefined();
  });

  it('goes by the name else', () => {
    expect(guessSuite(datasetReport([]), ['GenAI-Bench_scores.jsonl'])).toBe(genai);
    expect(guessSuite(datasetReport([]), [])).toBeUndefined();
  });
});

describe('publishedValues', () => {
  it('are compared with the same split of the same suite alone', () => {
    expect(publishedValues(figure('strict2', 186), bench)).toEqual([
      { model: 'Qwen2.5-VL-7B', value: expect.closeTo(0.5699, 12) },
      { model: 'MiMo-VL-7B', value: expect.closeTo(0.5645, 12) },
      { model: 'random', value: expect.closeTo(0.2581, 12) },
    ]);
    expect(publishedValues(figure('strict2', 185), bench)).toEqual([]);
    expect(publishedValues(figure('withTies', 186), bench)).toEqual([]);
    expect(publishedValues(figure('strict2', 186), undefined)).toEqual([]);
    expect(publishedValues(figure('withTies', 7), genai)).toHaveLength(3);
  });
});

const pair = (line: number, ...values: number[]) => promptItem(line, rewards(...values), { ranks: [1, 2] });

describe('figures of text-to-image', () => {
  const ofPairs = datasetReport([pair(1, 2, 1), pair(2, 1, 1)]);

  it('are those of HPSv3 alone', () => {
    expect(accuracyFigures(ofPairs)).toMatchObject([
      {
        key: 'officialPairs',
        label: 'Pairs, as HPSv3 counts them',
        estimate: { value: 0.5, count: 2 },
        note: 'In 1 of them both rewards are equal, which is not right.',
      },
    ]);
    const ranked = datasetReport([promptItem(1, rewards(3, 2, 1), { ranks: [1, 2, 3] })]);
    expect(accuracyFigures(ranked)[0]).toMatchObject({
      label: 'Pairs of rankings, as HPSv3 counts them',
      note: undefined,
    });
    expect(folderFigures(ofPairs)).toEqual([]);
  });

  it('have a row for each folder, beneath their mean', () => {
    const report = datasetReport([
      promptItem(1, rewards(1), { folder: 'a' }),
      promptItem(2, rewards(-2), { folder: 'b' }),
      promptItem(3, rewards(2), { folder: 'a' }),
    ]);
    expect(folderFigures(report).map(({ key, label, estimate, note }) => [key, label, estimate.value, note])).toEqual([
      ['foldersOverall', 'Mean of the folders', -0.25, 'Standard deviation 1.75, from −2.00 to 2.00.'],
      ['folder a', 'a', 1.5, 'Standard deviation 0.50, from 1.00 to 2.00.'],
      ['folder b', 'b', -2, 'Standard deviation 0.00, from −2.00 to −2.00.'],
    ]);
  });

  it('stand beside what was published for such datasets, and nothing else', () => {
    expect(suitesFor(ofPairs).map(({ id }) => id)).toEqual([
      'imagereward',
      'pickscore',
      'hpdv2',
      'hpdv3',
      'generators',
    ]);
    expect(suitesFor(datasetReport([])).map(({ kind }) => kind)).toEqual(['edits', 'edits', 'edits', 'edits']);
    const hpdv3 = guessSuite(ofPairs, ['HPDv3_test_scores.jsonl']);
    const [official] = accuracyFigures(ofPairs);
    expect(official && publishedValues(official, hpdv3).slice(0, 2)).toEqual([
      { model: 'HPSv3', value: expect.closeTo(0.769, 12) },
      { model: 'HPSv2', value: expect.closeTo(0.653, 12) },
    ]);
    expect(guessSuite(ofPairs, ['GenAI-Bench_scores.jsonl'])).toBeUndefined();
    expect(guessSuite(datasetReport([]), ['hpdv3_scores.jsonl'])).toBeUndefined();
  });
});
