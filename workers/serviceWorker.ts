/** Keeps the site for use without a network, and isolates it on hosts that set no headers. */
import { serveSite } from '../src/offline/serveSite.ts';
import type { SiteFile } from '../src/offline/siteFile.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by `src/build/serviceWorkerPlugin.ts`. */
declare const SITE_FILES: readonly SiteFile[];

serveSite(self, SITE_FILES);
