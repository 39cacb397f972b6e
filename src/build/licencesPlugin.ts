import type { Plugin } from 'vite';
import { createLicences } from './licences.ts';

/** The service worker is built after this list, since it holds the digest of the list. */
const SERVICE_WORKER_PACKAGES = ['workbox-precaching'];

/** Writes `licences.txt`: of us, and of every package of which something is in the site. */
export function licencesPlugin(): { readonly page: Plugin; readonly workers: () => Plugin } {
  const licences = createLicences(SERVICE_WORKER_PACKAGES);
  let root = '';
  return {
    workers: licences.collector,
    page: {
      ...licences.collector(),
      apply: 'build',
      configResolved(config) {
        ({ root } = config);
      },
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licences.text(root) });
      },
    },
  };
}
