import type { ByteSource } from '../../core/bytes/bytes.ts';
import { defined } from '../../core/defined.ts';
import { float16Value, widenBfloat16 } from '../../core/halfFloats.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';

/** Rows kept in memory: prompts repeat, so a batch reads each row once. A 7B's row of 3584 floats makes this 57 MB. */
const MAX_CACHED_ROWS = 4096;

const BYTES_PER_ELEMENT = { bf16: 2, fp16: 2, fp32: 4 } as const;

/** Token embeddings, read row by row: a prompt needs some hundred rows, and the whole table of a 7B has 1.09 GB. */
export class EmbeddingTable {
  readonly columns: number;
  readonly #shape: Manifest['embedding'];
  readonly #source: ByteSource;
  readonly #cache = new Map<number, Float32Array>();

  constructor(shape: Manifest['embedding'], source: ByteSource) {
    this.columns = shape.columns;
    this.#shape = shape;
    this.#source = source;
  }

  /** Rows of `ids`, copied to `target` from element `offset` on. Throws RangeError for an id outside the table. */
  async copyRows(ids: readonly number[], target: Float32Array, offset: number): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#cache.has(id));
    if (this.#cache.size + missing.length > MAX_CACHED_ROWS) this.#cache.clear();
    const needed = [...new Set(ids)].filter((id) => !this.#cache.has(id));
    await Promise.all(needed.map(async (id) => this.#cache.set(id, await this.#readRow(id))));
    for (const [index, id] of ids.entries()) {
      const row = defined(this.#cache.get(id), `The row of token ${id} is gone before it was used.`);
      target.set(row, offset + index * this.columns);
    }
  }

  async #readRow(id: number): Promise<Float32Array> {
    const { dtype, rows, columns } = this.#shape;
    if (id >= rows) throw new RangeError(`Token ${id} has no row: the embedding table has ${rows}.`);
    const rowBytes = columns * BYTES_PER_ELEMENT[dtype];
    const bytes = await this.#source.slice(id * rowBytes, (id + 1) * rowBytes);
    if (dtype === 'fp32') return new Float32Array(bytes.buffer, bytes.byteOffset, columns);
    const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, columns);
    return dtype === 'bf16' ? widenBfloat16(halves) : Float32Array.from(halves, float16Value);
  }
}
