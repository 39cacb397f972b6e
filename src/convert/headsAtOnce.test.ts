import { expect, it } from 'vitest';
import { qwen25Vl } from './bases/qwen25Vl.ts';
import { qwen3Vl } from './bases/qwen3Vl.ts';
import { headsAtOnce } from './headsAtOnce.ts';
import { parsePreprocessor } from './imageProcessor.ts';

const json = (size: object) =>
  JSON.stringify({ image_mean: [0, 0, 0], image_std: [1, 1, 1], patch_size: 16, merge_size: 2, size });

it('is all where images have about 256 tokens, and one where they have any size', () => {
  const wide = json({ shortest_edge: 3136, longest_edge: 12_845_056 });
  expect(headsAtOnce(parsePreprocessor(wide, qwen25Vl.images), 16)).toBe(16);
  expect(headsAtOnce(parsePreprocessor(wide, qwen3Vl.images), 16)).toBe(1);
  const narrow = json({ shortest_edge: 3136, longest_edge: 524_288 });
  expect(headsAtOnce(parsePreprocessor(narrow, qwen3Vl.images), 16)).toBe(16);
});
