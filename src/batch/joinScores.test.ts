import { describe, expect, it } from 'vitest';
import { entryKey } from '../core/dataset/candidateKey.ts';
import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import { editScore } from '../testing/scoreForTest.ts';
import { joinScores } from './joinScores.ts';

function item(line: number, ...names: string[]): DatasetItem {
  return {
    line,
    instruction: 'p',
    source: { kind: 'file', name: 's' },
    candidates: names.map((name) => ({ image: { kind: 'file', name }, model: undefined, humanScore: undefined })),
    ranks: undefined,
  };
}

const score = (mu: number): PictureOutcome => ({ score: editScore({ mu, logSigma: 0 }, { mu, logSigma: 0 }) });

describe('joinScores', () => {
  it('gives every use of a picture the outcome of its first use', () => {
    const items = [item(1, 'a', 'b'), item(2, 'b', 'c'), item(3, 'd')];
    const outcomes = new Map([
      ['1/0', score(1)],
      ['1/1', score(2)],
      ['2/1', { error: { name: 'ImageError', message: 'c is damaged.' } }],
    ]);
    const { scored, unscored } = joinScores(items, (key) => outcomes.get(entryKey(key)));
    expect(scored.map(({ item: { line }, scores }) => [line, scores.map(({ reward }) => reward)])).toEqual([
      [1, [1, 2]],
    ]);
    expect(unscored).toEqual([
      { line: 2, message: 'c is damaged.' },
      { line: 3, message: 'It was not scored.' },
    ]);
  });
});
