/**
 * Runs in the page, again and again. A page waits some seconds for the service worker that is to isolate it, and does without where that
 * takes longer: its next visit is isolated. Well after that wait, so that this is not in the way of the page's own reload.
 */
export function isIsolated(): boolean {
  const isLate = performance.now() > 10_000 && navigator.serviceWorker.controller !== null;
  if (!crossOriginIsolated && isLate) setTimeout(() => location.reload());
  return crossOriginIsolated;
}
