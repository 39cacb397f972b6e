import { describe, expect, it } from 'vitest';
import { modelName } from './modelName.ts';

const nano = { id: 'editreward-nano', dtype: 'q8', manifestSha256: '0123456789abcdef' } as const;

describe('modelName', () => {
  it.each([
    ['alone', [], 'editreward-nano q8'],
    ['beside itself', [nano], 'editreward-nano q8'],
    ['beside another precision', [{ ...nano, dtype: 'q4', manifestSha256: 'ff' }], 'editreward-nano q8'],
    ['beside another package of its name', [nano, { ...nano, manifestSha256: 'ff' }], 'editreward-nano q8 (01234567)'],
  ])('%s', (_, others, name) => {
    expect(modelName(nano, others)).toBe(name);
  });

  it('says whose taste it has', () => {
    expect(modelName({ ...nano, taste: { name: 'mine', sha256: 'ab' } }, [])).toBe('editreward-nano q8, taste “mine”');
  });

  it('says how large pictures may be, where that is less than officially', () => {
    expect(modelName({ ...nano, maxPixels: 1_048_576 }, [])).toBe(
      'editreward-nano q8, pictures up to 1,048,576 pixels',
    );
  });
});
