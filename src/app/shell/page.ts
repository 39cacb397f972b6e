import { createContext, use, useSyncExternalStore } from 'react';
import type { SiteWorker } from '../../client/siteWorker.ts';
import type { ScorerClient } from '../../client/scorerClient.ts';
import type { PageActions } from '../score/scoreActions.ts';
import type { Benchmark } from '../benchmark/benchmark.ts';
import type { LibraryActions } from '../models/libraryActions.ts';
import type { AppState } from '../score/appState.ts';
import type { Store } from '../ui/store.ts';

export interface Page {
  readonly store: Store;
  readonly actions: PageActions;
  readonly library: LibraryActions;
  readonly scorer: ScorerClient;
  readonly benchmark: Benchmark;
  /** Undefined where the browser has no service workers, and while developing. */
  readonly site: SiteWorker | undefined;
}

export const PageContext = createContext<Page | undefined>(undefined);

/** The page's state and the ways to change it. */
export function usePage(): Omit<Page, 'store' | 'scorer' | 'benchmark'> & {
  state: AppState;
  dispatch: Store['dispatch'];
} {
  const page = use(PageContext);
  if (!page) throw new Error('usePage is called outside PageContext.');
  const state = useSyncExternalStore(page.store.subscribe, page.store.getState);
  return { state, dispatch: page.store.dispatch, actions: page.actions, library: page.library, site: page.site };
}
