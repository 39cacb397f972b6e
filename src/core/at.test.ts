import { describe, expect, it } from 'vitest';
import { at } from './at.ts';

describe('at', () => {
  it('gives elements of lists and typed arrays, an undefined one too', () => {
    expect(at(['a', 'b'], 1)).toBe('b');
    expect(at(Float32Array.of(0.5), 0)).toBe(0.5);
    expect(at([undefined], 0)).toBeUndefined();
  });

  it.each([-1, 2, 0.5, NaN])('throws where there is no element: %d', (index) => {
    expect(() => at(['a', 'b'], index)).toThrowError(new RangeError(`There is no element ${index} in a list of 2.`));
  });
});
