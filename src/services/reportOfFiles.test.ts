import { describe, expect, it } from 'vitest';
import { digestText } from '../core/bytes/sha256.ts';
import type { CandidateScore } from '../core/score/score.ts';
import { datasetReport } from '../evaluation/datasetReport.ts';
import { scoreLines } from '../formats/results/scoreLine.ts';
import type { ReportProgress } from '../rpc/reportApi.ts';
import { resultItem } from '../testing/resultItemForTest.ts';
import { reportOfFiles } from './reportOfFiles.ts';

function score(reward: number): CandidateScore {
  const head = { mu: reward, logSigma: -0.5 };
  return { heads: { instructionFollowing: head, visualQuality: head }, reward, logSigma: -0.5 };
}

const ITEMS = [
  resultItem(0, [score(0.5), score(-1)], { ranks: [1, 2], models: ['a', 'b'] }),
  resultItem(1, [score(0.25), score(2)], { ranks: [1, 2], models: ['a', 'b'] }),
];
const file = (name: string, text: string) => ({ name, blob: new Blob([text]) });

describe('reportOfFiles', () => {
  it('is the report of what the files hold, and says how far it is', async () => {
    const heard: ReportProgress[] = [];
    const files = [file('scores.jsonl', ITEMS.map(scoreLines).join(''))];
    const report = await reportOfFiles(files, (progress) => heard.push(progress));
    expect(report).toEqual({
      ...datasetReport(ITEMS),
      files: ['scores.jsonl'],
      run: undefined,
      suiteId: undefined,
      data: [{ name: 'scores.jsonl', sha256: await digestText(ITEMS.map(scoreLines).join('')) }],
    });
    const totalBytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
    expect(heard.filter(({ stage }) => stage === 'reading').at(-1)).toEqual({
      stage: 'reading',
      doneBytes: totalBytes,
      totalBytes,
    });
    const shares = heard.flatMap((one) => (one.stage === 'intervals' ? [one.share] : []));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(1, 1);
  });

  it('of a judge names it, and what it said', async () => {
    const vote = { id: 'x', instruction: 'i', human_vote: 'A>B', model_vote: 'A>B', is_correct: true };
    const text = JSON.stringify({ model_name: 'gpt5', data_type: 'huggingface_2pair', results: [vote, null] });
    expect(await reportOfFiles([file('gpt5.json', text)], () => undefined)).toMatchObject({
      files: ['gpt5.json'],
      run: undefined,
      judge: { name: 'gpt5', unanswered: 1, unclear: 0 },
      ranked: { strictOverall: { value: 1, count: 1 } },
    });
  });

  it('throws what crosses to the page with its file', async () => {
    const failure = reportOfFiles([file('notes.jsonl', 'no results\n')], () => undefined);
    const error = await failure.catch((reason: unknown) => reason);
    expect(error).not.toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'ResultsFileError', file: 'notes.jsonl' });
  });
});
