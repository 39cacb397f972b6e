import { describe, expect, it } from 'vitest';
import { RecentlyUsed } from './recentlyUsed.ts';

const kept = (values: RecentlyUsed<string>, keys: string) =>
  [...keys].filter((key) => values.peek(key) !== undefined).join('');

describe('RecentlyUsed', () => {
  it('lets go what was not used for longest', () => {
    const evicted: string[] = [];
    const values = new RecentlyUsed<string>({ capacity: 2, onEvict: (value) => evicted.push(value) });
    values.set('a', 'A');
    values.set('b', 'B');
    expect(values.get('a')).toBe('A');
    values.set('c', 'C');
    expect([kept(values, 'abc'), evicted]).toEqual(['ac', ['B']]);
  });

  it('does not count a look as a use', () => {
    const values = new RecentlyUsed<string>({ capacity: 2 });
    values.set('a', 'A');
    values.set('b', 'B');
    values.peek('a');
    values.set('c', 'C');
    expect(kept(values, 'abc')).toBe('bc');
  });

  it('measures values, and keeps none that is larger than the room', () => {
    const values = new RecentlyUsed<string>({ capacity: 5, sizeOf: ({ length }) => length });
    values.set('a', 'aa');
    values.set('b', 'bbb');
    expect(kept(values, 'ab')).toBe('ab');
    values.set('c', 'cc');
    expect(kept(values, 'abc')).toBe('bc');
    values.set('d', 'dddddd');
    expect(kept(values, 'abcd')).toBe('');
  });

  it('counts a value once that is set again', () => {
    const values = new RecentlyUsed<string>({ capacity: 2 });
    values.set('a', 'A');
    values.set('b', 'B');
    values.set('a', 'A2');
    expect([values.peek('a'), kept(values, 'ab')]).toEqual(['A2', 'ab']);
    values.delete('a');
    expect(kept(values, 'ab')).toBe('b');
  });

  it('lets go of all at once', () => {
    const evicted: string[] = [];
    const values = new RecentlyUsed<string>({ capacity: 2, onEvict: (value) => evicted.push(value) });
    values.set('a', 'A');
    values.set('b', 'B');
    values.clear();
    expect([kept(values, 'ab'), evicted]).toEqual(['', ['A', 'B']]);
  });
});
