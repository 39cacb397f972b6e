import type { Page } from 'playwright-core';

interface KeptCounts {
  readonly candidates: number;
  readonly scored: number;
}

/** What the browser would bring back of the last comparison. Zeros where it keeps none. */
export function keptStage(page: Page): Promise<KeptCounts> {
  return page.evaluate(
    () =>
      new Promise<KeptCounts>((resolve, reject) => {
        const opening = indexedDB.open('editreward-stage');
        // The page makes it, once there is something to keep.
        opening.addEventListener('upgradeneeded', () => opening.transaction?.abort());
        opening.addEventListener('error', () => reject(opening.error ?? new Error('It does not open.')));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('work').objectStore('work').get('last');
          reading.addEventListener('success', () => {
            opening.result.close();
            const kept: { readonly outcome: unknown }[] = reading.result?.candidates ?? [];
            const scored = kept.filter(({ outcome }) => outcome !== undefined).length;
            resolve({ candidates: kept.length, scored });
          });
        });
      }),
  );
}
