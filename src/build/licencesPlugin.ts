import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { type BundledPackage, packageOfModule, readPackage, withDependencies } from './bundledPackages.ts';

/** The service worker is built after this list, since it holds the digest of the list. */
const SERVICE_WORKER_PACKAGES = ['workbox-precaching'];

const HEAD = `What this site is made of, and under which licences.

onnxruntime-web's WebAssembly holds further components, whose notices are at
https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt
`;

/** Writes `licences.txt`: of us, and of every package of which something is in the site. */
export function licencesPlugin(): { readonly page: Plugin; readonly workers: () => Plugin } {
  const names = new Set(SERVICE_WORKER_PACKAGES);
  const collect = (ids: Iterable<string>) => {
    for (const id of ids) {
      const name = packageOfModule(id);
      if (name !== undefined) names.add(name);
    }
  };
  let root = '';
  return {
    workers: () => ({
      name: 'licences-of-workers',
      buildEnd() {
        collect(this.getModuleIds());
      },
    }),
    page: {
      name: 'licences',
      apply: 'build',
      configResolved(config) {
        ({ root } = config);
      },
      generateBundle() {
        collect(this.getModuleIds());
        const packages = withDependencies(names, (name) => readPackage(join(root, 'node_modules'), name));
        const own = `EditReward Web, with the model Nano\n\n${readFileSync(join(root, 'LICENSE'), 'utf8').trim()}`;
        const source = [HEAD, own, ...packages.map(noticeOf)].join(`\n\n${'-'.repeat(80)}\n\n`);
        this.emitFile({ type: 'asset', fileName: 'licences.txt', source: `${source}\n` });
      },
    },
  };
}

function noticeOf({ name, version, licence, text, repository }: BundledPackage): string {
  return [`${name} ${version}, ${licence}`, repository, text && `\n${text}`].filter(Boolean).join('\n');
}
