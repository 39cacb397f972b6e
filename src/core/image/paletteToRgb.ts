/**
 * The colours of indices. `palette` holds red, green and blue of each entry; an index beyond it is black, as in Pillow.
 * Without a palette indices are grey levels.
 */
export function paletteToRgb(indices: Uint8Array, palette: Uint8Array | undefined): Uint8Array<ArrayBuffer> {
  const table = new Uint8Array(768);
  table.set(palette?.subarray(0, table.length) ?? table.map((_, k) => Math.floor(k / 3)));
  const data = new Uint8Array(indices.length * 3);
  for (let from = 0, to = 0; from < indices.length; from++, to += 3) {
    const entry = (indices[from] ?? 0) * 3;
    data[to] = table[entry] ?? 0;
    data[to + 1] = table[entry + 1] ?? 0;
    data[to + 2] = table[entry + 2] ?? 0;
  }
  return data;
}
