import type { StoreEvent } from '../core/keptModels/storeEvent.ts';

/** What happens to the store, told to all tabs. */
export interface StoreEvents {
  send(event: StoreEvent): void;
  /** Hears this tab's events too. Returns what ends it. */
  listen(listener: (event: StoreEvent) => void): () => void;
}
