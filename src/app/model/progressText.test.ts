import { describe, expect, it } from 'vitest';
import { loadText } from './progressText.ts';

describe('loadText', () => {
  it('counts bytes in one unit', () => {
    expect(loadText({ stage: 'reading', loadedBytes: 1.2e9, totalBytes: 4.1e9 })).toBe(
      'reading the files, 1.2 of 4.1 GB',
    );
  });

  it('tells the pace once it is known', () => {
    const progress = { stage: 'reading', loadedBytes: 1.2e9, totalBytes: 4.1e9 } as const;
    expect(loadText({ ...progress, bytesPerSecond: 290e6, secondsLeft: 10 })).toBe(
      'reading the files, 1.2 of 4.1 GB, 290 MB/s, about 10 s left',
    );
  });
});
