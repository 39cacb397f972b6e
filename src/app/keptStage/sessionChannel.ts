/** Tells every list of comparisons, in any tab, that there is another one to read. */
const CHANNEL = 'editreward-sessions';

/** Undefined where the browser has none; lists are then read anew when they are opened. */
function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return undefined;
  }
}

/** `listener` hears of changes in this tab and in others. Returns the way to stop. */
export function watchSessions(listener: () => void): () => void {
  const channel = openChannel();
  channel?.addEventListener('message', listener);
  return () => channel?.close();
}

export function tellSessionsChanged(): void {
  const channel = openChannel();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of the own origin has no target
  channel?.postMessage('changed');
  channel?.close();
}
