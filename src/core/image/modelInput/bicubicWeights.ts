/** Bicubic reaches two pixels to each side. */
const SUPPORT = 2;
/** Keys' cubic with a = -0.5, the one that reproduces quadratics. */
const A = -0.5;

/** For each output position: which input positions it reads, and their weights. */
export interface BicubicWeights<W extends Float64Array | Int32Array> {
  /** First input position of each output position. */
  readonly starts: Int32Array;
  /** Number of input positions of each output position. */
  readonly counts: Int32Array;
  /** `stride` weights for each output position, of which `counts` are used. */
  readonly weights: W;
  readonly stride: number;
}

/** Weights that sum to 1 at each output position. */
export function bicubicWeights(inputSize: number, outputSize: number): BicubicWeights<Float64Array> {
  const scale = inputSize / outputSize;
  // On shrinking the kernel widens with the scale, so that every input pixel counts (antialiasing).
  const filterScale = Math.max(scale, 1);
  const support = SUPPORT * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(outputSize);
  const counts = new Int32Array(outputSize);
  const weights = new Float64Array(outputSize * stride);
  for (let position = 0; position < outputSize; position++) {
    const center = (position + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(inputSize, Math.trunc(center + support + 0.5));
    starts[position] = start;
    counts[position] = end - start;
    weights.set(normalizedWeights(start, end, center, 1 / filterScale), position * stride);
  }
  return { starts, counts, weights, stride };
}

/** Weights of the inputs `[start, end)`, summing to 1. */
function normalizedWeights(start: number, end: number, center: number, inverseScale: number): Float64Array {
  const raw = Float64Array.from({ length: end - start }, (_, k) => bicubic((k + start - center + 0.5) * inverseScale));
  let sum = 0;
  for (const weight of raw) sum += weight;
  return sum === 0 ? raw : raw.map((weight) => weight / sum);
}

function bicubic(signedDistance: number): number {
  const x = Math.abs(signedDistance);
  if (x < 1) return ((A + 2) * x - (A + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * A;
  return 0;
}

/** The same weights in fixed point: times 2^fractionBits, half added away from zero, truncated. */
export function fixedPointWeights(
  exact: BicubicWeights<Float64Array>,
  fractionBits: number,
): BicubicWeights<Int32Array> {
  const weights = Int32Array.from(exact.weights, (weight) => {
    // The order of Pillow and torchvision: the weight was divided by the sum before, which decides the last bit.
    const scaled = weight * 2 ** fractionBits;
    return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  });
  return { ...exact, weights };
}
