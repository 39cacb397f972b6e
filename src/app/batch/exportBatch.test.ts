import { describe, expect, it } from 'vitest';
import { joinScores } from '../../batch/joinScores.ts';
import { planRequests } from '../../batch/planRequests.ts';
import { bytesSource } from '../../core/bytes/bytes.ts';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import type { PictureOutcome } from '../../core/dataset/pictureOutcome.ts';
import { FORMER_HEADS } from '../../core/modelPackage/formerHeads.ts';
import { readDataset } from '../../formats/dataset/readDataset.ts';
import { readScores } from '../../formats/results/readScores.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { exportParts, type ExportFormat } from './exportBatch.ts';
import { batchRows } from './table/batchRows.ts';

function pair(line: number, instruction: string): DatasetItem {
  const names = [`${line}-a.png`, `${line}-b.png`];
  return {
    line,
    instruction,
    source: { kind: 'file', name: 's.png' },
    candidates: names.map((name) => ({ image: { kind: 'file', name }, model: '@m', humanScore: undefined })),
    ranks: [1, 2],
    judgement: { kind: 'understood' },
  };
}

const model = { id: 'nano', dtype: 'fp32', manifestSha256: 'abc', byteLength: 1, heads: FORMER_HEADS };
const scored = (mu: number): PictureOutcome => ({ score: editScore({ mu, logSigma: -1 }, { mu, logSigma: -2 }) });

function textOf(format: ExportFormat, items: readonly DatasetItem[], outcomes: ReadonlyMap<string, PictureOutcome>) {
  const rows = batchRows(items, planRequests(items));
  const parts = exportParts(format, {
    model,
    rows,
    outcomeOf: ({ outcomeKey }) => outcomes.get(outcomeKey),
    scoredItems: () => joinScores(items, ({ line, candidate }) => outcomes.get(`${line}/${candidate}`)).scored,
  });
  return [...parts].join('');
}

const items = [pair(1, '=HYPERLINK("x"),\ny'), pair(4, 'plain')];
const outcomes = new Map<string, PictureOutcome>([
  ['1/0', scored(-0.5)],
  ['1/1', scored(-1.25)],
  ['4/0', { error: { name: 'E', message: '4-a.png is damaged.' } }],
]);

