import { resolve } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import { SITE_WORKER_PATH } from '../rpc/siteWorkerApi.ts';
import { listSiteFiles } from './listSiteFiles.ts';

/** Builds the service worker last, with the list of the site's files in it. */
export function serviceWorkerPlugin(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'site-service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const outDir = resolve(config.root, config.build.outDir);
        await build({
          configFile: false,
          root: config.root,
          publicDir: false,
          logLevel: 'warn',
          define: { SITE_FILES: JSON.stringify(listSiteFiles(outDir)) },
          build: {
            outDir,
            emptyOutDir: false,
            target: config.build.target,
            rolldownOptions: {
              input: resolve(config.root, 'workers/serviceWorker.ts'),
              // A classic script: Firefox takes no module as a service worker.
              output: { format: 'iife', entryFileNames: SITE_WORKER_PATH },
            },
          },
        });
      },
    },
  };
}
