import { createHash } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { encodeRows, type EncodeTask } from '../convert/encodeRows.ts';
import { createEncodePool } from './encodePool.ts';

const pool = createEncodePool(2);
afterAll(() => pool.close());

const SIDE = 512;

/** 512 KB of bf16, more than is encoded on the calling thread; numbers differ by `seed`. */
function task(seed: number): EncodeTask {
  const words = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => 0x3c00 + ((i * 31 + seed * 7) % 251));
  return {
    dtype: 'BF16',
    bytes: new Uint8Array(words.buffer),
    rowCount: SIDE,
    sourceShape: [SIDE, SIDE],
    encoding: { kind: 'quantized', bits: 4, symmetric: false, scaleType: 'float' },
  };
}

const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it('gives what the calling thread would give, of every task its own', async () => {
  const encoded = await Promise.all([0, 1, 2, 3, 4].map((seed) => pool.encoder.encode(task(seed))));
  for (const [seed, parts] of encoded.entries()) {
    const expected = encodeRows(task(seed));
    expect(parts.map(hex)).toEqual(expected.map(hex));
  }
  expect(new Set(encoded.map(([packed = new Uint8Array()]) => hex(packed))).size).toBe(5);
});

it('tells a bad weight by its name, and goes on', async () => {
  const bad = task(0);
  new Uint16Array(bad.bytes.buffer)[5] = 0x7f80;
  await expect(pool.encoder.encode(bad)).rejects.toMatchObject({ name: 'NonFiniteWeightError' });
  expect(await pool.encoder.encode(task(1))).toHaveLength(3);
});

it('leaves nothing waiting when it is closed', async () => {
  const other = createEncodePool(1);
  const pending = other.encoder.encode(task(0));
  const outcome = expect(pending).rejects.toThrow('An encoding thread ended before its work did.');
  await other.close();
  await outcome;
});
