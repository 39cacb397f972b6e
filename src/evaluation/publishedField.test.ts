import { describe, expect, it } from 'vitest';
import { promptItem, resultItem } from '../testing/resultItemForTest.ts';
import { datasetReport } from './datasetReport.ts';
import { publishedField } from './publishedField.ts';
import { PUBLISHED_SUITES } from './publishedFigures.ts';

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));
const suite = (id: string) => PUBLISHED_SUITES.find((one) => one.id === id) ?? expect.fail(id);
/** So many pairs, of which so many are in the order of people. */
const pairs = (count: number, right: number) =>
  Array.from({ length: count }, (_, k) => resultItem(k, rewards(k < right ? 1 : -1, 0), { ranks: [1, 2] }));

describe('publishedField', () => {
  it('is all that was published of a suite, the best first', () => {
    const { columns, entries, notes } = publishedField(suite('editreward-bench'), []);
    expect(columns).toEqual(['Bench K=2', 'Bench K=3', 'Bench K=4', 'Bench overall']);
    expect(entries.map(({ name }) => name)).toEqual(
      'EditReward on MiMo-VL-7B|Gemini-2.5-Flash|GPT-5|EditReward on Qwen2.5-VL-7B|Gemini-2.0-Flash|MiMo-VL-7B-SFT-2508|Qwen2.5-VL-7B-Inst|Qwen2.5-VL-32B-Inst|GPT-4o|Qwen2.5-VL-3B-Inst|Random'.split(
        '|',
      ),
    );
    expect(entries[0]?.values.map((one) => one?.value)).toEqual([56.45, 42.67, 11.49, 38.42]);
    expect(notes).toEqual([]);
    const hub = publishedField(suite('imagenhub'), []);
    expect(hub.entries.slice(0, 2).map(({ name }) => name)).toEqual(['Human to human', 'Gemini-2.5-Flash']);
    expect(hub.entries.some(({ name }) => name === 'Random')).toBe(false);
  });

  it("has one's own results at their place, with what cannot be checked", () => {
    const report = datasetReport(pairs(20, 12));
    const { entries, notes } = publishedField(suite('genai-bench'), [{ name: 'nano (q8)', report }]);
    const place = entries.findIndex(({ isOwn }) => isOwn);
    expect([place, entries[place - 1]?.name, entries[place + 1]?.name]).toEqual([
      2,
      'EditReward on Qwen2.5-VL-7B',
      'ADIEE',
    ]);
    const { low = NaN, high = NaN } = report.ranked?.withTies.interval ?? {};
    expect(entries[place]).toEqual({
      name: 'nano (q8)',
      isOwn: true,
      values: [{ value: 60, interval: { low: 100 * low, high: 100 * high } }],
    });
    expect(notes).toEqual([
      'The source does not say how many items its figures are of: whether nano (q8) is of the same cannot be checked.',
    ]);
  });

  it("leaves one's own results out where they are of other items, and says so", () => {
    const few = publishedField(suite('editreward-bench'), [{ name: 'mine', report: datasetReport(pairs(20, 12)) }]);
    expect(few.entries.some(({ isOwn }) => isOwn)).toBe(false);
    expect(few.notes).toEqual([
      'mine is of other items than what was published, and not compared in: Bench K=2 (20 items here, 186 there), Bench overall (20 items here, 484 there).',
    ]);
    const part = publishedField(suite('editreward-bench'), [{ name: 'mine', report: datasetReport(pairs(186, 93)) }]);
    expect(part.entries.at(-1)).toMatchObject({
      name: 'mine',
      values: [{ value: 50 }, undefined, undefined, undefined],
    });
    expect(part.notes).toEqual([
      'mine is of other items than what was published, and not compared in: Bench overall (186 items here, 484 there).',
    ]);
    const none = publishedField(suite('imagenhub'), [{ name: 'mine', report: datasetReport(pairs(2, 1)) }]);
    expect(none.notes).toEqual(['mine holds no figure that was published of ImagenHub.']);
  });

  it('compares rewards of generators as they are', () => {
    const report = datasetReport([
      promptItem(1, rewards(9), { folder: 'arts' }),
      promptItem(2, rewards(11), { folder: 'food' }),
    ]);
    const { entries } = publishedField(suite('generators'), [{ name: 'mine', report }]);
    expect(entries.slice(3, 6).map(({ name, values }) => [name, values[0]?.value])).toEqual([
      ['Infinity', 10.26],
      ['mine', 10],
      ['CogView4', 9.61],
    ]);
  });
});
