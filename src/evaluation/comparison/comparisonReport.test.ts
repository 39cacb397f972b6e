import { describe, expect, it } from 'vitest';
import { BY_SCORES } from '../../core/dataset/judgement.ts';
import { resultItem } from '../../testing/resultItemForTest.ts';
import { PUBLISHED_SUITES } from '../publishedFigures.ts';
import { documentLatex } from '../report/reportLatex.ts';
import { documentMarkdown } from '../report/reportMarkdown.ts';
import { comparisonDocument } from './comparisonDocument.ts';
import { comparisonReport, type ComparedResults } from './comparisonReport.ts';
import { comparisonSentences } from './comparisonText.ts';

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));
const genai = PUBLISHED_SUITES.find(({ id }) => id === 'genai-bench');

/** Ten sources with two edits each, of which so many are in the order of people. */
function results(file: string, id: string | undefined, right: number, count = 10): ComparedResults {
  const items = Array.from({ length: count }, (_, k) =>
    resultItem(k, rewards(k < right ? 1 : -1, 0), { ranks: [1, 2] }),
  );
  const model = { id: id ?? '', dtype: 'q8', manifestSha256: 'ab' };
  const run = id === undefined ? undefined : { model, items: count };
  return { results: { files: [file], items, run }, data: [{ name: file, sha256: `digest of ${file}` }] };
}

const shares: number[] = [];
const comparison = comparisonReport(
  [results('a.jsonl', 'nano', 9), results('b.jsonl', 'nano', 5), results('c.jsonl', undefined, 5, 8)],
  (share) => shares.push(share),
);

describe('comparisonReport', () => {
  it('has each run by itself, and each two of them', () => {
    expect(comparison.names).toEqual(['nano (q8), a.jsonl', 'nano (q8), b.jsonl', 'c.jsonl']);
    expect(comparison.comparisons.map(({ runs }) => runs)).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(comparison.reports.map(({ ranked }) => ranked?.withoutTies.value)).toEqual([0.9, 0.5, 5 / 8]);
    expect(comparison.comparisons[0]?.pairs?.difference).toMatchObject({ value: 0.4, count: 10 });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.9);
  });

  it('is said in sentences: whether a difference is clear, and what is not joined', () => {
    const [first, second] = comparison.comparisons.map((one) => comparisonSentences(one, ['A', 'B', 'C']));
    expect(first).toEqual([
      expect.stringMatching(/^A and B order 10 pairs of edits alike by a tau-b of 0\.200 \(−?\d\.\d+ to \d\.\d+\)\.$/),
      expect.stringMatching(
        /^A agrees with people on 90\.0% of 10 pairs, B on 50\.0%\. The difference of 40\.0 points \(10\.0 to 70\.0\) is not clear\.$/,
      ),
    ]);
    // Four sources decide the 40 points, each for A: by chance that happens once in eight times. Seven do not.
    const clear = comparisonReport([results('a.jsonl', 'nano', 9), results('b.jsonl', 'nano', 2)]).comparisons[0];
    expect(clear && comparisonSentences(clear, ['A', 'B'])[1]).toMatch(
      /The difference of 70\.0 points \(.+\) is clear\.$/,
    );
    expect(second?.at(-1)).toBe('16 edits are in both. Not joined: 4 of A and 0 of C.');
  });

  it('says whose order was chosen where people gave none', () => {
    const assumed = results('b.jsonl', 'nano', 2);
    const items = assumed.results.items.map((one) => ({ ...one, item: { ...one.item, judgement: BY_SCORES } }));
    const chosen = comparisonReport([
      results('a.jsonl', 'nano', 9, 0),
      { ...assumed, results: { ...assumed.results, items } },
      { ...assumed, results: { ...assumed.results, items } },
    ]);
    expect(chosen.comparisons.map(({ judges }) => judges)).toEqual(Array(3).fill('the scores of the first dimension'));
    expect(comparisonSentences(chosen.comparisons[2] ?? expect.fail(), ['A', 'B', 'C'])[1]).toMatch(
      /^B agrees with the scores of the first dimension on 20\.0% of 10 pairs, C on 20\.0%/,
    );
    expect(comparisonDocument(chosen, undefined).plots[0]?.title).toBe(
      'Agreement with the scores of the first dimension',
    );
  });

  it('makes documents that say what they are made of', () => {
    const document = comparisonDocument(comparison, genai);
    const text = documentMarkdown(document);
    expect(text).toContain('# nano (q8), a.jsonl, nano (q8), b.jsonl and c.jsonl compared\n\n3 runs.');
    expect(text).toContain('| nano (q8), a.jsonl, these results |  | 90.00 (70.00 to 100.00) |');
    expect(text).toContain('Data: b.jsonl, SHA-256 digest of b.jsonl');
    expect(text).toContain(
      'Made again by: npx editreward report a.jsonl b.jsonl c.jsonl --suite genai-bench --format md',
    );
    expect(text).toMatch(/\| nano \(q8\), a\.jsonl \| nano \(q8\), b\.jsonl \| 0\.200 .* \| 10 pairs \| 40\.0 points /);
    expect(text).not.toMatch(/NaN|undefined/);
    expect(documentLatex(document)).toContain('nano (q8), a.jsonl & nano (q8), b.jsonl & 0.200');
    expect(document.plots.map(({ id }) => id)).toEqual(['accuracies', 'tau', 'differences']);
  });

  it('of runs that share nothing says so, and has no empty table', () => {
    const other = results('d.jsonl', undefined, 1, 1);
    const [item] = other.results.items;
    const moved = item && { ...item, item: { ...item.item, instruction: 'Else' } };
    const alone = comparisonReport([
      results('a.jsonl', undefined, 5),
      { ...other, results: { ...other.results, items: moved ? [moved] : [] } },
    ]);
    const { sections, plots } = comparisonDocument(alone, undefined);
    expect(sections.map(({ id }) => id)).toEqual(['runs', 'figures', 'agreement']);
    expect(sections.at(-1)?.text).toContain(
      'a.jsonl and d.jsonl share no pair of edits: how alike they order them cannot be said.',
    );
    expect(plots.map(({ id }) => id)).toEqual(['accuracies']);
  });
});
