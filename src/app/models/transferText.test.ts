import { expect, it } from 'vitest';
import { transferText } from './transferText.ts';

const progress = { stage: 'downloading', doneBytes: 1.2e9, totalBytes: 4.1e9, elsewhere: false } as const;

it('says how far, how fast and how long', () => {
  expect(transferText('importing', undefined)).toBe('copying and checking');
  expect(transferText('downloading', { ...progress, bytesPerSecond: undefined })).toBe('downloading, 1.2 of 4.1 GB');
  expect(transferText('downloading', { ...progress, bytesPerSecond: 12e6 })).toBe(
    'downloading, 1.2 of 4.1 GB, 12 MB/s, about 4 min left',
  );
});

it('says that another tab does it, and what stage it has come to', () => {
  const elsewhere = { ...progress, stage: 'self-test', bytesPerSecond: undefined, elsewhere: true } as const;
  expect(transferText('converting', elsewhere)).toBe(
    'self-test: scoring a known picture in another tab, 1.2 of 4.1 GB',
  );
});

it('counts what is judged in parts of the whole, as it has no bytes', () => {
  const judging = {
    ...progress,
    stage: 'judging',
    doneBytes: 3.5e12,
    totalBytes: 10e12,
    bytesPerSecond: 5e10,
  } as const;
  expect(transferText('converting', judging)).toBe(
    'scoring pictures of the batch, to calibrate by, 35%, about 2 min left',
  );
});
