import { describe, expect, it } from 'vitest';
import type { TasteTraining } from '../../taste/package/tasteSchema.ts';
import {
  allowsWholeHeads,
  agreementRows,
  curveRows,
  missingSources,
  missingText,
  stepText,
  thereAreText,
  verdictText,
} from './learnedText.ts';
import { HELD_OUT } from './tasteSamples.ts';

function learned(heldOut: TasteTraining['heldOut'], name = 'blind votes') {
  const training = { kind: 'recalibration', loss: 'chance', seed: 1, votes: 60, grades: 0, sources: 30 } as const;
  return { training: { ...training, dataset: { name, sha256: '0'.repeat(64) }, heldOut } };
}

function point(votes: number, agreement: number) {
  return { votes, agreement };
}

describe('what came of training', () => {
  it('says the gain with its interval', () => {
    expect(verdictText(learned(HELD_OUT))).toBe(
      'It agrees with you better than the model’s own heads, by 20.0 points (95% interval 8.1 to 33.0).',
    );
  });

  it('says of whom a dataset tells', () => {
    expect(verdictText(learned(HELD_OUT, 'votes.json'))).toContain('It agrees with these votes better than');
    const worse = learned({ ...HELD_OUT, isBetter: false, isCertain: false }, 'votes.json');
    expect(verdictText(worse)).toBe(
      'It does not agree with these votes better than the model does, so there is nothing to keep.',
    );
  });

  it('says that it may be luck', () => {
    const gain = { value: 0.05, interval: { low: -0.02, high: 0.1 } };
    expect(verdictText(learned({ ...HELD_OUT, gain, isCertain: false }))).toBe(
      'It agrees with you better than the model’s own heads, by 5.0 points (95% interval −2.0 to 10.0). ' +
        'This may be luck: chance alone could give as much. More votes will tell.',
    );
  });

  it('offers nothing that is not better', () => {
    expect(verdictText(learned({ ...HELD_OUT, isBetter: false, isCertain: false }))).toContain('nothing to keep');
    expect(verdictText(learned(undefined))).toContain('No votes could be held out');
  });

  it('has a table of who agrees how often', () => {
    expect(agreementRows(learned(HELD_OUT))).toEqual([
      ['The model’s own heads', '70.0% (57.5 to 80.1)'],
      ['The taste', '90.0% (79.9 to 95.3)'],
    ]);
    expect(agreementRows(learned(undefined))).toEqual([]);
  });

  it('has a table of the learning curve, where there is more than one point', () => {
    expect(curveRows({ curve: [point(12, 0.75), point(48, 0.9)] })).toEqual([
      ['12', '75.0%'],
      ['48', '90.0%'],
    ]);
    expect(curveRows({ curve: [point(12, 0.75)] })).toEqual([]);
  });
});

const missing = (sources: number) => missingSources({ votes: 1, sources }, 'recalibration');

it('says how many votes there are, and how many sources are missing', () => {
  expect(thereAreText({ votes: 1, sources: 1 }, 'blind vote')).toBe('There is 1 blind vote on 1 source');
  expect(thereAreText({ votes: 60, sources: 30 }, 'vote')).toBe('There are 60 votes on 30 sources');
  expect([missing(4), missing(10), missing(11)]).toEqual([6, 0, 0]);
  expect(missingSources({ votes: 1, sources: 4 }, 'wholeHeads')).toBe(46);
});

it('offers whole heads from some hundreds of votes on, where there are sources to hold out', () => {
  const offered = [
    { votes: 299, sources: 299 },
    { votes: 300, sources: 49 },
    { votes: 300, sources: 50 },
  ].map(allowsWholeHeads);
  expect(offered).toEqual([false, false, true]);
});

it('says how far it is, and what taught nothing', () => {
  expect(stepText({ what: 'looking', done: 0, total: 0 })).toBe('beginning');
  expect(stepText({ what: 'looking', done: 3, total: 9 })).toBe('looking at picture 4 of 9');
  expect(stepText({ what: 'looking', done: 9, total: 9 })).toBe('looking at picture 9 of 9');
  expect(stepText({ what: 'training', done: 1, total: 9 })).toBe('training the heads');
  expect(missingText(0)).toBeUndefined();
  expect(missingText(2)).toContain('2 pictures');
});
