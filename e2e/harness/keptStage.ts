import type { Page } from 'playwright-core';

interface KeptCounts {
  readonly candidates: number;
  readonly scored: number;
}

/** What the browser would bring back of the last comparison. Zeros where it keeps none. */
export async function keptStage(page: Page): Promise<KeptCounts> {
  const { candidates, scored } = await page.evaluate(countKept);
  return { candidates, scored };
}

/** Comparisons in the history. */
export async function keptSessions(page: Page): Promise<number> {
  return (await page.evaluate(countKept)).sessions;
}

/** In the page. */
function countKept(): Promise<KeptCounts & { readonly sessions: number }> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('editreward-stage');
    // The page makes it, once there is something to keep.
    opening.addEventListener('upgradeneeded', () => opening.transaction?.abort());
    opening.addEventListener('error', () => reject(opening.error ?? new Error('It does not open.')));
    opening.addEventListener('success', () => {
      const transaction = opening.result.transaction(['work', 'sessions']);
      const work = transaction.objectStore('work').get('last');
      const sessions = transaction.objectStore('sessions').count();
      transaction.addEventListener('complete', () => {
        opening.result.close();
        const kept: { readonly outcome: unknown }[] = work.result?.candidates ?? [];
        const scored = kept.filter(({ outcome }) => outcome !== undefined).length;
        resolve({ candidates: kept.length, scored, sessions: sessions.result });
      });
    });
  });
}
