import { describe, expect, it } from 'vitest';
import type { ResultItem } from '../../core/dataset/resultItem.ts';
import type { ReportedModel } from '../../core/score/scoreReport.ts';
import { resultItem } from '../../testing/resultItemForTest.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { comparisonReport, type ComparedResults } from '../comparison/comparisonReport.ts';
import { documentMarkdown } from '../report/reportMarkdown.ts';
import { closenessDocument } from './closenessDocument.ts';
import { closenessReport } from './closenessReport.ts';
import { closenessSentences } from './closenessText.ts';

/** mu of both heads, and log sigma of both: heads are `quality` apart. */
function score(mu: number, logSigma = 0, quality = 0) {
  return editScore({ mu, logSigma }, { mu: mu + quality, logSigma });
}

function results(file: string, dtype: string, items: readonly ResultItem[]): ComparedResults {
  const model = { id: 'nano', dtype, manifestSha256: `digest of ${dtype}` };
  return {
    results: { files: [file], items, run: { model, items: items.length } },
    data: [{ name: file, sha256: `digest of ${file}` }],
  };
}

/** As detailed logs have them. */
function ofRewards(file: string, shift: number): ComparedResults {
  return results(file, 'q8', [resultItem(0, [{ reward: shift }, { reward: 1 }], {})]);
}

/** Three edits each of four sources. */
const exact = results(
  'a_scores.jsonl',
  'q8',
  [0, 1, 2, 3].map((k) => resultItem(k, [score(1), score(2), score(3)], {})),
);
/** In the first source two edits change places, in the second two are equal; the third has other sigmas. */
const coarse = results('b_scores.jsonl', 'q4', [
  resultItem(0, [score(1), score(3.25), score(3)], {}),
  resultItem(1, [score(1), score(2), score(2)], {}),
  resultItem(2, [score(1), score(2), score(3, Math.log(1.5))], {}),
  resultItem(3, [score(1, 0, 1), score(2), score(3)], {}),
]);

const report = closenessReport([exact, coarse]);
const [reward, following, quality] = report.measures;

