import type { Workbox } from 'workbox-window';
import { SITE_WORKER_PATH, type SiteWorkerMessage } from '../rpc/siteWorkerApi.ts';

/** A tab may stay open for weeks; the browser itself asks only when a page is opened. */
const CHECK_EVERY_MS = 3_600_000;

/** The site's service worker, as the page sees it. */
export interface SiteWorker {
  /** Installs it. Resolves once it is active; rejects where the browser or the host allows none. */
  start(): Promise<void>;
  /** Has the whole site kept for use without a network. */
  keepSite(): void;
  /** A newer version than this page's is there. */
  hasUpdate(): boolean;
  /** Calls back when {@link hasUpdate} may have changed; returns the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Changes to the newer version, and reloads the page. */
  update(): Promise<void>;
}

/** `siteUrl` with a slash at its end. Throws where the browser has no service workers. */
export function createSiteWorker(siteUrl: string): SiteWorker {
  const workers = navigator.serviceWorker;
  const listeners = new Set<() => void>();
  let updateReady = false;
  const onUpdate = () => {
    updateReady = true;
    for (const listener of listeners) listener();
  };
  noteTakeover(workers, onUpdate);

  async function register(): Promise<Workbox> {
    // A first score does not wait for it.
    const { Workbox } = await import('workbox-window');
    const workbox = new Workbox(new URL(SITE_WORKER_PATH, siteUrl).href);
    workbox.addEventListener('waiting', onUpdate);
    await workbox.register({ immediate: true });
    setInterval(() => void workbox.update().catch(ignoreOffline), CHECK_EVERY_MS);
    await workers.ready;
    return workbox;
  }

  let started: Promise<Workbox> | undefined;
  return {
    async start() {
      await (started ??= register());
    },
    keepSite() {
      const message: SiteWorkerMessage = { type: 'keepSite' };
      void workers.ready.then(({ active }) => active?.postMessage(message, []));
    },
    hasUpdate: () => updateReady,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async update() {
      const { waiting } = await workers.ready;
      // Another tab may have changed versions already.
      if (!waiting) return location.reload();
      workers.addEventListener('controllerchange', () => location.reload(), { once: true });
      (await started)?.messageSkipWaiting();
    },
  };
}

/** Another tab changed versions: this page goes on with its own, which is now an old one. */
function noteTakeover(workers: ServiceWorkerContainer, onUpdate: () => void): void {
  let controller = workers.controller;
  workers.addEventListener('controllerchange', () => {
    if (controller) onUpdate();
    ({ controller } = workers);
  });
}

/** Without a network there is no newer version to be had. */
function ignoreOffline(): void {}
