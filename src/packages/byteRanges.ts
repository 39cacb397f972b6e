/** Bytes `[start, end)` of a file. */
export type ByteRange = readonly [start: number, end: number];

/** `ranges` and `added` as few ranges as can be, in order. */
export function addRange(ranges: readonly ByteRange[], added: ByteRange): ByteRange[] {
  const sorted = [...ranges, added].filter(([start, end]) => start < end).toSorted(([a], [b]) => a - b);
  const merged: ByteRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last && range[0] <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], range[1])];
    else merged.push(range);
  }
  return merged;
}

/** What `ranges` (as {@link addRange} gives them) leave of `[0, byteLength)`, in pieces of at most `maxBytes`. */
export function missingRanges(ranges: readonly ByteRange[], byteLength: number, maxBytes: number): ByteRange[] {
  const missing: ByteRange[] = [];
  let position = 0;
  for (const [start, end] of [...ranges, [byteLength, byteLength] as const]) {
    for (; position < start; position += maxBytes) missing.push([position, Math.min(position + maxBytes, start)]);
    position = end;
  }
  return missing;
}

/** How many bytes `ranges` are together. */
export function sumRanges(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, [start, end]) => sum + end - start, 0);
}
