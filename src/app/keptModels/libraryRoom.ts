import type { ModelStoreClient } from '../../client/modelStoreClient.ts';
import type { ScorerClient } from '../../client/scorerClient.ts';
import { createStore } from '../ui/store.ts';
import { emptyLibrary, type LibraryStore, reduceLibrary } from './library.ts';
import { createLibraryActions, type LibraryActions } from './libraryActions.ts';

/** The models that this browser keeps. What happens to them goes on while other pages are in sight. */
export interface LibraryRoom {
  readonly store: LibraryStore;
  readonly actions: LibraryActions;
}

export function createLibraryRoom(client: ModelStoreClient, scorer: Pick<ScorerClient, 'measureDevice'>): LibraryRoom {
  const store = createStore(reduceLibrary, emptyLibrary);
  return { store, actions: createLibraryActions(store, client, scorer) };
}