describe('exportParts', () => {
  it('writes CSV that a spreadsheet takes for text, and with raw numbers', async () => {
    const csv = textOf('csv', items, outcomes);
    const lines = csv.split('\r\n');
    expect(lines[1]).toBe(`1,0,"'=HYPERLINK(""x""),\ny",s.png,1-a.png,'@m,1,,-0.5,-1.5,-0.5,-1,-0.5,-2,,understood,`);
    expect(lines[3]).toBe(`4,0,plain,s.png,4-a.png,'@m,1,,,,,,,,4-a.png is damaged.,understood,`);
    expect(lines).toHaveLength(6);
    // Our own reader of CSV finds as many rows: it asks for edits, which stand in another column here.
    const read = await readDataset(bytesSource('x.csv', new TextEncoder().encode(csv.replace('edited', 'output'))));
    expect(read.items).toHaveLength(4);
  });

  it('writes JSON of all edits, with the reason where there is no score', () => {
    const json = JSON.parse(textOf('json', items, outcomes));
    expect(json.model).toEqual({ id: 'nano', dtype: 'fp32', manifestSha256: 'abc' });
    expect(json.edits[0]).toMatchObject({
      line: 1,
      candidate: 0,
      humanRank: 1,
      reward: -0.5,
      instructionFollowing: { mu: -0.5, logSigma: -1 },
    });
    expect(json.edits[2]).toMatchObject({ error: '4-a.png is damaged.' });
    expect(json.edits[3]).not.toHaveProperty('reward');
  });

  it('names what was assumed, and what was not understood, in every format', () => {
    const assumed: DatasetItem = { ...pair(1, 'p'), judgement: { kind: 'assumed' } };
    const reason = 'ranking is "A?B", which is no order.';
    const unclear: DatasetItem = { ...pair(2, 'q'), ranks: undefined, judgement: { kind: 'unreadable', reason } };
    const both = [assumed, unclear];
    const all = new Map(['1/0', '1/1', '2/0', '2/1'].map((key) => [key, scored(1)]));
    const lines = textOf('csv', both, all).split('\r\n');
    expect(lines[1]).toMatch(/,assumed,$/);
    expect(lines[3]).toMatch(/,unreadable,"ranking is ""A\?B"", which is no order\."$/);
    expect(JSON.parse(textOf('json', both, all)).edits).toMatchObject([
      { judgement: 'assumed', humanRank: 1 },
      { judgement: 'assumed', humanRank: 2 },
      { judgement: 'unreadable', judgementReason: reason },
      { judgement: 'unreadable' },
    ]);
    expect(JSON.parse(textOf('jsonl', both, all).split('\n')[0] ?? '')).toMatchObject({ judgement: 'assumed' });
    expect(JSON.parse(textOf('accuracy', both, all)).judgements).toEqual({
      understood: 0,
      absent: 0,
      assumed: 1,
      unreadable: 1,
      unknown: 0,
    });
    expect(JSON.parse(textOf('detailed-log', both, all))).toMatchObject([
      { ground_truth: 'A>B', judgement: 'assumed' },
    ]);
  });

  it('writes JSON lines that are read back as results', async () => {
    const lines = new TextEncoder().encode(textOf('jsonl', items, outcomes));
    const [only, ...more] = await readScores(bytesSource('pairs_scores.jsonl', lines));
    expect(more).toEqual([]);
    expect(only?.item).toEqual(items[0]);
    expect(only?.scores.map(({ reward }) => reward)).toEqual([-0.5, -1.25]);
  });

  it('writes the two files of the official evaluation, of what is scored whole', () => {
    expect(JSON.parse(textOf('accuracy', items, outcomes))).toMatchObject({
      '2pair': { strict_ranking_accuracy: 1, strict_total_samples: 1 },
      overall: { strict_correct_count: 1 },
    });
    const log = JSON.parse(textOf('detailed-log', items, outcomes));
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ ground_truth: 'A>B', strict_accuracy_correct: true });
  });

  it('is the same to the byte in every format', () => {
    const noted = new Map(outcomes).set('1/0', { ...scored(-0.5), sha256: { source: '50', edited: '0a' } });
    const bytes = (format: ExportFormat) => textOf(format, items, noted);
    expect({
      csv: bytes('csv'),
      json: bytes('json'),
      jsonl: bytes('jsonl'),
      accuracy: bytes('accuracy'),
      log: bytes('detailed-log'),
    }).toMatchInlineSnapshot(`
      {
        "accuracy": "{
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
      }",
        "csv": "line,candidate,instruction,source,edited,model,human_rank,human_score,reward,log_sigma,instruction_following_mu,instruction_following_log_sigma,visual_quality_mu,visual_quality_log_sigma,error,judgement,judgement_reason
      1,0,"'=HYPERLINK(""x""),
      y",s.png,1-a.png,'@m,1,,-0.5,-1.5,-0.5,-1,-0.5,-2,,understood,
      1,1,"'=HYPERLINK(""x""),
      y",s.png,1-b.png,'@m,2,,-1.25,-1.5,-1.25,-1,-1.25,-2,,understood,
      4,0,plain,s.png,4-a.png,'@m,1,,,,,,,,4-a.png is damaged.,understood,
      4,1,plain,s.png,4-b.png,'@m,2,,,,,,,,,understood,
      ",
        "json": "{"model":{"id":"nano","dtype":"fp32","manifestSha256":"abc"},"edits":[
      {"line":1,"candidate":0,"instruction":"=HYPERLINK(\\"x\\"),\\ny","source":"s.png","edited":"1-a.png","model":"@m","humanRank":1,"judgement":"understood","instructionFollowing":{"mu":-0.5,"logSigma":-1},"visualQuality":{"mu":-0.5,"logSigma":-2},"reward":-0.5,"logSigma":-1.5,"sourceSha256":"50","editedSha256":"0a"},
      {"line":1,"candidate":1,"instruction":"=HYPERLINK(\\"x\\"),\\ny","source":"s.png","edited":"1-b.png","model":"@m","humanRank":2,"judgement":"understood","instructionFollowing":{"mu":-1.25,"logSigma":-1},"visualQuality":{"mu":-1.25,"logSigma":-2},"reward":-1.25,"logSigma":-1.5},
      {"line":4,"candidate":0,"instruction":"plain","source":"s.png","edited":"4-a.png","model":"@m","humanRank":1,"judgement":"understood","error":"4-a.png is damaged."},
      {"line":4,"candidate":1,"instruction":"plain","source":"s.png","edited":"4-b.png","model":"@m","humanRank":2,"judgement":"understood"}
      ]}
      ",
        "jsonl": "{"line":1,"candidate":0,"instruction":"=HYPERLINK(\\"x\\"),\\ny","source":"s.png","edited":"1-a.png","model":"@m","sourceSha256":"50","editedSha256":"0a","humanRank":1,"judgement":"understood","instructionFollowing":{"mu":-0.5,"logSigma":-1},"visualQuality":{"mu":-0.5,"logSigma":-2},"reward":-0.5,"logSigma":-1.5}
      {"line":1,"candidate":1,"instruction":"=HYPERLINK(\\"x\\"),\\ny","source":"s.png","edited":"1-b.png","model":"@m","humanRank":2,"judgement":"understood","instructionFollowing":{"mu":-1.25,"logSigma":-1},"visualQuality":{"mu":-1.25,"logSigma":-2},"reward":-1.25,"logSigma":-1.5}
      ",
        "log": "[
      {
        "file_name": "2pair",
        "sample_index": 0,
        "prompt": "=HYPERLINK(\\"x\\"),\\ny",
        "ground_truth": "A>B",
        "judgement": "understood",
        "strict_accuracy_correct": true,
        "model_outputs": [
          {
            "path": "1-a.png",
            "score": -0.5,
            "predicted_rank": 1
          },
          {
            "path": "1-b.png",
            "score": -1.25,
            "predicted_rank": 2
          }
        ]
      }
      ]
      ",
      }
    `);
  });

  it('is valid for many rows and for none', () => {
    const many = Array.from({ length: 1201 }, (_, k) => pair(k + 1, 'p'));
    const all = new Map(many.flatMap(({ line }) => [0, 1].map((k) => [`${line}/${k}`, scored(-k)] as const)));
    expect(JSON.parse(textOf('json', many, all)).edits).toHaveLength(2402);
    expect(JSON.parse(textOf('detailed-log', many, all))).toHaveLength(1201);
    expect(JSON.parse(textOf('json', [], all)).edits).toEqual([]);
    expect(JSON.parse(textOf('accuracy', [], all))).toEqual({});
    expect(JSON.parse(textOf('detailed-log', [], all))).toEqual([]);
  });
});

