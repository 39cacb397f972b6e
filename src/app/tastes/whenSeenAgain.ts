/** Meanwhile another tab may have changed what this one shows. Returns what ends it. */
export function whenSeenAgain(listener: () => void): () => void {
  const look = () => document.visibilityState === 'visible' && listener();
  document.addEventListener('visibilitychange', look);
  return () => document.removeEventListener('visibilitychange', look);
}
