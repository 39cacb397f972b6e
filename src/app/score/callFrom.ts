import { DEFAULT_CALL_FROM } from '../../core/score/verdict.ts';

/** The threshold's range, in whole percent: at 50 the higher reward always wins. */
export const LEAST_PERCENT = 50;
export const MOST_PERCENT = 99;

/** A threshold as people choose it. */
export function percentOf(callFrom: number): number {
  return Math.round(callFrom * 100);
}

/** A threshold of whole percent as text; undefined if it is none. */
export function callFromPercent(text: string | null): number | undefined {
  const percent = text !== null && /^\d+$/.test(text) ? Number(text) : NaN;
  return percent >= LEAST_PERCENT && percent <= MOST_PERCENT ? percent / 100 : undefined;
}

const KEY = 'editreward: threshold';

/** The threshold that was chosen last on this device, else the usual one. */
export function keptCallFrom(): number {
  try {
    return callFromPercent(localStorage.getItem(KEY)) ?? DEFAULT_CALL_FROM;
  } catch {
    return DEFAULT_CALL_FROM; // the site may store nothing
  }
}

export function keepCallFrom(callFrom: number): void {
  try {
    localStorage.setItem(KEY, String(percentOf(callFrom)));
  } catch {
    // It holds for this visit all the same.
  }
}