describe('exportParts of text-to-image', () => {
  const { source: _, ...picture } = pair(3, 'a fox');
  const pictures: DatasetItem[] = [
    { ...picture, judgement: { kind: 'layout' }, confidence: null, votes: [12, 7] },
    {
      ...picture,
      line: 5,
      ranks: undefined,
      judgement: { kind: 'absent', firstMayBePreferred: false },
      folder: 'foxes',
    },
  ];
  const rewards = new Map([['3/0', scored(1)]]);

  it('has no column of sources, and those that the dataset fills', () => {
    const [head = '', first, second, third] = textOf('csv', pictures, rewards).split('\r\n');
    expect(head.startsWith('line,candidate,instruction,edited,model,human_rank,human_score,reward,')).toBe(true);
    expect(head.endsWith(',error,judgement,judgement_reason,votes,folder')).toBe(true);
    expect(first).toBe(`3,0,a fox,3-a.png,'@m,1,,1,-1.5,1,-1,1,-2,,layout,,12,`);
    expect(second).toBe(`3,1,a fox,3-b.png,'@m,2,,,,,,,,,layout,,7,`);
    expect(third).toBe(`5,0,a fox,3-a.png,'@m,,,1,-1.5,1,-1,1,-2,,absent,,,foxes`);
  });

  it('says in JSON what the dataset says, and no source', () => {
    const { edits } = JSON.parse(textOf('json', pictures, rewards));
    expect(edits[0]).toMatchObject({ edited: '3-a.png', confidence: null, votes: [12, 7], judgement: 'layout' });
    expect(edits[2]).toMatchObject({ folder: 'foxes' });
    expect('source' in edits[0]).toBe(false);
  });
});
