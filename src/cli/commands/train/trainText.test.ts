import { describe, expect, it } from 'vitest';
import type { TasteTraining } from '../../../taste/package/tasteSchema.ts';
import { trainText, type TrainReport } from './trainText.ts';

const HEADS = [
  { key: 'a', label: 'Following' },
  { key: 'b', label: 'Quality' },
];
const TRAINING: TasteTraining = {
  kind: 'recalibration',
  loss: 'chance',
  seed: 1,
  dataset: { name: 'votes', sha256: '0'.repeat(64) },
  votes: 60,
  grades: 0,
  sources: 30,
};

function text(training: Partial<TasteTraining>, more: Partial<TrainReport> = {}): readonly string[] {
  const report = { taste: 'mine.taste', leftOut: [], curve: [], scoreCurve: [], ...more };
  return trainText({ ...report, training: { ...TRAINING, ...training } }, 'mine', HEADS).split('\n');
}

function share(value: number) {
  return { value, interval: { low: value - 0.1, high: value + 0.1 } };
}

const HELD_OUT = {
  votes: 60,
  ordered: 50,
  sources: 30,
  original: share(0.6),
  taste: share(0.7),
  gain: { value: 0.1, interval: { low: 0.02, high: 0.18 } },
  errorGain: { value: 0.01 },
  isBetter: true,
  isCertain: true,
};

const FIGURES = [
  { of: 0, grades: 40, original: { correlation: 0.4, error: 12.34 }, taste: { correlation: 0.625, error: 9.5 } },
  { of: 1, grades: 40, original: { correlation: 0.8, error: 1234 }, taste: { correlation: 0.7, error: 1100 } },
];
const SCORES = {
  loss: 'regression',
  votes: 0,
  grades: 80,
  heldOutScores: {
    grades: 80,
    sources: 30,
    figures: FIGURES,
    gain: { value: 0.0625, interval: { low: -0.02, high: 0.12 } },
    errorGain: { value: 0.2 },
    isBetter: true,
    isCertain: false,
  },
} as const;

describe('what train says', () => {
  it('of votes of the whole', () => {
    expect(text({ heldOut: HELD_OUT })).toEqual([
      'The last layer of each head learned from 60 votes on 30 sources (loss: chance).',
      'Agreement on 50 votes of sources that were held out:',
      "  the model's own heads  60.0% (50.0% to 70.0%)",
      '  the taste              70.0% (60.0% to 80.0%)',
      '  gain                   +10.0 points (95% interval +2.0 to +18.0)',
      '',
      'The taste "mine" is in mine.taste. Use it with --taste.',
    ]);
  });

  it('of votes on dimensions: which head learned from which, how each does, and which lost', () => {
    const heads = [
      { head: 0, ordered: 26, original: share(0.5), taste: share(0.75) },
      { head: 1, ordered: 24, original: share(0.7), taste: share(0.65) },
    ];
    const dimensions = [
      { head: 'a', name: 'dim1', votes: 31, grades: 0 },
      { head: 'b', name: 'dim2', votes: 29, grades: 0 },
    ];
    const lines = text({ heldOut: { ...HELD_OUT, heads }, dimensions });
    expect(lines.slice(1, 4)).toEqual([
      'Each head learned from its own dimension, and each counts in the reward as before:',
      '  Following  dim1  31 votes',
      '  Quality    dim2  29 votes',
    ]);
    expect(lines.slice(8, 13)).toEqual([
      '',
      "By head      model's own  taste  votes",
      '  Following        50.0%  75.0%     26',
      '  Quality          70.0%  65.0%     24',
      "Quality agrees less than the model's own head.",
    ]);
  });

  it('of a head that had too few, and of pictures that were left out', () => {
    const dimensions = [
      { head: 'a', name: 'dim1', votes: 60, grades: 0 },
      { head: 'b', name: 'dim2', votes: 0, grades: 0 },
    ];
    const lines = text({ dimensions }, { leftOut: [{ line: 3, message: 'gone' }] });
    expect(lines[3]).toBe("  Quality    dim2  too few to learn from: it stays the model's own");
    expect(lines[4]).toBe('1 picture could not be looked at: what people said of them taught nothing.');
    expect(lines[5]).toContain('No votes could be held out');
  });

  it('of scores: how they follow those of people, and what sigma is', () => {
    const scoreCurve = [
      { grades: 20, correlation: 0.5 },
      { grades: 64, correlation: 0.6625 },
    ];
    expect(text(SCORES, { scoreCurve })).toEqual([
      'The last layer of each head learned from 80 scores on 30 sources (loss: regression).',
      'On 80 scores of sources that were held out      rank correlation  error',
      "  Following, the model's own at its best scale             0.400   12.3",
      '  Following, the taste                                     0.625    9.5',
      "  Quality, the model's own at its best scale               0.800  1,230",
      '  Quality, the taste                                       0.700  1,100',
      '  gain in rank correlation  +0.063 (95% interval −0.020 to +0.120)',
      'The difference may be luck: chance alone could give as much. More scores will tell.',
      "Quality agrees less than the model's own head.",
      'Its mu is on the scale of these scores. Its sigma is that error, the same for all pictures: a squared error teaches no other.',
      'Rank correlation with fewer scores: 0.500 from 20, 0.662 from 64.',
      '',
      'The taste "mine" is in mine.taste. Use it with --taste.',
    ]);
  });

  it('of scores of one dimension alone: the reward mixes two scales', () => {
    const dimensions = [
      { head: 'a', name: 'dim1', votes: 0, grades: 80 },
      { head: 'b', name: 'dim2', votes: 0, grades: 0 },
    ];
    const lines = text({ ...SCORES, dimensions });
    expect(lines[1]).toBe('Each head learned from its own dimension, and the reward is their mean:');
    expect(lines[4]).toContain('That reward mixes scores on the scale of people');
  });

  it('of what was not written', () => {
    expect(text({ ...SCORES }, { taste: null }).at(-1)).toBe(
      'It does not agree better than the model does, so it was not written. Score more pictures, or write it with --anyway.',
    );
  });
});
