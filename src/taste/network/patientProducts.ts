import { throwIfAborted } from '../../core/errors.ts';
import { othersTurn } from '../recalibration/othersTurn.ts';
import { matrixLike, type Matrix } from './matrix.ts';
import { productOfColumns, productOfRows, type MatrixProducts } from './matrixProducts.ts';

/** Of work at a time: some tens of milliseconds. */
const PRODUCTS_AT_ONCE = 2 ** 25;
/** A turn of others takes some milliseconds itself, more than a small product does. */
const TURN_EVERY_MS = 50;

/**
 * The numbers of `plainProducts`, with turns of others between: whoever trains in a thread that has more to do hears of a wish to stop.
 * They throw `AbortError`.
 */
export function patientProducts(signal: AbortSignal | undefined): MatrixProducts {
  let turnedAt = performance.now();
  const giveTurn = async () => {
    throwIfAborted(signal);
    if (performance.now() - turnedAt < TURN_EVERY_MS) return;
    await othersTurn(signal);
    turnedAt = performance.now();
  };
  return {
    async ofRows(x, w) {
      const result = matrixLike(x.values, x.rows, w.rows);
      const step = Math.max(1, Math.floor(PRODUCTS_AT_ONCE / Math.max(1, w.rows * w.columns)));
      for (let start = 0; start < x.rows; start += step) {
        await giveTurn();
        const part = productOfRows(someRows(x, start, Math.min(x.rows, start + step)), w);
        result.values.set(part.values, start * w.rows);
      }
      return result;
    },
    async ofColumns(y, x) {
      await giveTurn();
      return productOfColumns(y, x);
    },
    dispose: async () => undefined,
  };
}

function someRows({ values, columns }: Matrix, start: number, end: number): Matrix {
  return { values: values.subarray(start * columns, end * columns), rows: end - start, columns };
}
