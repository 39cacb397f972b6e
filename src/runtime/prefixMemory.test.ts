import { describe, expect, it } from 'vitest';
import { PrefixMemory } from './prefixMemory.ts';
import type { Tensor } from './session.ts';

function createKeyValues() {
  const log = { disposed: 0 };
  const tensor = { dispose: () => (log.disposed += 1) } as unknown as Tensor;
  return { log, keyValues: new Map([['past_key.0', tensor]]) };
}

describe('PrefixMemory', () => {
  it('hands over what it keeps, once', () => {
    const memory = new PrefixMemory();
    const { log, keyValues } = createKeyValues();
    memory.keep('a', keyValues);
    expect(memory.take('a')).toBe(keyValues);
    expect(memory.take('a')).toBeUndefined();
    memory.clear();
    expect(log.disposed).toBe(0);
  });

  it.each([
    ['another prefix is asked for', (memory: PrefixMemory) => memory.take('b')],
    ['another prefix is kept', (memory: PrefixMemory) => memory.keep('b', new Map())],
    ['the model goes away', (memory: PrefixMemory) => memory.clear()],
  ])('disposes what it keeps when %s', (_when, act) => {
    const memory = new PrefixMemory();
    const { log, keyValues } = createKeyValues();
    memory.keep('a', keyValues);
    act(memory);
    expect(log.disposed).toBe(1);
    expect(memory.take('a')).toBeUndefined();
  });
});
