/** PNG specification, 9.2. */
const FILTERS = [() => {}, unfilterSub, unfilterUp, unfilterAverage, unfilterPaeth] as const;

/**
 * Undoes a row's filter in place. `row` and `previous` start with the filter's number; `step` is the bytes of a pixel, at
 * least one. Throws a `RangeError` for a number that names no filter.
 */
export function unfilterPngRow(row: Uint8Array, previous: Uint8Array, step: number): void {
  const unfilter = FILTERS[row[0] ?? 0];
  if (unfilter === undefined) throw new RangeError(`There is no PNG filter ${row[0]}.`);
  unfilter(row, previous, step);
}

function unfilterSub(row: Uint8Array, _previous: Uint8Array, step: number): void {
  for (let k = step + 1; k < row.length; k++) row[k] = (row[k] ?? 0) + (row[k - step] ?? 0);
}

function unfilterUp(row: Uint8Array, previous: Uint8Array): void {
  for (let k = 1; k < row.length; k++) row[k] = (row[k] ?? 0) + (previous[k] ?? 0);
}

function unfilterAverage(row: Uint8Array, previous: Uint8Array, step: number): void {
  const start = Math.min(step + 1, row.length);
  for (let k = 1; k < start; k++) row[k] = (row[k] ?? 0) + ((previous[k] ?? 0) >> 1);
  for (let k = start; k < row.length; k++) {
    row[k] = (row[k] ?? 0) + (((row[k - step] ?? 0) + (previous[k] ?? 0)) >> 1);
  }
}

/** The predictor is whichever of left, above and above left is nearest to left + above - above left. */
function unfilterPaeth(row: Uint8Array, previous: Uint8Array, step: number): void {
  const start = Math.min(step + 1, row.length);
  for (let k = 1; k < start; k++) row[k] = (row[k] ?? 0) + (previous[k] ?? 0);
  for (let k = start; k < row.length; k++) {
    const left = row[k - step] ?? 0;
    const above = previous[k] ?? 0;
    const corner = previous[k - step] ?? 0;
    const toLeft = Math.abs(above - corner);
    const toAbove = Math.abs(left - corner);
    const toCorner = Math.abs(left + above - 2 * corner);
    const nearest = toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    row[k] = (row[k] ?? 0) + nearest;
  }
}
