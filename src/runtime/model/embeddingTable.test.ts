import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { EmbeddingTable } from './embeddingTable.ts';

const shape = { path: 'embedding.bin', rows: 3, columns: 2 } as const;

function tableOf(dtype: 'bf16' | 'fp16' | 'fp32', values: Uint16Array | Float32Array) {
  return new EmbeddingTable({ ...shape, dtype }, bytesSource('embedding.bin', new Uint8Array(values.buffer)));
}

async function rowsOf(table: EmbeddingTable, ids: readonly number[]): Promise<number[]> {
  const target = new Float32Array(ids.length * 2);
  await table.copyRows(ids, target, 0);
  return [...target];
}

describe('EmbeddingTable', () => {
  it('reads rows of each dtype exactly', async () => {
    // 1, -2, 0.5, 3, 0, infinity in each.
    const bf16 = Uint16Array.of(0x3f80, 0xc000, 0x3f00, 0x4040, 0, 0x7f80);
    const fp16 = Uint16Array.of(0x3c00, 0xc000, 0x3800, 0x4200, 0, 0x7c00);
    const fp32 = Float32Array.of(1, -2, 0.5, 3, 0, Infinity);
    for (const table of [tableOf('bf16', bf16), tableOf('fp16', fp16), tableOf('fp32', fp32)]) {
      expect(await rowsOf(table, [2, 0, 1, 0])).toEqual([0, Infinity, 1, -2, 0.5, 3, 1, -2]);
    }
  });

  it('reads the smallest fp16 numbers', async () => {
    const fp16 = Uint16Array.of(0x0001, 0x8001, 0x03ff, 0x0400, 0, 0);
    expect(await rowsOf(tableOf('fp16', fp16), [0, 1])).toEqual([2 ** -24, -(2 ** -24), 1023 * 2 ** -24, 2 ** -14]);
  });

  it('refuses a token that has no row', async () => {
    await expect(rowsOf(tableOf('bf16', new Uint16Array(6)), [3])).rejects.toThrow(
      'Token 3 has no row: the embedding table has 3.',
    );
  });
});
