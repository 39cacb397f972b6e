import { afterEach, describe, expect, it, vi } from 'vitest';
import { markChanges, markStage } from './markStage.ts';

afterEach(() => void vi.restoreAllMocks());

describe('markChanges', () => {
  it('marks the first step of each stretch of one stage', () => {
    const mark = vi.spyOn(performance, 'mark');
    const markStep = markChanges();
    for (const stage of ['vision', 'vision', 'language', 'language', 'candidate scored', 'language'] as const) {
      markStep(stage);
    }
    expect(mark.mock.calls.map(([name]) => name)).toEqual(
      ['vision', 'language', 'candidate scored', 'language'].map((stage) => `EditReward: ${stage}`),
    );
  });
});

describe('markStage', () => {
  it('keeps the last mark of each stage, however many there were', () => {
    performance.clearMarks();
    markStage('vision');
    markStage('language');
    const before = performance.now();
    markStage('vision');
    const marks = performance.getEntriesByType('mark').filter(({ name }) => name.startsWith('EditReward: '));
    expect(marks.map(({ name }) => name)).toEqual(['EditReward: language', 'EditReward: vision']);
    expect(marks[1]?.startTime).toBeGreaterThanOrEqual(before);
  });
});
