import { niceStep } from '../../core/niceStep.ts';

/** An axis from `low` to `high`. */
export interface LinearScale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** Its ticks are written in percent. */
  readonly isShare?: boolean;
}

/** From 0 to 1, for shares and chances. */
export const UNIT_SCALE: LinearScale = { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1], isShare: true };

/** From opposite to same. */
export const CORRELATION_SCALE: LinearScale = { low: -1, high: 1, ticks: [-1, -0.5, 0, 0.5, 1] };

const MOST_STEPS = 5;

/** The least axis with ends at round numbers that holds all `values`. */
export function scaleOf(values: readonly number[]): LinearScale {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  if (!(least <= most)) return UNIT_SCALE;
  const step = niceStep(most - least, MOST_STEPS);
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(most / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
  return { low: first * step, high: last * step, ticks };
}

/** Where `value` lies, as CSS and SVG take it: "25%" a quarter of the way. Values beyond the ends are at the ends. */
export function percentOf({ low, high }: LinearScale, value: number): string {
  const share = (value - low) / (high - low);
  return `${Number((100 * Math.min(1, Math.max(0, share))).toFixed(3))}%`;
}

/** A tick with as many decimals as tell it from the next one. */
export function tickText({ ticks, isShare }: LinearScale, value: number): string {
  if (isShare === true) return `${Math.round(100 * value)}%`.replace('-', '−');
  const [first = 0, second = 1] = ticks;
  const step = Math.abs(second - first);
  const decimals = [0, 1, 2].find((digits) => Math.abs(step - Number(step.toFixed(digits))) < step / 1000) ?? 3;
  return value
    .toFixed(decimals)
    .replace(/^-(0(\.0*)?)$/, '$1')
    .replace('-', '−');
}
