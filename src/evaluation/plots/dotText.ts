import { formatFixed } from '../../core/formatNumbers.ts';
import type { LinearScale } from './linearScale.ts';
import type { PlotDot } from './plot.ts';

/** "71.7% (66.7 to 76.7)": a dot as text. */
export function dotText(
  { value, interval }: Pick<PlotDot, 'value' | 'interval'>,
  { isShare = false }: LinearScale,
): string {
  const text = (one: number) => (isShare ? formatFixed(100 * one, 1) : formatFixed(one, 2));
  const unit = isShare ? '%' : '';
  return interval ? `${text(value)}${unit} (${text(interval.low)} to ${text(interval.high)})` : `${text(value)}${unit}`;
}
