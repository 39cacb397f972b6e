/** Stands where the user wants no history. */
const KEY = 'editreward: no history';

/** Whether finished comparisons are kept: they are, unless the user has said otherwise on this device. */
export function keepsHistory(): boolean {
  try {
    return localStorage.getItem(KEY) === null;
  } catch {
    return true; // the site may store nothing, and what cannot be kept is said when it is tried
  }
}

export function chooseHistory(isKept: boolean): void {
  try {
    if (isKept) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, '1');
  } catch {
    // Where the site may store nothing, there is no history either.
  }
}
