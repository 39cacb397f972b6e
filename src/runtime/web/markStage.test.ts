import { describe, expect, it } from 'vitest';
import { markStage } from './markStage.ts';

describe('markStage', () => {
  it('keeps the last mark of each stage, however many there were', () => {
    markStage('vision');
    markStage('language');
    const before = performance.now();
    markStage('vision');
    const marks = performance.getEntriesByType('mark').filter(({ name }) => name.startsWith('EditReward: '));
    expect(marks.map(({ name }) => name)).toEqual(['EditReward: language', 'EditReward: vision']);
    expect(marks[1]?.startTime).toBeGreaterThanOrEqual(before);
  });
});
