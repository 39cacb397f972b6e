import type { StoreEvent } from '../core/keptModels/storeEvent.ts';

/** The channel on which the tabs of a site send each other `StoreEvent`s. */
export const STORE_CHANNEL = 'editreward-model-store';

/**
 * A channel to all tabs. Undefined if the browser refuses one, for example when the site may store nothing. Then no tab
 * hears of the others, and each reports only its own changes.
 */
export function openStoreChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(STORE_CHANNEL);
  } catch {
    return undefined;
  }
}

/** Hears what happens to the store in any tab, of this one too. Returns what ends it. */
export function listenToStore(listener: (event: StoreEvent) => void): () => void {
  const channel = openStoreChannel();
  channel?.addEventListener('message', ({ data }: MessageEvent<StoreEvent>) => listener(data));
  return () => channel?.close();
}
