import { describe, expect, it } from 'vitest';
import { PrefixMemory } from './prefixMemory.ts';
import type { Tensor } from './session.ts';

const MEGABYTE = 2 ** 20;

function createKeyValues() {
  const log = { disposed: 0 };
  const tensor = { dispose: () => (log.disposed += 1) } as unknown as Tensor;
  return { log, keyValues: new Map([['past_key.0', tensor]]) };
}

/** Walks `roots` as a plan of them does; returns those that were remembered. */
function walk(memory: PrefixMemory, roots: readonly string[], freeBytes = Infinity, byteLength = MEGABYTE): string[] {
  memory.retain(roots, freeBytes);
  return roots.filter((root) => {
    const taken = memory.take(root);
    memory.keep(root, taken ?? createKeyValues().keyValues, byteLength);
    return taken !== undefined;
  });
}

describe('PrefixMemory', () => {
  it('hands over what it keeps, once', () => {
    const memory = new PrefixMemory();
    const { log, keyValues } = createKeyValues();
    memory.keep('a', keyValues, MEGABYTE);
    expect(memory.take('a')).toBe(keyValues);
    expect(memory.take('a')).toBeUndefined();
    memory.clear();
    expect(log.disposed).toBe(0);
  });

  it.each([
    ['a walk begins otherwise', (memory: PrefixMemory) => memory.retain(['b'], Infinity)],
    ['a walk needs the memory before it comes to it', (memory: PrefixMemory) => walk(memory, ['b', 'a'], 0)],
    ['the model goes away', (memory: PrefixMemory) => memory.clear()],
  ])('disposes what it keeps when %s', (_when, act) => {
    const memory = new PrefixMemory();
    const { log, keyValues } = createKeyValues();
    memory.keep('a', keyValues, MEGABYTE);
    act(memory);
    expect(log.disposed).toBe(1);
    expect(memory.take('a')).not.toBe(keyValues);
  });

  it('remembers the one root of a walk even where a walk leaves nothing of the memory', () => {
    const memory = new PrefixMemory();
    expect(walk(memory, ['a'], 0)).toEqual([]);
    expect(walk(memory, ['a'], 0)).toEqual(['a']);
  });

  it('remembers several roots, those that come first while there is room', () => {
    const memory = new PrefixMemory();
    const roots = ['a', 'b', 'c', 'd'];
    expect(walk(memory, roots, 2 * MEGABYTE)).toEqual([]);
    // Room for two beside the one that is walked, and the last one of a walk stays.
    expect(walk(memory, roots, 2 * MEGABYTE)).toEqual(['a', 'b', 'd']);
    expect(walk(memory, ['b', 'd', 'a'])).toEqual(['d', 'a']);
  });

  it('keeps no more than a handful of large pictures', () => {
    const memory = new PrefixMemory();
    const roots = ['a', 'b', 'c', 'd'];
    walk(memory, roots, Infinity, 64 * MEGABYTE);
    expect(walk(memory, roots, Infinity, 64 * MEGABYTE)).toEqual(['a', 'b', 'd']);
  });
});
