import { listenToStore, openStoreChannel } from '../rpc/storeChannel.ts';
import type { StoreEvents } from '../storage/storeEvents.ts';

/** Over a BroadcastChannel. A channel does not hear itself, so each listener has one of its own. */
export function broadcastEvents(): StoreEvents {
  const sender = openStoreChannel();
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of the own origin has no target
    send: (event) => sender?.postMessage(event),
    listen: listenToStore,
  };
}
