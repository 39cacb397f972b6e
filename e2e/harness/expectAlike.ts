import { expect } from 'vitest';

/** That two values of JSON differ in nothing, and their numbers by less than `bar`. */
export function expectAlike(value: unknown, right: unknown, bar: number, place = ''): void {
  if (typeof value === 'number' && typeof right === 'number') {
    expect(Math.abs(value - right), place).toBeLessThan(bar);
  } else if (isObject(value) && isObject(right)) {
    expect(Object.keys(value), place).toEqual(Object.keys(right));
    for (const [key, part] of Object.entries(value)) expectAlike(part, right[key], bar, `${place}/${key}`);
  } else {
    expect(value, place).toEqual(right);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
