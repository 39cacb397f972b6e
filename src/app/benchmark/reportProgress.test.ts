import { describe, expect, it } from 'vitest';
import type { ReportWork } from './benchmarkState.ts';
import { reportText } from './reportProgress.ts';

function text(progress: ReportWork['progress'], now = 1000): string {
  return reportText({ label: 'a.jsonl', progress, stageStartedAt: 1000 }, now);
}

describe('reportText', () => {
  it('says what is read and how much of it', () => {
    expect(text(undefined)).toBe('reading a.jsonl');
    expect(text({ stage: 'reading', doneBytes: 12e6, totalBytes: 70e6 })).toBe('reading a.jsonl, 12 of 70 MB');
  });

  it('says how long the intervals take, once that is known', () => {
    expect(text({ stage: 'intervals', share: 0.5 }, 2000)).toBe('drawing the intervals');
    expect(text({ stage: 'intervals', share: 0.05 }, 9000)).toBe('drawing the intervals');
    expect(text({ stage: 'intervals', share: 0.25 }, 11_000)).toBe('drawing the intervals, about 30 s left');
  });
});
