import type { AppState } from '../score/appState.ts';

/** Something is under way that a reload of the page would end. */
export function isBusy({ model, run, library, batchRunning }: AppState): boolean {
  const transfers = library.transfers.filter(({ error }) => error === undefined);
  return run !== undefined || batchRunning || model.kind === 'loading' || transfers.length > 0;
}
