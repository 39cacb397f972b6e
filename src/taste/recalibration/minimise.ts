import { at } from '../../core/at.ts';

/** A function's value, and its slope in each direction. */
export interface Slope {
  readonly value: number;
  readonly slope: Float64Array;
}

/** So many earlier steps tell how the slope changes. */
const MEMORY = 10;
const MAX_STEPS = 200;
/** Of the value: what a step gains less of is far below what a single vote changes. */
const LEAST_PROGRESS = 1e-8;
/** A step must gain this share of what the slope promises (Armijo 1966). */
const LEAST_GAIN = 1e-4;
const MAX_HALVINGS = 30;

/** A step, and how the slope changed on it. */
interface Step {
  readonly move: Float64Array;
  readonly change: Float64Array;
}

/**
 * Where a smooth function is lowest near `start`: limited-memory BFGS (Nocedal 1980), each step halved until it gains. The same
 * start gives the same end.
 */
export function minimise(of: (point: Float64Array) => Slope, start: Float64Array): Float64Array {
  let point = start;
  let here = of(point);
  const steps: Step[] = [];
  for (let count = 0; count < MAX_STEPS && norm(here.slope) > 0; count++) {
    const direction = downhill(here.slope, steps);
    const next = search(of, point, here, direction);
    if (!next) break;
    const step = { move: difference(next.point, point), change: difference(next.there.slope, here.slope) };
    // Without a rise of the slope along it a step says nothing of the curvature.
    if (dot(step.move, step.change) > 0) steps.push(step);
    if (steps.length > MEMORY) steps.shift();
    const gain = here.value - next.there.value;
    [point, here] = [next.point, next.there];
    if (gain <= LEAST_PROGRESS * Math.abs(here.value)) break;
  }
  return point;
}

/** The two loops of Nocedal (1980). */
function downhill(slope: Float64Array, steps: readonly Step[]): Float64Array {
  const direction = slope.map((value) => -value);
  const shares = steps.map(() => 0);
  for (let k = steps.length - 1; k >= 0; k--) {
    const { move, change } = at(steps, k);
    const share = dot(move, direction) / dot(move, change);
    shares[k] = share;
    addTimes(direction, change, -share);
  }
  const last = steps.at(-1);
  if (last) scale(direction, dot(last.move, last.change) / dot(last.change, last.change));
  else scale(direction, 1 / Math.max(1, norm(direction)));
  for (const [k, { move, change }] of steps.entries()) {
    addTimes(direction, move, at(shares, k) - dot(change, direction) / dot(move, change));
  }
  return direction;
}

/** Undefined where no step gains: that is the end. */
function search(of: (point: Float64Array) => Slope, point: Float64Array, here: Slope, direction: Float64Array) {
  const promise = dot(here.slope, direction);
  for (let [length, halvings] = [1, 0]; halvings < MAX_HALVINGS; length /= 2, halvings++) {
    const next = point.slice();
    addTimes(next, direction, length);
    const there = of(next);
    if (there.value <= here.value + LEAST_GAIN * length * promise) return { point: next, there };
  }
  return undefined;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < one.length; k++) sum += (one[k] as number) * (other[k] as number);
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function difference(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, k) => value - (other[k] as number));
}

function addTimes(vector: Float64Array, other: Float64Array, factor: number): void {
  for (let k = 0; k < vector.length; k++) vector[k] = (vector[k] as number) + factor * (other[k] as number);
}

function scale(vector: Float64Array, factor: number): void {
  for (let k = 0; k < vector.length; k++) vector[k] = (vector[k] as number) * factor;
}
