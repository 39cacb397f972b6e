import { describe, expect, it, vi } from 'vitest';
import { serveSite } from './serveSite.ts';

// What is kept plays no part here, and Workbox loads in a service worker alone.
vi.mock('./siteCache.ts', () => ({ createSiteCache: () => ({}) }));

const SITE = 'https://example.org/some/path/';

/** A service worker's scope in which the browser never finishes to claim the open pages. */
function scopeThatNeverClaims() {
  const listeners = new Map<string, (event: never) => void>();
  const claim = vi.fn(() => new Promise<void>(() => {}));
  const scope = {
    registration: { scope: SITE },
    clients: { claim },
    addEventListener: (type: string, listener: (event: never) => void) => listeners.set(type, listener),
  };
  return { scope: scope as unknown as ServiceWorkerGlobalScope, listeners, claim };
}

function activate(listeners: ReadonlyMap<string, (event: never) => void>): readonly Promise<unknown>[] {
  const waited: Promise<unknown>[] = [];
  const event = Object.assign(new Event('activate'), { waitUntil: (work: Promise<unknown>) => waited.push(work) });
  listeners.get('activate')?.(event as never);
  return waited;
}

describe('serveSite, once it is active', () => {
  it('takes the open pages, without its own start waiting for that', async () => {
    const { scope, listeners, claim } = scopeThatNeverClaims();
    serveSite(scope, []);
    const waited = activate(listeners);
    expect(claim).toHaveBeenCalledOnce();
    const ready = Promise.all(waited).then(() => 'active');
    expect(await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])).toBe('active');
  });

  it('leaves the pages alone where the browser refuses them', async () => {
    const { scope, listeners, claim } = scopeThatNeverClaims();
    claim.mockRejectedValue(new DOMException('no longer active', 'InvalidStateError'));
    serveSite(scope, []);
    // A rejection that nobody takes would fail this test.
    expect(await Promise.all(activate(listeners))).toEqual([]);
  });
});
