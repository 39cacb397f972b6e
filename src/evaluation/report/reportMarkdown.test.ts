import { describe, expect, it } from 'vitest';
import { datasetReport } from '../datasetReport.ts';
import { PUBLISHED_SUITES } from '../publishedFigures.ts';
import { promptItem, resultItem } from '../../testing/resultItemForTest.ts';
import type { BenchmarkReport } from './benchmarkReport.ts';
import { reportJson } from './reportJson.ts';
import { reportDocument } from './reportDocument.ts';
import { documentMarkdown } from './reportMarkdown.ts';

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));
const run = { model: { id: 'nano', dtype: 'q8', manifestSha256: 'ab' }, items: 3 };

function reportOf(...items: Parameters<typeof datasetReport>[0]): BenchmarkReport {
  return {
    ...datasetReport(items),
    files: ['set_scores.jsonl'],
    run,
    suiteId: undefined,
    data: [{ name: 'set_scores.jsonl', sha256: 'cd' }],
  };
}

function markdownOf(...args: Parameters<typeof reportDocument>): string {
  return documentMarkdown(reportDocument(...args));
}

const report = reportOf(
  resultItem(1, rewards(2, 1), { ranks: [1, 2], models: ['a|b', 'c'] }),
  resultItem(2, rewards(2, 1), { ranks: [1, 2], models: ['a|b', 'c'] }),
);
const genai = PUBLISHED_SUITES.find(({ id }) => id === 'genai-bench');

describe('documentMarkdown', () => {
  it('holds what the report is of, its figures and the published ones', () => {
    const text = markdownOf(report, genai);
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

  it('says that the user limited the size of pictures', () => {
    const limited = { ...report, run: { ...run, model: { ...run.model, maxPixels: 1_048_576 } } };
    expect(markdownOf(limited, undefined)).toContain(
      '\n\nnano (q8), pictures up to 1,048,576 pixels, 2 of 3 items scored.\n\n',
    );
  });

  it('names what was assumed', () => {
    const labels = { ranks: [1, 2], models: ['a', 'b'], judgement: { kind: 'assumed' } } as const;
    const assumed = reportOf(resultItem(1, rewards(2, 1), labels), resultItem(2, rewards(2, 1), {}));
    const text = markdownOf(assumed, undefined);
    expect(text).toContain(
      '## Judgements\n\nJudgements by people: 0 understood, 1 assumed, 1 absent. In the one judged item nothing says which ' +
        'edit is better. The first one counts as preferred, as was chosen',
    );
    expect(text).toContain("The model agrees with the order that is taken for people's on 100.0% of 1 pair");
    expect(text).toContain('## Editing models by the place of the edits\n\nBy the place of the edits, a is first');
    expect(JSON.parse(reportJson(assumed, undefined)).judgements).toMatchObject({ assumed: 1, absent: 1 });
  });

  it('tells the ends of a narrow bin apart', () => {
    const text = markdownOf(reportOf(resultItem(1, rewards(1.3451, 1.3502), {})), undefined);
    expect(text).toContain('| From | To below | all |\n| --- | --- | --- |\n| 1.3450 | 1.3452 | 1 |\n');
    expect(text).toContain('| 1.3502 | 1.3504 | 1 |');
  });

  it('says what is missing instead of empty tables', () => {
    const judgement = { kind: 'unreadable', reason: 'vote is 2.' } as const;
    const text = markdownOf(reportOf(resultItem(1, rewards(1), { judgement })), undefined);
    expect(text).toContain(
      '## Not in these results\n\nPeople compared no edits in these results, so there is no order to agree with. 1 item holds a judgement that was not understood. ' +
        'People scored no single edits in these results, so there is nothing to correlate.',
    );
    expect(text).not.toMatch(/## (Single scores|Agreement)|Published|NaN|undefined/);
  });

  it('says nothing of people where nobody judged anything, and which editor is best', () => {
    const items = Array.from({ length: 6 }, (_, line) => resultItem(line, rewards(2, 1), { models: ['a|b', 'c'] }));
    const text = markdownOf(reportOf(...items), undefined);
    expect(text).toContain(
      '## Which editor is best\n\nBy reward, a|b is the best editor: it is better than c. ' +
        'a|b beats c on 6 of 6 sources (100%, 95% interval 61% to 100%). Each source counts once',
    );
    // Odds o of a|b against an average editor: o / (o + 1) + 6 o² / (o² + 1) = 6.5 at o = 4.28, of which the log is 1.454.
    expect(text).toContain('| a\\|b | 2.00 (2.00 to 2.00) | 100.0% (61.0 to 100.0) | none | 1.45');
    expect(text).toContain('| a\\|b | c | 6 – 0 – 0 | 100.0% (61.0 to 100.0) | none | 1.00 (1.00 to 1.00) | a\\|b |\n');
    expect(text).toContain('## Scores: Reward\n\nOn average 1.50 (12).');
    expect(text).not.toMatch(/[Pp]eople|[Jj]udge|[Aa]gree|compared|Published|NaN|undefined/);
    expect(JSON.parse(reportJson(reportOf(...items), undefined)).editors.pairs).toMatchObject([
      { first: 'a|b', second: 'c', wins: 6, verdict: 'first' },
    ]);
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

function pair(line: number, ...values: [number, number]) {
  return promptItem(line, rewards(...values), { ranks: [1, 2], models: ['x', 'y'], judgement: { kind: 'layout' } });
}

function inFolder(line: number, folder: string, value: number) {
  return promptItem(line, rewards(value), { folder });
}

describe('documentMarkdown of text-to-image', () => {
  const hpdv3 = PUBLISHED_SUITES.find(({ id }) => id === 'hpdv3');
  const generators = PUBLISHED_SUITES.find(({ id }) => id === 'generators');

  it('has the official accuracy beside what was published, and says what it rests on', () => {
    const text = markdownOf(reportOf(pair(1, 2, 1), pair(2, 1, 1), pair(3, 0, 1)), hpdv3);
    expect(text).toContain('Judgements by people: 0 understood, 3 by the layout of the dataset.');
    expect(text).toContain(
      'The model gives the higher reward to what people preferred in 33.3% of 3 pairs: 1 right, 1 equal, 1 wrong.',
    );
    expect(text).toMatch(
      /\| Pairs, as HPSv3 counts them \| 33\.3% .+ \| 3 pairs \| HPSv3 76\.9%, HPSv2 65\.3%, MPS 64\.3%/,
    );
    expect(text).toContain('## Models by reward');
    expect(text).toContain('Published figures: HPDv3’s test set, from https://github.com/MizzenAI/HPSv3 (');
    expect(text.replaceAll('npx editreward', '')).not.toMatch(/[Ee]dit|Rewards of folders/);
  });

  it('has the rewards of folders', () => {
    const text = markdownOf(reportOf(inFolder(1, 'cats', 1), inFolder(2, 'dogs', 4)), generators);
    expect(text).toContain('## Rewards of folders\n\nThe mean reward over 2 folders, each counted once, is 2.50.');
    expect(text).toMatch(
      /\| Mean of the folders \| 2\.50 \(.+\) \| 2 folders \| Kolors 10\.55, FLUX\.1-dev 10\.43, .+ SD2 −0\.24 \|/,
    );
    expect(text).toMatch(/\| cats \| 1\.00 .*\| 1 picture \|  \|/);
  });
});
