import type { ModelStoreClient } from '../../client/modelStoreClient.ts';
import { createStore } from '../ui/store.ts';
import { emptyLibrary, type LibraryStore, reduceLibrary } from './library.ts';
import { createLibraryActions, type LibraryActions, type LibraryScorer } from './libraryActions.ts';

/** The models that this browser keeps. What happens to them goes on while other pages are in sight. */
export interface LibraryRoom {
  readonly store: LibraryStore;
  readonly actions: LibraryActions;
}

export function createLibraryRoom(client: ModelStoreClient, scorer: LibraryScorer): LibraryRoom {
  const store = createStore(reduceLibrary, emptyLibrary);
  return { store, actions: createLibraryActions(store, client, scorer) };
}
