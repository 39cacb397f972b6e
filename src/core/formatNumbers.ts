/** How numbers are written for people, the same on the page and on the command line. */

/** "1.42", or "−0.30" with a true minus sign. */
export function formatScore(value: number): string {
  return formatFixed(value, 2);
}

/** As a score, with so many decimals. */
export function formatFixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return (0).toFixed(digits);
  return text.replace('-', '−');
}

/** "1.42 ± 0.31": a reward and its uncertainty, sigma = exp(log sigma). */
export function formatScoreWithSigma(mu: number, logSigma: number): string {
  return `${formatScore(mu)} ± ${formatScore(Math.exp(logSigma))}`;
}

/** A whole percentage, but never a certainty: a normal distribution has none, though a number may be rounded to 0 or 1. */
export function formatChance(chance: number): string {
  const percent = Math.round(chance * 100);
  if (percent >= 100) return 'over 99%';
  if (percent <= 0) return 'under 1%';
  return `${percent}%`;
}

const UNITS = [
  { name: 'GB', size: 1e9, digits: 1 },
  { name: 'MB', size: 1e6, digits: 0 },
  { name: 'KB', size: 1e3, digits: 0 },
] as const;

/** "1.2 GB". With `like`, the bare number in the unit that `like` is shown in: "1.2" of "4.1 GB". */
export function formatBytes(byteLength: number, like?: number): string {
  const unit = UNITS.find(({ size }) => (like ?? byteLength) >= size) ?? { name: 'bytes', size: 1, digits: 0 };
  const number = (byteLength / unit.size).toFixed(unit.digits);
  return like === undefined ? `${number} ${unit.name}` : number;
}

/** "20 s", "3 min", "2 h": as coarse as an estimate is. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  if (seconds < 60) return `${seconds < 10 ? seconds : Math.round(seconds / 5) * 5} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** "12,345" */
export function formatCount(value: number): string {
  return value.toLocaleString('en');
}

/** "1 pair", "12,345 pairs" */
export function formatCountOf(value: number, what: string): string {
  return `${formatCount(value)} ${what}${value === 1 ? '' : 's'}`;
}

/** "1,048,576 pixels" */
export function formatPixels(pixels: number): string {
  return `${formatCount(pixels)} pixels`;
}
