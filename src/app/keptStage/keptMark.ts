/** Tells a next visit, before anything is loaded, whether there is something to bring back. */
const MARK = 'editreward: work is kept';

export function isWorkKept(): boolean {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return false; // the site may store nothing
  }
}

export function markKept(isKept: boolean): void {
  try {
    if (isKept) localStorage.setItem(MARK, '1');
    else localStorage.removeItem(MARK);
  } catch {
    // Where the site may store nothing, nothing is kept either.
  }
}
