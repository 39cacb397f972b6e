import { describe, expect, it, vi } from 'vitest';
import { Proofs } from './proofs.ts';

describe('Proofs', () => {
  it('makes each proof once, also when it is asked for again meanwhile', async () => {
    const proofs = new Proofs();
    const prove = vi.fn(async () => true);
    expect(await Promise.all([proofs.holds('a', prove), proofs.holds('a', prove)])).toEqual([true, true]);
    expect(prove).toHaveBeenCalledTimes(1);
    expect(await proofs.holds('b', async () => false)).toBe(false);
    expect(await proofs.holds('a', async () => false)).toBe(true);
  });

  it('takes one that throws as failed, but tries it again for the next picture: memory may have been short', async () => {
    const proofs = new Proofs();
    expect(await proofs.holds('a', () => Promise.reject(new RangeError('no memory')))).toBe(false);
    expect(await proofs.holds('a', async () => true)).toBe(true);
    expect(await proofs.holds('a', async () => false)).toBe(true);
  });
});
