/**
 * Added to a score to hide a key. exp() of it is 0 in fp32, it is far below any real score, and it survives a cast to
 * fp16, which an infinity does only as NaN-in-waiting.
 */
export const HIDDEN = -30000;

/**
 * Causal mask of query rows over keys [0, total): [rows, total], 0 where the key is visible. `positions` are the rows' own
 * positions.
 */
export function causalMask(positions: readonly number[], total: number): Float32Array<ArrayBuffer> {
  const mask = new Float32Array(positions.length * total);
  for (const [row, position] of positions.entries()) mask.fill(HIDDEN, row * total + position + 1, (row + 1) * total);
  return mask;
}
