import { PrecacheController } from 'workbox-precaching/PrecacheController.js';
import { withHeaders } from './isolation.ts';
import type { SiteFile } from './siteFile.ts';

/** The files of this version of the site, kept in Cache Storage; those of the version before stay until they are tidied away. */
export interface SiteCache {
  /** Keeps what is not kept yet. Rejects when a file cannot be had as this version has it. */
  keep(event: ExtendableEvent): Promise<void>;
  /** What is kept for `url`: of this version or, at an address that never means another content, of an older one. */
  match(url: string): Promise<Response | undefined>;
  /** Removes what only older versions need. */
  tidy(event: ExtendableEvent): Promise<void>;
}

/** `headers` are added to each file. */
export function createSiteCache(files: readonly SiteFile[], headers: Readonly<Record<string, string>>): SiteCache {
  const controller = new PrecacheController({
    plugins: [{ fetchDidSucceed: async ({ response }) => withHeaders(response, headers) }],
  });
  controller.addToCacheList([...files]);

  const keepFile = async (event: ExtendableEvent, url: string, cacheKey: string, cache: RequestCache) => {
    const integrity = controller.getIntegrityForCacheKey(cacheKey) ?? '';
    const request = new Request(url, { integrity, cache, credentials: 'same-origin' });
    await Promise.all(controller.strategy.handleAll({ params: { cacheKey, integrity }, request, event }));
  };

  // One at a time: a page may be loading, and scoring, meanwhile.
  const keepAll = async (event: ExtendableEvent) => {
    for (const [url, cacheKey] of controller.getURLsToCacheKeys()) {
      const fromNetwork = () => keepFile(event, url, cacheKey, 'reload');
      // Where the address holds a digest, what the page has downloaded is right, however old; but an answer that there is no
      // such file may have been kept as well.
      if (cacheKey === url) await keepFile(event, url, cacheKey, 'force-cache').catch(fromNetwork);
      else await fromNetwork();
    }
  };

  return {
    keep: keepAll,
    async match(url) {
      const kept = await controller.matchPrecache(url);
      return kept ?? (await caches.open(controller.strategy.cacheName)).match(url);
    },
    async tidy(event) {
      await controller.activate(event);
    },
  };
}