describe('closenessReport', () => {
  it('says how alike the two order edits, by the reward and by each head', () => {
    // Of 12 pairs 10 are ordered alike, one otherwise, and one is equal in the second.
    const alike = (10 - 1) / Math.sqrt(12 * 11);
    expect(report.measures.map(({ key, label }) => [key, label])).toEqual([
      ['reward', 'Reward'],
      ['instructionFollowing', 'Instruction following'],
      ['visualQuality', 'Visual quality'],
    ]);
    expect(reward?.tau).toMatchObject({ value: expect.closeTo(alike, 12), count: 12 });
    expect(following?.tau.value).toBeCloseTo(alike, 12);
    // There 1 + 1 and 2 are equal too.
    expect(quality?.tau.value).toBeCloseTo((9 - 1) / Math.sqrt(12 * 10), 12);
    expect(reward?.tau).toEqual(report.tau);
    expect(reward?.tau.interval?.low).toBeLessThan(alike);
    expect(reward?.tau.interval?.high).toBeGreaterThan(alike);
  });

  it('says how far mu and sigma are apart', () => {
    expect(reward?.mu).toMatchObject({ largest: 1.25, mean: { value: (1.25 + 1 + 0.5) / 12, count: 12 } });
    expect(following?.mu).toMatchObject({ largest: 1.25, mean: { value: 2.25 / 12 } });
    expect(quality?.mu).toMatchObject({ largest: 1.25, mean: { value: 3.25 / 12 } });
    expect(reward?.sigma?.largest).toBeCloseTo(0.5, 12);
    expect(reward?.sigma?.mean.value).toBeCloseTo(0.5 / 12, 12);
    // The sources are 1.25, 1, 0 and 0.5 apart. Four drawn of them sum up to 0.5 or less in 2.0% of all draws, to 1 or less in 5.9%.
    expect(reward?.mu.mean.interval?.low).toBeCloseTo(1 / 12, 12);
  });

  it('names the pairs that change their order, the preferred edit of the first run first', () => {
    expect(report.changed).toMatchObject({ count: 1, tied: 1, share: { value: 1 / 12, count: 12 } });
    expect(report.changed.worst).toEqual([
      { line: 0, instruction: 'Edit 0.png', source: '0.png', images: ['0-2.png', '0-1.png'], leads: [1, -0.25] },
    ]);
  });

  it('has the same tau as a comparison of the two', () => {
    expect(report.tau).toEqual(comparisonReport([exact, coarse]).comparisons[0]?.tau);
  });

  it('says it in a document with the digests and the command', () => {
    const text = documentMarkdown(closenessDocument(report));
    expect(text).toContain('# How close nano (q4) is to nano (q8)\n\n12 edits.');
    expect(text).toMatch(
      /order 12 pairs of edits alike by a tau-b of 0\.783 \(.+\)\. 1 of 12 pairs change their order: 8\.3%/,
    );
    expect(text).toMatch(
      /\| Reward \| 0\.783 \(.+\) \| 0\.2292 \(.+\), at most 1\.2500 \| 0\.0417 \(.+\), at most 0\.5000 \|/,
    );
    expect(text).toContain('| 0-2.png | 0-1.png | 0.png | Edit 0.png | 1.000 | −0.250 |');
    expect(text).toContain('Data: b_scores.jsonl, SHA-256 digest of b_scores.jsonl');
    expect(text).toContain('Scored by nano (q4), manifest SHA-256 digest of q4');
    expect(text).toContain(
      'Made again by: npx editreward compare --results a_scores.jsonl --results b_scores.jsonl --format md',
    );
    expect(text).not.toMatch(/NaN|undefined/);
  });

  it('knows no sigma and no heads where results hold rewards alone', () => {
    const { measures } = closenessReport([ofRewards('a', 0), ofRewards('b', 0.5)]);
    expect(measures).toHaveLength(1);
    expect(measures[0]).toMatchObject({ key: 'reward', mu: { largest: 0.5 }, sigma: undefined });
  });

  it('says first of all where two results are not of two packages of one model, used alike', () => {
    expect(report.differences).toEqual([]);
    const { items } = exact.results;
    const ofModel = (model: Partial<ReportedModel>): ComparedResults => ({
      ...coarse,
      results: {
        ...coarse.results,
        items,
        run: { model: { id: 'nano', dtype: 'q4', manifestSha256: 'b', ...model }, items: items.length },
      },
    });
    const other = closenessReport([exact, ofModel({ id: 'another', revision: '2', maxPixels: 40_000 })]);
    expect(other.differences).toEqual(['name (nano, another)', 'limit on pictures (none, 40,000 pixels)']);
    expect(documentMarkdown(closenessDocument(other))).toContain(
      'As far as results tell, these are not two packages of one model that were used alike: they differ in name (nano, another), limit ' +
        'on pictures (none, 40,000 pixels). So the figures do not say what a package loses. nano (q8)',
    );
    expect(documentMarkdown(closenessDocument(report))).not.toContain('used alike');
    // One model under another limit is no other model.
    expect(closenessSentences(closenessReport([exact, ofModel({ maxPixels: 40_000 })]))[0]).not.toContain('two models');
    const taste = { name: 'mine', sha256: '0123456789abcdef' };
    expect(closenessReport([exact, ofModel({ taste })]).differences).toEqual(['taste (none, "mine" 01234567)']);
  });

  it('knows two models by their heads', () => {
    const heads = { overall: { mu: 1, logSigma: 0 } };
    const one = results('c', 'q4', [resultItem(0, [{ reward: 1, logSigma: 0, heads }], {})]);
    expect(closenessReport([exact, one]).differences).toEqual([
      'heads (instructionFollowing and visualQuality, overall)',
    ]);
    // Where results hold rewards alone, nobody can tell.
    expect(closenessReport([exact, ofRewards('d', 0)]).differences).toEqual([]);
  });

  it('refuses judges, and results of nothing in common', () => {
    const other = results('c', 'q4', [{ ...resultItem(9, [score(1)], {}) }]);
    expect(() => closenessReport([exact, other])).toThrow(
      expect.objectContaining({ name: 'ClosenessError', message: expect.stringContaining('share no edit') }),
    );
    const judge = { name: 'gpt5', votes: [] };
    const judged = { ...exact, results: { ...exact.results, judge } } as unknown as ComparedResults;
    expect(() => closenessReport([exact, judged])).toThrow(
      expect.objectContaining({ name: 'ClosenessError', message: expect.stringContaining('no rewards') }),
    );
  });

  it('tells how far it is', () => {
    const shares: number[] = [];
    closenessReport([exact, coarse], (share) => shares.push(share));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.9);
  });
});
