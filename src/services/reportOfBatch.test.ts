import { describe, expect, it } from 'vitest';
import { digestText } from '../core/bytes/sha256.ts';
import { toPortable } from '../core/dataset/portableItem.ts';
import { ABSENT_IN_PAIR } from '../core/dataset/judgement.ts';
import { datasetReport } from '../evaluation/datasetReport.ts';
import { scoreLines } from '../formats/results/scoreLine.ts';
import type { ReportProgress } from '../rpc/reportApi.ts';
import { resultItem } from '../testing/resultItemForTest.ts';
import { editScore } from '../testing/scoreForTest.ts';
import { createBatchReporter } from './reportOfBatch.ts';

function score(reward: number) {
  return editScore({ mu: reward, logSigma: 0 }, { mu: reward, logSigma: 0 });
}

const results = [1, 2, 3].map((line) =>
  resultItem(line, [score(line), score(0)], { models: ['a', 'b'], judgement: ABSENT_IN_PAIR }),
);
const batch = {
  name: 'set.json',
  file: 'set_scores.jsonl',
  run: { model: { id: 'nano', dtype: 'q8', manifestSha256: 'ab' }, items: 4 },
  preference: 'none',
} as const;
const outcomesOf = (line: number) =>
  [score(line), score(0)].map((one, candidate) => ({ line, candidate, outcome: { score: one } }));

async function reporterWithAll() {
  const reporter = createBatchReporter();
  for (const one of results)
    await reporter.take({ items: [toPortable(one.item)], outcomes: outcomesOf(one.item.line) });
  return reporter;
}

describe('createBatchReporter', () => {
  it('makes the report of all portions, the editors first, with the digest of what would be exported', async () => {
    const heard: ReportProgress[] = [];
    const reporter = await reporterWithAll();
    const report = await reporter.reportBatch(batch, (progress) => heard.push(progress));
    expect(report).toEqual({
      ...datasetReport(results),
      files: ['set_scores.jsonl'],
      run: batch.run,
      suiteId: undefined,
      data: [{ name: 'set_scores.jsonl', sha256: await digestText(results.map(scoreLines).join('')) }],
    });
    expect(heard.find(({ stage }) => stage === 'editors')).toEqual({
      stage: 'editors',
      editors: report.editors,
      ofPrompts: false,
    });
  });

  it('takes the first edit for the preferred one where that was chosen', async () => {
    const reporter = await reporterWithAll();
    const report = await reporter.reportBatch({ ...batch, preference: 'path1' }, () => undefined);
    expect(report.judgements).toMatchObject({ assumed: 3, absent: 0 });
    expect(report.ranked?.strictOverall).toMatchObject({ value: 1, count: 3 });
  });

  it('says that nothing is scored', async () => {
    const reporter = createBatchReporter();
    await reporter.take({ items: results.map(({ item }) => toPortable(item)), outcomes: [] });
    await expect(reporter.reportBatch(batch, () => undefined)).rejects.toMatchObject({
      name: 'NothingScoredError',
      message: 'No item of set.json has all its scores yet. Score it on the Batch page first.',
    });
  });
});
