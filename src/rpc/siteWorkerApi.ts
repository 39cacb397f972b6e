/** What the page asks of the service worker. */
export type SiteWorkerMessage =
  /** Keep the whole site, so that it works without a network. */
  | { readonly type: 'keepSite' }
  /** Take over from the version in use. The name is workbox-window's. */
  | { readonly type: 'SKIP_WAITING' };

/** The service worker's script, relative to the site. */
export const SITE_WORKER_PATH = 'serviceWorker.js';

/** Where the system posts pictures that are shared with the site: `share_target` of `public/manifest.webmanifest`. */
export const SHARE_PATH = 'share';

/** Files of that form, by the name that the manifest gives them. */
export const SHARE_FIELD = 'images';

/** Parameter of the address that the page is then opened with. */
export const SHARED_PARAMETER = 'shared';

/** The cache in which shared pictures wait for the page. Sites under one origin share it; each key is an address of its own site. */
export const SHARED_CACHE = 'editreward-shared';

const MESSAGE_TYPES: readonly unknown[] = ['keepSite', 'SKIP_WAITING'] satisfies SiteWorkerMessage['type'][];

export function isSiteWorkerMessage(data: unknown): data is SiteWorkerMessage {
  return typeof data === 'object' && data !== null && 'type' in data && MESSAGE_TYPES.includes(data.type);
}
