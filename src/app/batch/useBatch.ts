import { use, useSyncExternalStore } from 'react';
import { PageContext } from '../shell/page.ts';
import { batchOf, type Batch } from './batch.ts';
import type { BatchState } from './batchState.ts';

/** The Batch page's state and the ways to change it. */
export function useBatch(): { readonly batch: BatchState } & Pick<Batch, 'actions'> & {
    readonly dispatch: Batch['store']['dispatch'];
  } {
  const page = use(PageContext);
  if (!page) throw new Error('useBatch is called outside PageContext.');
  const { store, actions } = batchOf(page);
  const batch = useSyncExternalStore(store.subscribe, store.getState);
  return { batch, actions, dispatch: store.dispatch };
}
