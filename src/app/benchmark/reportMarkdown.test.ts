import { describe, expect, it } from 'vitest';
import { datasetReport } from '../../evaluation/datasetReport.ts';
import { PUBLISHED_SUITES } from '../../evaluation/publishedFigures.ts';
import { resultItem } from '../../evaluation/resultItemForTest.ts';
import type { BenchmarkReport } from '../../rpc/reportApi.ts';
import { reportJson } from './reportJson.ts';
import { reportMarkdown } from './reportMarkdown.ts';

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));
const run = { model: { id: 'nano', dtype: 'q8', manifestSha256: 'ab' }, items: 3 };

function reportOf(...items: Parameters<typeof datasetReport>[0]): BenchmarkReport {
  return { ...datasetReport(items), files: ['set_scores.jsonl'], run };
}

const report = reportOf(
  resultItem(1, rewards(2, 1), { ranks: [1, 2], models: ['a|b', 'c'] }),
  resultItem(2, rewards(2, 1), { ranks: [1, 2], models: ['a|b', 'c'] }),
);
const genai = PUBLISHED_SUITES.find(({ id }) => id === 'genai-bench');

describe('reportMarkdown', () => {
  it('holds what the report is of, its figures and the published ones', () => {
    const text = reportMarkdown(report, genai);
    expect(text).toContain(
      '# Benchmark of set_scores.jsonl\n\nnano (q8), 2 of 3 items scored.\n\n' +
        '## Judgements\n\nJudgements by people: 2 understood.\n\n## Agreement with people',
    );
    expect(text).toContain(
      '| Figure | Value (95% interval) | Of | Published, 7B |\n| --- | --- | --- | --- |\n' +
        '| Pairs, with ties | 100.0% (100.0 to 100.0) | 2 pairs | Qwen2.5-VL-7B 63.97%, MiMo-VL-7B 65.72%, random 25.90% |\n' +
        '| Pairs, without ties | 100.0% (100.0 to 100.0) | 2 pairs |  |',
    );
    expect(text).toContain('| a\\|b | ');
    expect(text).toContain("The SHA-256 of the model package's manifest is `ab`.");
    expect(text).toContain('on GenAI-Bench, from https://');
  });

  it('names what was assumed', () => {
    const labels = { ranks: [1, 2], models: ['a', 'b'], judgement: { kind: 'assumed' } } as const;
    const assumed = reportOf(resultItem(1, rewards(2, 1), labels), resultItem(2, rewards(2, 1), {}));
    const text = reportMarkdown(assumed, undefined);
    expect(text).toContain(
      '## Judgements\n\nJudgements by people: 0 understood, 1 assumed, 1 absent. In the one judged item nothing says which ' +
        'edit is better: the first one is taken for the preferred one, as was chosen',
    );
    expect(text).toContain("The model agrees with the order that is taken for people's on 100.0% of 1 pair");
    expect(text).toContain('## Editing models by the place of the edits\n\nBy the place of the edits, a is first');
    expect(JSON.parse(reportJson(assumed, undefined)).judgements).toMatchObject({ assumed: 1, absent: 1 });
  });

  it('tells the ends of a narrow bin apart', () => {
    const text = reportMarkdown(reportOf(resultItem(1, rewards(1.3451, 1.3502), {})), undefined);
    expect(text).toContain('| From | To below | not compared |\n| --- | --- | --- |\n| 1.3450 | 1.3452 | 1 |\n');
    expect(text).toContain('| 1.3502 | 1.3504 | 1 |');
  });

  it('says what is missing instead of empty tables', () => {
    const text = reportMarkdown(reportOf(resultItem(1, rewards(1), {})), undefined);
    expect(text).toContain('## Single scores\n\nPeople scored no single edits in these results');
    expect(text).toContain(
      '## Agreement with people\n\nPeople compared no edits in these results, so there is no order to agree with. 1 item holds no judgement.',
    );
    expect(text).not.toMatch(/Published|NaN|undefined/);
  });
});

describe('reportJson', () => {
  it('is the report, and what was published where it is compared', () => {
    expect(JSON.parse(reportJson(report, undefined))).toEqual(JSON.parse(JSON.stringify(report)));
    const { published, ...rest } = JSON.parse(reportJson(report, genai));
    expect(rest).toEqual(JSON.parse(JSON.stringify(report)));
    expect(published).toMatchObject({ suite: 'GenAI-Bench', figures: [{ key: 'withTies' }] });
  });
});
