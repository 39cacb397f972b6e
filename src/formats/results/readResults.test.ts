import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import type { CandidateScore } from '../../core/score/score.ts';
import { officialAccuracy, officialLog } from '../../evaluation/officialFiles.ts';
import { promptItem, resultItem } from '../../testing/resultItemForTest.ts';
import { readResults } from './readResults.ts';
import { scoreLines } from './scoreLine.ts';

function score(reward: number): CandidateScore {
  const head = { mu: reward, logSigma: -0.5 };
  const heads = { instructionFollowing: head, visualQuality: { mu: reward + 1, logSigma: 0.25 } };
  return { heads, reward, logSigma: -0.125 };
}

const DIGESTS = /"(source|edited)Sha256":"\w+",/g;
const KEYS = ['instructionFollowing', 'visualQuality'];

const items = [
  resultItem(2, [score(0.1), score(-3)], { ranks: [2, 1], models: ['a', 'bé'] }),
  resultItem(5, [score(1 / 3)], { humans: [4.5], models: ['a'] }),
  resultItem(9, [score(1), score(2), score(2)], {}),
];
const scores = items.map(scoreLines).join('');
const log = JSON.stringify(officialLog(items), undefined, 2);
const model = { id: 'nano', dtype: 'fp32', manifestSha256: 'abc' };
const report = JSON.stringify({ model, items: 12, problems: [], leaderboards: {} }, undefined, 2);

async function read(files: Readonly<Record<string, string>>) {
  const [first, ...others] = await readResults(sourcesOf(files));
  expect(others).toEqual([]);
  return first;
}

function sourcesOf(files: Readonly<Record<string, string>>) {
  return Object.entries(files).map(([name, text]) => bytesSource(name, new TextEncoder().encode(text)));
}

/** The scores with one value of the second line changed; `undefined` takes it away. */
function changed(key: string, value: unknown): string {
  const lines = scores.trimEnd().split('\n');
  lines[1] = JSON.stringify({ ...JSON.parse(lines[1] ?? ''), [key]: value });
  return lines.join('\n');
}

