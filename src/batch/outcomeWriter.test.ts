import { describe, expect, it } from 'vitest';
import type { KeptOutcome } from './keptOutcome.ts';
import { createOutcomeWriter } from './outcomeWriter.ts';

const outcome = (line: number): KeptOutcome => ({ line, candidate: 0, outcome: { error: { name: 'E', message: '' } } });
const linesOf = (some: readonly KeptOutcome[]) => some.map(({ line }) => line);

describe('createOutcomeWriter', () => {
  it('writes together what comes while a write is under way, and tells of it when it is written', async () => {
    const writes: number[][] = [];
    const told: number[][] = [];
    const writer = createOutcomeWriter({
      keep: async (some) => void writes.push(linesOf(some)),
      onKept: (some) => told.push(linesOf(some)),
      onFailure: () => undefined,
    });
    for (const line of [1, 2, 3]) writer.add(outcome(line));
    expect([writes, told]).toEqual([[[1]], []]);
    await writer.settled();
    writer.add(outcome(4));
    await writer.settled();
    expect([writes, told]).toEqual([
      [[1], [2, 3], [4]],
      [[1], [2, 3], [4]],
    ]);
  });

  it('has written each outcome when it comes back from a store that writes at once', () => {
    const writes: number[][] = [];
    const writer = createOutcomeWriter({ keep: (some) => void writes.push(linesOf(some)), onFailure: () => undefined });
    for (const line of [1, 2]) {
      writer.add(outcome(line));
      expect(writes).toHaveLength(line);
    }
  });

  it('writes nothing more after a failure, which it tells at once and to whoever asks', async () => {
    const writes: number[][] = [];
    let failures = 0;
    const writer = createOutcomeWriter({
      keep(some) {
        writes.push(linesOf(some));
        throw new Error('The disk is full.');
      },
      onFailure: () => failures++,
    });
    writer.add(outcome(1));
    expect(failures).toBe(1);
    expect(() => writer.throwIfFailed()).toThrow('The disk is full.');
    writer.add(outcome(2));
    await expect(writer.settled()).rejects.toThrow('The disk is full.');
    expect([writes, failures]).toEqual([[[1]], 1]);
  });
});
