import type { AppState } from './appState.ts';

/** Something is under way that a reload of the page would end. */
export function isBusy({ model, run, library }: Pick<AppState, 'model' | 'run' | 'library'>): boolean {
  return run !== undefined || model.kind === 'loading' || library.transfers.some(({ error }) => error === undefined);
}
