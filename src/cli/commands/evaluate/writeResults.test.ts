import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOTHING_CHECKED } from '../../../batch/checkKept.ts';
import type { DatasetItem } from '../../../core/dataset/datasetItem.ts';
import { editScore } from '../../../testing/scoreForTest.ts';
import { writeResults } from './writeResults.ts';

const model = { id: 'm', dtype: 'q4', manifestSha256: 's' };
const image = (name: string) => ({ kind: 'file', name }) as const;
const item: DatasetItem = {
  line: 1,
  instruction: 'p',
  source: image('s.png'),
  candidates: ['a.png', 'b.png'].map((name) => ({ image: image(name), model: undefined, humanScore: undefined })),
  ranks: [1, 2],
  judgement: { kind: 'understood' },
};
const scores = [1, 0].map((mu) => editScore({ mu, logSigma: 0 }, { mu, logSigma: -1 }));
const scored = [{ item, scores, sha256: [{ source: '50', edited: '0a' }, undefined] }];

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'editreward-results-'))));
afterEach(() => rm(folder, { recursive: true }));

const read = (name: string) => readFile(join(folder, name), 'utf8');

it('writes the same bytes as ever', async () => {
  const dataset = { items: [item], problems: [{ line: 2, message: 'bad' }], notices: [] };
  await writeResults(folder, 'set', {
    model,
    dataset,
    preference: 'none',
    scores: { scored, unscored: [] },
    pictures: NOTHING_CHECKED,
    devices: [],
  });
  expect((await readdir(folder)).toSorted()).toEqual([
    'set_accuracy.json',
    'set_detailed_log.json',
    'set_report.json',
    'set_scores.jsonl',
  ]);
  expect(await read('set_scores.jsonl')).toMatchInlineSnapshot(`
    "{"line":1,"candidate":0,"instruction":"p","source":"s.png","edited":"a.png","sourceSha256":"50","editedSha256":"0a","humanRank":1,"judgement":"understood","instructionFollowing":{"mu":1,"logSigma":0},"visualQuality":{"mu":1,"logSigma":-1},"reward":1,"logSigma":-0.5}
    {"line":1,"candidate":1,"instruction":"p","source":"s.png","edited":"b.png","humanRank":2,"judgement":"understood","instructionFollowing":{"mu":0,"logSigma":0},"visualQuality":{"mu":0,"logSigma":-1},"reward":0,"logSigma":-0.5}
    "
  `);
  expect(await read('set_accuracy.json')).toMatchInlineSnapshot(`
    "{
      "2pair": {
        "pairwise_accuracy": 1,
        "strict_ranking_accuracy": 1,
        "strict_correct_count": 1,
        "strict_total_samples": 1,
        "pair_count": 1
      },
      "overall": {
        "pairwise_accuracy": 1,
        "strict_ranking_accuracy": 1,
        "strict_correct_count": 1,
        "strict_total_samples": 1,
        "pair_count": 1,
        "total_pair_count": 1
      }
    }
    "
  `);
  expect(await read('set_detailed_log.json')).toMatchInlineSnapshot(`
    "[
      {
        "file_name": "2pair",
        "sample_index": 0,
        "prompt": "p",
        "ground_truth": "A>B",
        "judgement": "understood",
        "strict_accuracy_correct": true,
        "model_outputs": [
          {
            "path": "a.png",
            "score": 1,
            "predicted_rank": 1
          },
          {
            "path": "b.png",
            "score": 0,
            "predicted_rank": 2
          }
        ]
      }
    ]
    "
  `);
  const report = await read('set_report.json');
  expect(report).toBe(`${JSON.stringify(JSON.parse(report), undefined, 2)}\n`);
  expect(Object.keys(JSON.parse(report))).toMatchInlineSnapshot(`
    [
      "model",
      "devices",
      "items",
      "problems",
      "notices",
      "unreadable",
      "preference",
      "undecidedPairs",
      "undecidedPairsWithScores",
      "unscored",
      "pictures",
      "itemCount",
      "groupCount",
      "judgements",
      "ranked",
      "leaderboards",
      "distributions",
    ]
  `);
});

it('keeps in the report how the rows were understood', async () => {
  const dataset = { items: [item], problems: [], notices: [], notes: ['The folder of an edit names its editor.'] };
  const pictures = NOTHING_CHECKED;
  await writeResults(folder, 'set', {
    model,
    dataset,
    scores: { scored, unscored: [] },
    pictures,
    devices: [],
    preference: 'none',
  });
  expect(JSON.parse(await read('set_report.json'))).toMatchObject({
    notes: ['The folder of an edit names its editor.'],
  });
});
