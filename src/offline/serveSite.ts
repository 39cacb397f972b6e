import { isSiteWorkerMessage } from '../rpc/siteWorkerApi.ts';
import { answerRequest, isForSite } from './answerRequest.ts';
import { CONTENT_SECURITY_POLICY } from './contentSecurityPolicy.ts';
import { ISOLATION_HEADERS } from './isolation.ts';
import { isShare, receiveShare } from './sharedPictures.ts';
import { createSiteCache, type SiteCache } from './siteCache.ts';
import { filesForBrowser, type SiteFile } from './siteFile.ts';

/** Workers do not inherit the policy of the page's `<meta>`, so the files carry it. */
const KEPT_HEADERS = { ...ISOLATION_HEADERS, 'Content-Security-Policy': CONTENT_SECURITY_POLICY };

/**
 * A first visit does not wait: nothing is kept before the page says that it is idle. A later version is kept whole
 * before it can take over, and takes over when the page says so. Every address except those of documents holds a
 * digest. So a tab of an older version only gets its own files, whichever version serves it.
 */
export function serveSite(scope: ServiceWorkerGlobalScope, files: readonly SiteFile[]): void {
  const siteUrl = scope.registration.scope;
  const cache = createSiteCache(filesForBrowser(files, 'Suspending' in WebAssembly), KEPT_HEADERS);
  const answers = { siteUrl, match: cache.match, headers: ISOLATION_HEADERS };

  scope.addEventListener('install', (event) => {
    if (scope.registration.active) event.waitUntil(cache.keep(event));
  });
  scope.addEventListener('activate', () => void takePages(scope));
  scope.addEventListener('message', (event) => {
    if (!isSiteWorkerMessage(event.data)) return;
    event.waitUntil(event.data.type === 'keepSite' ? keepAndTidy(scope, cache, event) : scope.skipWaiting());
  });
  scope.addEventListener('fetch', (event) => {
    const { request } = event;
    if (isShare(request, siteUrl)) event.respondWith(receiveShare(request, siteUrl));
    else if (isForSite(request, siteUrl)) event.respondWith(answerRequest(request, answers));
  });
}

/**
 * Takes the pages that are open. The worker's start must not wait for it. Firefox answers only once every worker of
 * those pages has run, and an idle wasm thread sleeps. Until the start is over, no request of the site is answered.
 */
async function takePages({ clients }: ServiceWorkerGlobalScope): Promise<void> {
  // A worker that was replaced meanwhile may take none, and need not.
  await clients.claim().catch(() => undefined);
}

/** Another tab may be of an older version, and need its files. */
async function keepAndTidy(scope: ServiceWorkerGlobalScope, cache: SiteCache, event: ExtendableEvent): Promise<void> {
  await cache.keep(event);
  const tabs = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (tabs.length <= 1) await cache.tidy(event);
}
