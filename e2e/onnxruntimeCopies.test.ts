import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The name by which onnxruntime-web's script looks for its loader: it stands in each copy of the script once. */
const COPY_MARK = 'ort-wasm-simd-threaded.asyncify.mjs';

describe('the built site', () => {
  const assets = readdirSync('dist/assets');

  it("holds one copy of onnxruntime-web's script, which transformers.js shares, and one binary", () => {
    const scripts = assets.filter((name) => name.endsWith('.js'));
    const copies = scripts.map((name) => readFileSync(join('dist/assets', name), 'utf8').split(COPY_MARK).length - 1);
    expect(copies.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(assets.filter((name) => name.endsWith('.wasm'))).toHaveLength(1);
  });
});
