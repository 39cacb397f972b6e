import { formatScore } from '../../core/formatNumbers.ts';

/** "0.31": the uncertainty, sigma = exp(log sigma). */
export function formatSigma(logSigma: number): string {
  return formatScore(Math.exp(logSigma));
}

/** As the model gave it, for whom two decimals are too few. */
export function formatRaw(value: number): string {
  return value.toFixed(4).replace('-', '−');
}
