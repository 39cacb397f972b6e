import { expect, it } from 'vitest';
import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import { countDevices, otherDevicesNote } from './deviceCounts.ts';

const score = { reward: 1, logSigma: 0, heads: {} };
const outcomes: PictureOutcome[] = [
  { score, device: 'a CPU' },
  { score, device: 'a GPU' },
  { score },
  { score, device: 'a GPU' },
  { error: { name: 'DecodeError', message: 'broken' } },
];

it('counts the scores of each device, the busiest first, and leaves out those that name none', () => {
  expect(countDevices(outcomes)).toEqual([
    { device: 'a GPU', scores: 2 },
    { device: 'a CPU', scores: 1 },
  ]);
});

it('tells of other devices than the one in use', () => {
  expect(otherDevicesNote(countDevices(outcomes), 'a CPU')).toBe(
    "Scores from before are of another device (2 by a GPU); from here on it is a CPU. Each of them passed the model's " +
      'self-test, and every score names its device in the journal.',
  );
  expect(otherDevicesNote([{ device: 'a CPU', scores: 1 }], 'a CPU')).toBeUndefined();
});