describe('readResults', () => {
  it('reads back what was written, whatever else is in the folder', async () => {
    const accuracy = JSON.stringify(officialAccuracy(items));
    const journal = `${JSON.stringify({ dataset: '1f', model, part: { index: 1, count: 1 } })}\n`;
    const found = await read({
      'set.part-1-of-1.jsonl': journal,
      'set_accuracy.json': accuracy,
      'set_detailed_log.json': log,
      'set_report.json': report,
      'set_scores.jsonl': scores,
    });
    expect(found).toMatchObject({ files: ['set_scores.jsonl', 'set_report.json'], run: { model, items: 12 } });
    expect(found.items).toEqual(items);
    expect(found.data.map(({ name }) => name)).toEqual(['set_scores.jsonl']);
  });

  it('reads back text-to-image, which has no source', async () => {
    const pictures = [
      promptItem(1, [score(2), score(1)], { ranks: [1, 2], models: ['a', 'b'], judgement: { kind: 'layout' } }),
      promptItem(2, [score(3)], { prompt: 'a fox', folder: 'foxes' }),
    ];
    const [first, second] = pictures;
    if (!first || !second) throw new Error('There are two.');
    const judged = { ...first, item: { ...first.item, confidence: null, votes: [3, 1] as const, category: 'arts' } };
    const found = await read({ 'set_scores.jsonl': [judged, second].map(scoreLines).join('') });
    expect(found.items).toEqual([judged, second]);
    expect(found.items.map(({ item }) => 'source' in item)).toEqual([false, false]);
  });

  it('reads several runs, each with its own report, and a judge with all of its files', async () => {
    const vote = { id: 'x', instruction: 'i', human_vote: 'A>B', model_vote: 'A>B', is_correct: true };
    const judge = (size: number) => JSON.stringify({ model_name: 'gpt5', data_type: `${size}pair`, results: [vote] });
    const files = {
      'judge_3.json': judge(3),
      'a/set_scores.jsonl': scores,
      'judge_2.json': judge(2),
      'a/set_detailed_log.json': log,
      'b/set_report.json': report,
      'b/set_scores.jsonl': scores,
      'theirs_detailed_log.json': log,
    };
    const found = await readResults(sourcesOf(files));
    expect(found.map(({ files: names, run, judge: votes }) => [names, run?.model.id, votes?.votes.length])).toEqual([
      [['a/set_scores.jsonl'], undefined, undefined],
      [['b/set_scores.jsonl', 'b/set_report.json'], 'nano', undefined],
      [['theirs_detailed_log.json'], undefined, undefined],
      [['judge_3.json', 'judge_2.json'], undefined, 2],
    ]);
  });

  it('refuses files that cannot be told apart', async () => {
    const sources = [...sourcesOf({ 'set_scores.jsonl': scores }), ...sourcesOf({ 'set_scores.jsonl': scores })];
    await expect(readResults(sources)).rejects.toThrow(
      'There are two files called set_scores.jsonl. Give them other names, or choose the folder that both are in.',
    );
  });

  it('refuses an item some of whose lines have a source', async () => {
    const lines = scores.trimEnd().split('\n');
    const { source: _, ...others } = JSON.parse(lines[1] ?? '');
    lines[1] = JSON.stringify(others);
    await expect(read({ 'set_scores.jsonl': lines.join('\n') })).rejects.toThrow(
      'line 2: some edits of its item have a source and some have none',
    );
  });

  it.each([
    ['instruction', 'Make it rain'],
    ['source', 'other.png'],
    ['confidence', null],
    ['votes', [1, 2]],
    ['folder', 'elsewhere'],
    ['category', 'another'],
  ])('refuses lines of one number that differ in their %s', async (member, value) => {
    const lines = scores.trimEnd().split('\n');
    lines[1] = JSON.stringify({ ...JSON.parse(lines[1] ?? ''), [member]: value });
    await expect(read({ 'set_scores.jsonl': lines.join('\n') })).rejects.toThrow(
      'line 2: it is of another item than line 1, though both have its number',
    );
  });

  it('reads the scores of version 0.1, and writes them as it did', async () => {
    const old = readFileSync('src/formats/results/fixtures/version-0.1_scores.jsonl', 'utf8');
    const { items: found } = await read({ 'set_scores.jsonl': old });
    expect(found.map((one) => one.scores.map(({ heads }) => Object.keys(heads ?? {})))).toEqual([
      [KEYS, KEYS],
      [KEYS, KEYS],
      [KEYS],
    ]);
    expect(found[0]?.scores[0]?.heads).toEqual({
      instructionFollowing: { mu: 1.1249127388000488, logSigma: -0.48135101795196533 },
      visualQuality: { mu: 1.356457233428955, logSigma: -3.8271121978759766 },
    });
    const written = found.map(scoreLines).join('');
    expect(written.replaceAll(DIGESTS, '')).toBe(old.replaceAll(DIGESTS, ''));
    expect(written.match(DIGESTS)).toEqual(old.match(DIGESTS));
  });

  it('reads scores of another model, with other heads', async () => {
    const single = { heads: { overall: { mu: 2, logSigma: -1 } }, reward: 2, logSigma: -1 };
    const lines = scoreLines(resultItem(2, [single, single], {}));
    expect(JSON.parse(lines.split('\n')[0] ?? '')).toMatchObject({ overall: { mu: 2, logSigma: -1 }, reward: 2 });
    const { items: found } = await read({ 'set_scores.jsonl': lines });
    expect(found[0]?.scores).toEqual([single, single]);
  });

  it('puts the lines of an item together, in whatever order they stand', async () => {
    const turned = scores.trimEnd().split('\n').toReversed().join('\r\n');
    const found = await read({ 'set_scores.jsonl': turned });
    expect(found).toMatchObject({ files: ['set_scores.jsonl'], run: undefined });
    expect(found.items).toEqual(items.toReversed());
  });

  it('reads a detailed log: ranks and rewards', async () => {
    const found = await read({ 'set_detailed_log.json': log });
    expect(found.items).toEqual([
      {
        item: {
          line: 1,
          instruction: 'Edit 2.png',
          source: { kind: 'file', name: '2pair 1' },
          candidates: ['2-0.png', '2-1.png'].map((name) => ({
            image: { kind: 'file', name },
            model: undefined,
            humanScore: undefined,
          })),
          ranks: [2, 1],
          judgement: { kind: 'understood' },
        },
        scores: [{ reward: 0.1 }, { reward: -3 }],
      },
    ]);
  });

  it("reads the log of EditReward's own code, with its words for ties", async () => {
    const model_outputs = [1, 2].map((value) => ({ path: `${value}.png`, score: value, predicted_rank: 3 - value }));
    const entries = [{ prompt: 'Sleep', ground_truth: 'A=B=Good', model_outputs }];
    const found = await read({ 'x.json': JSON.stringify(entries) });
    expect(found.items).toMatchObject([{ item: { ranks: [1, 1] }, scores: [{ reward: 1 }, { reward: 2 }] }]);
  });

  it('keeps what is known of judgements: what was assumed, and why others are missing', async () => {
    const unreadable = { kind: 'unreadable', reason: 'vote is 1, which …' } as const;
    const said = [
      resultItem(1, [score(1), score(2)], { ranks: [1, 2], judgement: { kind: 'assumed' } }),
      resultItem(2, [score(1), score(2)], { judgement: unreadable }),
      resultItem(3, [score(1)], { judgement: { kind: 'absent', firstMayBePreferred: false } }),
      resultItem(4, [score(1), score(2)], { ranks: [1, 2] }),
      resultItem(5, [score(1), score(2)], { ranks: [2, 1], judgement: { kind: 'scores' } }),
    ];
    const found = await read({ 'set_scores.jsonl': said.map(scoreLines).join('') });
    expect(found.items).toEqual(said);
    const fromLog = await read({ 'set_detailed_log.json': JSON.stringify(officialLog(said)) });
    expect(fromLog.items.map(({ item }) => item.judgement?.kind)).toEqual(['assumed', 'understood', 'scores']);
  });

  it('says of results of version 0.1 where it cannot be known whether the first edit was assumed to be better', async () => {
    const said = [
      resultItem(1, [score(1), score(2)], { ranks: [1, 2] }),
      resultItem(2, [score(1), score(2)], { ranks: [2, 1] }),
      resultItem(3, [score(1), score(2)], { ranks: [1, 1] }),
      resultItem(4, [score(1)], { humans: [3] }),
      resultItem(5, [score(1), score(2)], {}),
    ];
    const kinds = ['unknown', 'understood', 'understood', 'understood', 'absent'];
    const lines = said
      .map(scoreLines)
      .join('')
      .replaceAll(/"judgement":"\w+",/g, '');
    const found = await read({ 'set_scores.jsonl': lines });
    expect(found.items.map(({ item }) => item.judgement?.kind)).toEqual(kinds);
    const oldLog = officialLog(said).map((entry) => ({ ...entry, judgement: undefined }));
    const fromLog = await read({ 'set_detailed_log.json': JSON.stringify(oldLog) });
    expect(fromLog.items.map(({ item }) => item.judgement?.kind)).toEqual(kinds.slice(0, 3));
  });

  it.each([
    ['line 2: reward is missing', changed('reward', undefined)],
    ['line 2: reward should be number and is null', changed('reward', null)],
    ['line 2: reward should be finite and is Infinity', scores.replace('"reward":-3', '"reward":1e999')],
    ['line 2: model should be string and is 7', changed('model', 7)],
    ['line 2: visualQuality.mu should be number and is "1"', changed('visualQuality', { mu: '1', logSigma: 0 })],
    [
      'line 2: its heads are instructionFollowing, and those of line 1 are instructionFollowing and visualQuality',
      changed('visualQuality', undefined),
    ],
    ['line 4: it has no score of a head', scores.replaceAll(/("judgement":"absent",).*?("reward":)/g, '$1$2')],
    ['line 2: candidate should be >=0 and is -1', changed('candidate', -1)],
    ['line 2: some edits of its item have a humanRank and some have none', changed('humanRank', undefined)],
    ['line 2: candidate 0 of item 2 stands twice, or one before it is missing', changed('candidate', 0)],
    [
      'line 1: its humanRank is 2, and its item has 1 of its edits: the lines of the others are missing',
      scores.slice(0, scores.indexOf('\n')),
    ],
    ['line 2: the edits of its item have different judgements', changed('judgement', 'assumed')],
    [
      'line 1: its judgement is absent, and its humanRank is 2',
      scores.replaceAll('"judgement":"understood"', '"judgement":"absent"'),
    ],
    [
      'line 4: its judgement is assumed, and its humanRank is missing',
      scores.replaceAll('"judgement":"absent"', '"judgement":"assumed"'),
    ],
    ['line 6: it is not valid JSON. Perhaps the file was cut off', scores.slice(0, -20)],
  ])('says what is wrong: %s', async (message, text) => {
    const sentence = `set_scores.jsonl, ${message}. Write the file again with \`editreward evaluate\`.`;
    await expect(read({ 'set_scores.jsonl': text })).rejects.toThrow(sentence);
  });

  it.each([
    ['entry 2: prompt is missing', [{}, { prompt: undefined }]],
    ['entry 1: ground_truth should be string and is 3', [{ ground_truth: 3 }]],
    ['entry 1: model_outputs.0.score should be number and is "1"', [{ model_outputs: [{ path: 'a', score: '1' }] }]],
    ['entry 1: The ranking "A>B>C" is not an order of 2 edits', [{ ground_truth: 'A>B>C' }]],
  ])('says what is wrong in a log: %s', async (message, changes) => {
    const entries = changes.map((change) => ({ ...JSON.parse(log)[0], ...change }));
    await expect(read({ 'log.json': JSON.stringify(entries) })).rejects.toThrow(`log.json, ${message}`);
  });

  it.each([
    ['set_report.json holds figures without their scores.', { 'set_report.json': report }],
    [
      'a_report.json and b_report.json are results of two runs.',
      { 'a_report.json': report, 'b_report.json': report, 's.jsonl': scores },
    ],
    ['j.jsonl is the journal of a run.', { 'j.jsonl': '{"dataset":"1f","part":{"index":1,"count":1}}\n' }],
    ['photo.png is no results file.', { 'photo.png': '\u0089PNG' }],
    ['set.json is no results file.', { 'set.json': '[{"prompt": "a dataset"}]' }],
    ['empty.jsonl is no results file.', { 'empty.jsonl': '' }],
    ['There are no files.', {}],
    ['r.json: model.id is missing', { 'r.json': '{"leaderboards": {}, "model": {}}', 's.jsonl': scores }],
  ])('refuses what it cannot show: %s', async (message, files) => {
    await expect(read(files)).rejects.toThrow(message);
  });
});
