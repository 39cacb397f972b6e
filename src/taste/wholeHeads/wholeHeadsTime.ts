import { at } from '../../core/at.ts';
import { matrixLike, type Matrix } from '../network/matrix.ts';
import type { MatrixProducts } from '../network/matrixProducts.ts';
import type { TasteHeads } from '../tasteHeads.ts';
import { MAX_EPOCHS } from './learnWholeHeads.ts';

/** Pictures of the measurement: for heads of a 7B about a second. The first run, which is not counted, has a compiler at work. */
const TIMED_PICTURES = 32;

/**
 * How many milliseconds whole heads of so many pictures take at most, from how long the first layers take here: nearly all of the time
 * is theirs. Training often ends sooner. Throws `AbortError` where the products do.
 */
export async function wholeHeadsTime(
  { heads }: TasteHeads,
  pictures: number,
  products: MatrixProducts,
  now: () => number = () => performance.now(),
): Promise<number> {
  let timePerPicture = 0;
  for (const layers of heads) {
    const { weight } = at(layers, 0);
    // No zeros: those are left out, and would be quicker than what a head sees.
    const x = filled(matrixLike(weight.values, TIMED_PICTURES, weight.columns));
    const y = filled(matrixLike(weight.values, TIMED_PICTURES, weight.rows));
    await pass(x, y, weight, products);
    const start = now();
    await pass(x, y, weight, products);
    timePerPicture += (now() - start) / TIMED_PICTURES;
  }
  return timePerPicture * pictures * MAX_EPOCHS;
}

async function pass(x: Matrix, y: Matrix, weight: Matrix, products: MatrixProducts): Promise<void> {
  await products.ofRows(x, weight);
  await products.ofColumns(y, x);
}

function filled(matrix: Matrix): Matrix {
  matrix.values.fill(1);
  return matrix;
}
