import type { ReportedTaste } from '../../core/score/scoreReport.ts';

/** One key for each package, so that two tabs with two models do not write over each other. */
const KEY_PREFIX = 'editreward: taste of ';
/** Digest and name: what is written otherwise is of no version. */
const KEPT = /^([0-9a-f]{64}) (.+)$/s;

/** The taste that a package had on last, in this visit or an earlier one; undefined: it had its own heads. */
export function lastTasteOf(manifestSha256: string): ReportedTaste | undefined {
  try {
    const [, sha256, name] = KEPT.exec(localStorage.getItem(KEY_PREFIX + manifestSha256) ?? '') ?? [];
    return sha256 === undefined || name === undefined ? undefined : { name, sha256 };
  } catch {
    return undefined; // the site may store nothing
  }
}

/** For the next time that this package is loaded. Undefined: its own heads. */
export function rememberTaste(manifestSha256: string, taste: ReportedTaste | undefined): void {
  try {
    if (taste) localStorage.setItem(KEY_PREFIX + manifestSha256, `${taste.sha256} ${taste.name}`);
    else localStorage.removeItem(KEY_PREFIX + manifestSha256);
  } catch {
    // Where the site may store nothing, no taste is kept either.
  }
}
