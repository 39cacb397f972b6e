import { STORE_CHANNEL } from './modelStoreApi.ts';

/**
 * A channel to all tabs; undefined where the browser refuses one, as where the site may store nothing: then no tab hears of
 * the others, and each tells its own changes alone.
 */
export function openStoreChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(STORE_CHANNEL);
  } catch {
    return undefined;
  }
}
