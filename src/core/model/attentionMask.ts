/**
 * Added to a score to hide a key. exp() of it is 0 in fp32, and it is far below any real score. It survives a cast to
 * fp16. Infinity would survive too, but may become NaN.
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
