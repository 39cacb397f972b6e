import { describe, expect, it } from 'vitest';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import type { Judgement } from '../../core/dataset/judgement.ts';
import { scoreLines } from './scoreLine.ts';

const image = (name: string) => ({ kind: 'file', name }) as const;

const start = (place: number) => `{"line":7,"candidate":${place},"instruction":"Say \\"hi\\"\\n","source":"s.png"`;

describe('scoreLines', () => {
  it('are a line for each candidate, with what people said where they said it', () => {
    const candidates = [
      { image: image('a b.png'), model: 'm', humanScore: undefined },
      { image: image('c.png'), model: undefined, humanScore: 0.5 },
    ];
    const item: DatasetItem = {
      line: 7,
      instruction: 'Say "hi"\n',
      source: image('s.png'),
      candidates,
      ranks: [2, 1],
      judgement: { kind: 'understood' },
    };
    const heads = { instructionFollowing: { mu: 1, logSigma: 0 }, visualQuality: { mu: 2, logSigma: 1 } };
    const scores = [
      { reward: 1.5, logSigma: 0.5, heads },
      { reward: -2, logSigma: 0.5, heads },
    ];
    const ofHeads = '"instructionFollowing":{"mu":1,"logSigma":0},"visualQuality":{"mu":2,"logSigma":1}';
    expect(scoreLines({ item, scores })).toBe(
      `${start(0)},"edited":"a b.png","model":"m","humanRank":2,"judgement":"understood",${ofHeads},"reward":1.5,"logSigma":0.5}\n` +
        `${start(1)},"edited":"c.png","humanRank":1,"humanScore":0.5,"judgement":"understood",${ofHeads},"reward":-2,"logSigma":0.5}\n`,
    );
  });

  it('say why people said nothing', () => {
    const candidates = [{ image: image('a.png'), model: undefined, humanScore: undefined }];
    const item = { line: 7, instruction: '', source: image('s.png'), candidates, ranks: undefined };
    const said = (judgement?: Judgement) =>
      JSON.parse(scoreLines({ item: { ...item, judgement }, scores: [{ reward: 1 }] }));
    expect(said({ kind: 'unreadable', reason: 'vote is 1.' })).toMatchObject({
      judgement: 'unreadable',
      judgementReason: 'vote is 1.',
    });
    expect(said({ kind: 'absent', firstMayBePreferred: true })).toMatchObject({ judgement: 'absent' });
    expect(said()).toMatchObject({ judgement: 'absent' });
  });

  it('of text-to-image name no source, and hold what the dataset says of a pair or a folder', () => {
    const candidates = ['a.png', 'b.png'].map((name) => ({ image: image(name), model: 'm', humanScore: undefined }));
    const item: DatasetItem = {
      line: 1,
      instruction: 'a fox',
      candidates,
      ranks: [1, 2],
      judgement: { kind: 'layout' },
      confidence: 0.9,
      votes: [12, 7],
      folder: 'foxes',
    };
    const sha256 = [{ edited: 'f0' }, { edited: 'f1' }];
    const people = '"judgement":"layout","confidence":0.9,"votes":[12,7],"folder":"foxes"';
    const line = (place: number, name: string) =>
      `{"line":1,"candidate":${place},"instruction":"a fox","edited":"${name}","model":"m","editedSha256":"f${place}",` +
      `"humanRank":${place + 1},${people},"reward":${place}}\n`;
    expect(scoreLines({ item, scores: [{ reward: 0 }, { reward: 1 }], sha256 })).toBe(
      line(0, 'a.png') + line(1, 'b.png'),
    );
  });
});
